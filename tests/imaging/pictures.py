"""Pictures that the tests make: smooth enough to compress, with detail enough to tell rows and columns apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from lamgui.imaging.picture import Pixels

SET5 = ("baby", "bird", "butterfly", "head", "woman")


def coloured(width: int, height: int) -> Pixels:
    """Waves of a different length in each channel, without symmetry; uint8 (height, width, 3)."""
    row, column = np.mgrid[:height, :width]
    waves = [np.sin(column / (3 + c) + row**2 / (60 + 20 * c) + c) for c in range(3)]
    return np.asarray(np.round(127.5 + 120 * np.stack(waves, axis=2)), dtype=np.uint8)


def sixteen_bit(width: int, height: int) -> npt.NDArray[np.uint16]:
    """The same with a low byte that matters: dropping it instead of rounding shows."""
    low = np.random.default_rng(7).integers(-128, 129, (height, width, 3))
    return np.clip(coloured(width, height).astype(int) * 257 + low, 0, 65535).astype(np.uint16)


def noise(width: int, height: int, seed: int = 0) -> Pixels:
    """Independent uniform pixels, uint8 (height, width, 3)."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def rgb_of(path: Path) -> Pixels:
    """A picture as Pillow alone reads it, uint8 (H, W, 3)."""
    with Image.open(path) as image:
        return np.array(image.convert("RGB"))
