"""A picture in the program: 8-bit RGB, with its origin and the conversions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""uint8 (H, W, 3), RGB."""


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels, uint8 (H, W, 3) RGB, under the name that the user knows them by.

    `path` is None for a pasted picture. `sha256` is that of the file's bytes, or of the pixels' bytes where
    there is no file. `conversions` has a sentence for each conversion to 8-bit RGB.
    Raises ValueError for pixels of another kind or shape.
    """

    pixels: Pixels
    name: str
    path: Path | None
    sha256: str
    conversions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shape, dtype = self.pixels.shape, self.pixels.dtype
        if dtype != np.uint8 or len(shape) != 3 or shape[2] != 3 or 0 in shape:
            raise ValueError(
                f"{self.name}: pixels came as {dtype} {shape}, wanted uint8 (height, width, 3) with both sides "
                "at least 1; convert them to 8-bit RGB first"
            )

    @property
    def width(self) -> int:
        """Columns, in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows, in pixels."""
        return int(self.pixels.shape[0])
