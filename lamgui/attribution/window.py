"""The part of the LR picture that a patch can depend on, so that gradients are taken of nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lamgui.attribution.patch import Patch
from lamgui.attribution.path.path import Path
from lamgui.attribution.receptive_field import PixelBox


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


def window_of(patch: Patch, box: PixelBox, scale: int) -> Window:
    """The window of all LR pixels that a patch and its margin depend on.

    Whatever the network computes on its way to the patch, it computes from these pixels: a feature that read others
    would carry them to the patch. So cut out alone they give the same patch, at the picture's borders too.
    """
    moved = Patch(patch.x - scale * box.left, patch.y - scale * box.top, patch.size)
    return Window(slice(box.top, box.bottom), slice(box.left, box.right), moved)
