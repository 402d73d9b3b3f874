"""How far a network sees in theory: its kind, its size by the paper's count, and the exact LR pixels of SR pixels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.base.arrays import Mask


class ReceptiveField(StrEnum):
    """How far an output pixel sees: a fixed small window, a wide but finite one, the whole picture, or unknown."""

    LOCAL = "local"
    BOUNDED = "bounded"
    GLOBAL = "global"
    UNKNOWN = "unknown"
    """The field of a user's own network, which is treated as if it saw everything."""


@dataclass(frozen=True)
class AxisField:
    """For each SR pixel of a cell of scale x scale, along one axis: the first and last LR pixel that it depends on.

    Both are counted from the cell's own LR pixel: `first` is negative where it sees up or left. `support_px` is how
    many LR pixels the cell depends on: the union over its SR pixels. Where positions differ,
    the farthest is given.
    """

    first: tuple[int, ...]
    last: tuple[int, ...]
    support_px: int

    def __post_init__(self) -> None:
        if not self.first or len(self.first) != len(self.last):
            raise ValueError(f"{len(self.first)} first and {len(self.last)} last pixels; a cell has as many of each")

    def of(self, begin: int, end: int, length: int) -> tuple[int, int]:
        """The first LR pixel that the SR pixels `begin` to `end` depend on, and the one after the last.

        Both lie within `length`, the LR picture's.
        """
        scale = len(self.first)
        seen = [(pixel // scale, pixel % scale) for pixel in range(begin, end)]
        first = min(cell + self.first[phase] for cell, phase in seen)
        last = max(cell + self.last[phase] for cell, phase in seen)
        return max(0, first), min(length, last + 1)


@dataclass(frozen=True)
class PixelBox:
    """LR pixels from `left` and `top` up to, not including, `right` and `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height."""
        return self.right - self.left, self.bottom - self.top


@dataclass(frozen=True)
class TheoreticalField:
    """The receptive field that follows from a network's own graph (Araujo et al. 2019).

    `paper_px` counts as the LAM paper does: every convolution of the longest path as if at the input's rate, those
    after the enlargement too. It is stated for local fields only, in pixels of which `paper_rate` make an LR pixel:
    more than one where the network enlarges the picture first. `rows` and `columns` are exact; None where a network
    sees everything or cannot be followed. `because` names the operations that made it so.
    """

    kind: ReceptiveField
    paper_px: int | None = None
    paper_rate: int = 1
    rows: AxisField | None = None
    columns: AxisField | None = None
    because: tuple[str, ...] = ()

    @property
    def support_px(self) -> int | None:
        """Side of the square of LR pixels that the SR pixels of one LR pixel depend on; None without an exact one."""
        if self.rows is None or self.columns is None:
            return None
        return max(self.rows.support_px, self.columns.support_px)

    def box(self, patch: Patch, height: int, width: int) -> PixelBox | None:
        """The LR pixels that a patch and the detector's margin can depend on, in a picture (height, width)."""
        side = patch.size + DETECTOR_MARGIN_PX
        return self.box_of((patch.y, patch.y + side), (patch.x, patch.x + side), height, width)

    def box_of(self, rows: tuple[int, int], columns: tuple[int, int], height: int, width: int) -> PixelBox | None:
        """The same of any SR rows and columns, each from the first up to, not including, the last."""
        if self.kind is ReceptiveField.GLOBAL:
            return PixelBox(0, 0, width, height)
        if self.rows is None or self.columns is None:
            return None
        top, bottom = self.rows.of(*rows, height)
        left, right = self.columns.of(*columns, width)
        return PixelBox(left, top, right, bottom)


def box_around(mask: Mask) -> PixelBox | None:
    """The smallest box that holds all pixels that are set in a mask (h, w); None where none is."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return PixelBox(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
