"""Degrade a clean picture as the field's code does: noise and blur in floating point, JPEG in its 8 bits."""

from __future__ import annotations

import io

import cv2
import numpy as np
from PIL import Image

from lamgui.base.arrays import Doubles
from lamgui.imaging.degradation import NOISES, Degradation, DegradationKind
from lamgui.imaging.picture import Pixels


def degraded(pixels: Pixels, values: Doubles | None, degradation: Degradation) -> tuple[Pixels, Doubles | None]:
    """A picture with a degradation: its 8 bits, (H, W, 3), and the values that a network is given.

    `values` are those of the clean picture, float64 0..1, where it has more than the 8 bits. Those that come back are
    None where the 8 bits are all there is; with noise they leave 0..1.
    """
    if degradation.kind is DegradationKind.NONE:
        return pixels, values
    if degradation.kind is DegradationKind.JPEG:
        return _as_jpeg(pixels, int(degradation.strength)), None
    clean = pixels / 255.0 if values is None else values
    changed = _noisy(clean, degradation) if degradation.kind in NOISES else _blurred(clean, degradation.strength)
    rounded = np.clip(np.rint(changed * 255), 0, 255).astype(np.uint8)
    return rounded, None if degradation.eight_bits else changed


def is_grey(values: Pixels | Doubles) -> bool:
    """Whether R, G and B of (H, W, 3) are equal everywhere."""
    return bool((values[..., :1] == values).all())


def _noisy(clean: Doubles, degradation: Degradation) -> Doubles:
    """With the numbers that `numpy.random.seed(seed)` and `normal` of (H, W, 3), or (H, W, 1), give.

    So KAIR and the code after it draw them; numpy promises to leave this old generator as it is.
    """
    is_common = degradation.kind is DegradationKind.GREY_NOISE or is_grey(clean)
    shape = (*clean.shape[:2], 1 if is_common else 3)
    return clean + np.random.RandomState(degradation.seed).normal(0, degradation.strength / 255, shape)


def _blurred(clean: Doubles, sigma_px: float) -> Doubles:
    """By a Gaussian out to 4 σ, mirrored at the border without repeating the edge pixel."""
    if sigma_px == 0:
        return clean.copy()
    side = 2 * int(np.ceil(4 * sigma_px)) + 1
    taps = cv2.getGaussianKernel(side, sigma_px)
    return np.asarray(cv2.sepFilter2D(clean, -1, taps, taps, borderType=cv2.BORDER_REFLECT_101))


def _as_jpeg(pixels: Pixels, quality: int) -> Pixels:
    """Saved and read again, colours at half the resolution; a grey picture in one channel."""
    stream = io.BytesIO()
    image = Image.fromarray(pixels[..., 0] if is_grey(pixels) else pixels)
    image.save(stream, "JPEG", quality=quality, subsampling="4:2:0" if image.mode == "RGB" else -1)
    return np.array(Image.open(stream).convert("RGB"))
