"""A rectangle of the SR picture, for which no more of the network is computed than it needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from torch import Tensor

from lamgui.attribution.path.path import Path
from lamgui.attribution.window import Sight, reaching
from lamgui.networks.conventions import Forward, PlacedNetwork
from lamgui.networks.partial.focus import Region, focus
from lamgui.networks.partial.rules import Span


@dataclass(frozen=True, eq=False)
class Piece:
    """`forward` makes of rows and columns of the LR picture a picture, of which `inside` is the rectangle."""

    forward: Forward
    rows: slice
    columns: slice
    inside: tuple[slice, slice]

    def restore(self, path: Path, alpha: float) -> Tensor:
        """F(γ(α)) in the rectangle, (C, H, W), of a path through whole LR pictures."""
        rows, columns = self.inside
        return self.forward(path.within(self.rows, self.columns).at([alpha]))[0][:, rows, columns]


def piece(placed: PlacedNetwork, sight: Sight | None, region: Region, height: int, width: int) -> Piece:
    """What a region of SR takes of an LR picture (height, width): layer by layer where the network can be followed.

    Else all layers on the window that reaches the region, or on the whole picture where `sight` is not known.
    """
    focused = None if placed.followed is None else focus(placed.followed, region, height, width)
    if focused is not None:
        rows, columns = (slice(*span) for span in focused.region)
        return Piece(replace(placed, module=focused.module), rows, columns, (slice(None), slice(None)))
    if sight is None:
        return whole(placed, region, height, width)
    sides = zip(region, (height, width), strict=True)
    rows, columns = (reaching(*span, sight, placed.scale, side) for span, side in sides)
    return _cut_from(placed, region, rows, columns)


def whole(placed: PlacedNetwork, region: Region, height: int, width: int) -> Piece:
    """A region of the SR picture, cut from the whole of it."""
    return _cut_from(placed, region, slice(0, height), slice(0, width))


def _cut_from(placed: PlacedNetwork, region: Region, rows: slice, columns: slice) -> Piece:
    first_row, first_column = placed.scale * rows.start, placed.scale * columns.start
    return Piece(placed, rows, columns, (_moved(region[0], first_row), _moved(region[1], first_column)))


def _moved(span: Span, begin: int) -> slice:
    return slice(span[0] - begin, span[1] - begin)
