"""The part of the LR picture that a patch can depend on, so that gradients are taken of nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.attribution.path.path import Path


@dataclass(frozen=True)
class FieldMargin:
    """How far an LR pixel reaches, in SR pixels beyond its own cell of scale x scale: up and left, down and right."""

    before_px: int
    after_px: int

    def __post_init__(self) -> None:
        if self.before_px < 0 or self.after_px < 0:
            raise ValueError(
                f"an LR pixel reaches at least its own cell, not {self.before_px}, {self.after_px} px more"
            )


@dataclass(frozen=True)
class Window:
    """Rows and columns of the LR picture, and the patch as it lies in what the network makes of them alone."""

    rows: slice
    columns: slice
    patch: Patch

    def cut(self, pictures: Tensor) -> Tensor:
        """(..., h, w) to the window."""
        return pictures[..., self.rows, self.columns]

    def of(self, path: Path) -> Path:
        """What is seen of a path."""
        return path.within(self.rows, self.columns)

    def embedded(self, inside: Tensor, whole: Tensor) -> Tensor:
        """Values of the window with zeros around them, as large as `whole`."""
        embedded = whole.new_zeros(*inside.shape[:-2], *whole.shape[-2:])
        self.cut(embedded).copy_(inside)
        return embedded

    def share_of(self, height: int, width: int) -> float:
        """Of the pixels of an LR picture, 0..1."""
        rows, columns = (len(range(length)[part]) for part, length in ((self.rows, height), (self.columns, width)))
        return rows * columns / (height * width)


def window_of(patch: Patch, field_margin: FieldMargin, scale: int, height: int, width: int) -> Window:
    """All LR pixels of a picture (height, width) that reach the patch or its margin.

    Whatever the network computes on its way to the patch, it computes from these pixels: a feature that read others
    would carry them to the patch. So cut out alone they give the same patch, at the picture's borders too.
    """
    rows = reaching(*_with_margin(patch.y, patch.size), field_margin, scale, height)
    columns = reaching(*_with_margin(patch.x, patch.size), field_margin, scale, width)
    moved = Patch(patch.x - scale * columns.start, patch.y - scale * rows.start, patch.size)
    return Window(rows, columns, moved)


def reaching(begin: int, end: int, field_margin: FieldMargin, scale: int, length: int) -> slice:
    """Of a side of an LR picture of this length, the positions that reach SR positions `begin` up to before `end`."""
    first, stop = (begin - field_margin.after_px) // scale, (end - 1 + field_margin.before_px) // scale + 1
    return slice(max(0, first), min(length, stop))


def _with_margin(first: int, size: int) -> tuple[int, int]:
    """SR positions of a patch and its margin along one side, the first and the one after the last."""
    return first, first + size + DETECTOR_MARGIN_PX
