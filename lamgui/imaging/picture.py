"""A picture in the program: 8-bit RGB, the numbers that it was read from, its origin and the conversions."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.base.arrays import Doubles
from lamgui.imaging.reading import AS_USUAL, NOTHING_OFFERED, Offers, Reading

Pixels = npt.NDArray[np.uint8]
"""uint8 (H, W, 3), RGB."""

KEY_LETTERS = 16


@dataclass(frozen=True, eq=False)
class Values:
    """A picture's numbers as a file stores them, (H, W, 3) of any real type, and which are black and white."""

    numbers: npt.NDArray[Any]
    levels: tuple[float, float]

    @property
    def unit(self) -> Doubles:
        """The same in float64 from 0 (black) to 1 (white), those beyond clipped."""
        return unit_values(self.numbers, self.levels)


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels, uint8 (H, W, 3) RGB, under the name that the user knows them by.

    `path` is None for a pasted picture. `sha256` is that of the file's bytes, or of the pixels' bytes where
    there is no file. `conversions` has a sentence for each conversion to RGB. `values` are what a network is given;
    None where that are the 8 bits.
    Raises ValueError for pixels of another kind or shape.
    """

    pixels: Pixels
    name: str
    path: Path | None
    sha256: str
    conversions: tuple[str, ...] = ()
    reading: Reading = AS_USUAL
    """The choices it was read with."""
    values: Values | None = None
    offers: Offers = NOTHING_OFFERED
    """What its file leaves to choose."""
    reference: Picture | None = None
    """The HR original that this LR picture is measured against, where there is a file of it."""

    def __post_init__(self) -> None:
        shape, dtype = self.pixels.shape, self.pixels.dtype
        if dtype != np.uint8 or len(shape) != 3 or shape[2] != 3 or 0 in shape:
            raise ValueError(
                f"{self.name}: pixels came as {dtype} {shape}, wanted uint8 (height, width, 3) with both sides "
                "at least 1; convert them to 8-bit RGB first"
            )
        if self.values is not None and self.values.numbers.shape != shape:
            raise ValueError(f"{self.name}: values came as {self.values.numbers.shape}, wanted {shape}, as its pixels")

    @property
    def is_plain(self) -> bool:
        """Whether it is 8 bits, read in the usual way, with no reference: its file says all."""
        return self.values is None and self.reading == AS_USUAL and self.reference is None

    @property
    def key(self) -> str:
        """What tells it from the same file read otherwise: its sha256, with a few letters more unless it is plain."""
        if self.is_plain:
            return self.sha256
        levels = () if self.values is None else tuple(float(level) for level in self.values.levels)
        reference = "" if self.reference is None else self.reference.key
        choices = hashlib.sha256(repr((self.reading, levels, reference)).encode()).hexdigest()
        return f"{self.sha256}-{choices[:KEY_LETTERS]}"

    @property
    def width(self) -> int:
        """Columns, in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows, in pixels."""
        return int(self.pixels.shape[0])


def unit_values(numbers: npt.NDArray[Any], levels: tuple[float, float]) -> Doubles:
    """Numbers in float64, 0 at black and 1 at white, those beyond clipped."""
    black, white = levels
    shares = (numbers.astype(np.float64) - black) / (white - black)
    return np.clip(shares, 0, 1, out=shares)
