"""Which part of the picture the filmstrip shows: the patch and all that D depends on, with some room around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats, Mask

SEEN = 1e-2
"""Share of the largest gradient at an α below which a pixel is left out."""
ROOM = 1.25
"""How much longer the sides are than those of what they must hold."""
LEAST_PX = 20
"""Of the shorter side, in LR pixels."""

Value = TypeVar("Value", bound=np.generic)


@dataclass(frozen=True)
class CloseUp:
    """A part of a picture, in LR pixels."""

    x: int
    y: int
    width: int
    height: int

    def cut(self, pixels: npt.NDArray[Value], scale: int = 1) -> npt.NDArray[Value]:
        """This part of an array (H, W, ...) of `scale` pixels to an LR pixel."""
        rows = slice(self.y * scale, (self.y + self.height) * scale)
        return pixels[rows, self.x * scale : (self.x + self.width) * scale]

    def grown(self, by_px: int, height: int, width: int) -> CloseUp:
        """With so many pixels more on every side, as far as a picture of this size has them."""
        top, left = max(0, self.y - by_px), max(0, self.x - by_px)
        bottom, right = min(height, self.y + self.height + by_px), min(width, self.x + self.width + by_px)
        return CloseUp(left, top, right - left, bottom - top)

    def within(self, outer: CloseUp) -> CloseUp:
        """This part of the picture as it lies in a larger part."""
        return CloseUp(self.x - outer.x, self.y - outer.y, self.width, self.height)

    def patch(self, patch: Patch, scale: int) -> Patch:
        """Where a patch that lies in the region is in its cut-out, in SR pixels."""
        return Patch(patch.x - self.x * scale, patch.y - self.y * scale, patch.size)


def close_up(gradients: Sequence[Floats], patch: Patch, scale: int) -> CloseUp:
    """The region of the patch and of every gradient along the path, each (h, w) and divided by its maximum.

    It is as wide to high as the picture, and not much smaller than what a look can take in.
    """
    height, width = gradients[0].shape
    seen = np.any([gradient > SEEN for gradient in gradients], axis=0)
    rows, columns = (np.arange(first // scale, -(-(first + patch.size) // scale)) for first in (patch.y, patch.x))
    seen[np.ix_(rows, columns)] = True
    top, bottom = _ends(seen.any(axis=1))
    left, right = _ends(seen.any(axis=0))
    share = min(1.0, max(LEAST_PX / min(height, width), ROOM * (bottom - top) / height, ROOM * (right - left) / width))
    high, wide = (max(1, round(share * side)) for side in (height, width))
    return CloseUp(
        x=_begin((left + right) / 2, wide, width), y=_begin((top + bottom) / 2, high, height), width=wide, height=high
    )


def _ends(flags: Mask) -> tuple[int, int]:
    """The first that is set, and one past the last."""
    found = np.flatnonzero(flags)
    return int(found[0]), int(found[-1]) + 1


def _begin(middle: float, length: int, whole: int) -> int:
    """Where a stretch of `length` around `middle` begins, kept inside 0..`whole`."""
    return min(max(0, round(middle - length / 2)), whole - length)
