"""Cameras that show the patch, and the area of contribution around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.attribution.measures.measures import area_of_contribution
from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.widgets.viewer.camera import MAXIMUM_ZOOM, Camera

ROOM = 1.3
"""Sides of a near view, relative to those of the box that it must hold."""
LARGEST_PATCH, SMALLEST_PATCH = 0.35, 0.12
"""Share of a near view's shorter side that the patch fills: where nothing around it is marked, and where all is."""


@dataclass(frozen=True)
class FramingBox:
    """A part of the LR picture, in LR pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Number of columns."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Number of rows."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Column and row of its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: FramingBox) -> bool:
        """Whether both overlap."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def with_box(self, other: FramingBox) -> FramingBox:
        """The smallest box that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return FramingBox(left, top, max(self.right, other.right), max(self.bottom, other.bottom))


def box_of(patch: Patch, scale: int) -> FramingBox:
    """The patch in LR pixels."""
    left, top, side = patch.x / scale, patch.y / scale, patch.size / scale
    return FramingBox(left, top, left + side, top + side)


def area_box(
    signed: Floats | None, share: float, patch: Patch, scale: int, lr_origin: tuple[int, int] = (0, 0)
) -> FramingBox:
    """The box of the patch and of the area of contribution of a map (h, w), which holds a share of its importance.

    The map begins at a column and row of the LR picture.
    """
    own = box_of(patch, scale)
    if signed is None or not signed.any():
        return own
    marked = area_of_contribution(np.abs(signed), share)
    rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    x, y = lr_origin
    left, right = float(columns[0] + x), float(columns[-1] + 1 + x)
    return own.with_box(FramingBox(left, float(rows[0] + y), right, float(rows[-1] + 1 + y)))


def near_view(box: FramingBox, patch: Patch, scale: int, width_px: float, height_px: float) -> Camera:
    """The camera that shows a box in a view of a size in screen px; the patch in it is neither tiny nor fills it."""
    own = box_of(patch, scale)
    per_patch = max(1.0, min(width_px, height_px)) / own.width
    zoom = min(max(1.0, width_px) / box.width, max(1.0, height_px) / box.height) / ROOM
    zoom = min(max(zoom, SMALLEST_PATCH * per_patch), LARGEST_PATCH * per_patch, MAXIMUM_ZOOM)
    holds_all = zoom * box.width <= width_px and zoom * box.height <= height_px
    return Camera(*(box if holds_all else own).middle, zoom)


def seen_box(camera: Camera, width_px: float, height_px: float) -> FramingBox:
    """The part of the picture that a cell of a size in screen px shows."""
    left, top = camera.to_lr(-width_px / 2, -height_px / 2)
    right, bottom = camera.to_lr(width_px / 2, height_px / 2)
    return FramingBox(left, top, right, bottom)


def back_in_sight(camera: Camera, patch: Patch, scale: int, width_px: float, height_px: float) -> Camera:
    """The camera, moved to the patch if a cell of a size in screen px shows nothing of it."""
    own = box_of(patch, scale)
    return camera if own.meets(seen_box(camera, width_px, height_px)) else Camera(*own.middle, camera.zoom)


def wholly_in_sight(camera: Camera, patch: Patch, scale: int, width_px: float, height_px: float) -> Camera:
    """The camera, moved as little as needed to show all of the patch; one larger than the view is put in its middle."""
    own, seen = box_of(patch, scale), seen_box(camera, width_px, height_px)
    x = _shift(own.left, own.right, seen.left, seen.right)
    y = _shift(own.top, own.bottom, seen.top, seen.bottom)
    return Camera(camera.centre_x + x, camera.centre_y + y, camera.zoom)


def _shift(first: float, last: float, seen_first: float, seen_last: float) -> float:
    """By how much a view is moved along an axis."""
    if last - first > seen_last - seen_first:
        return (first + last - seen_first - seen_last) / 2
    return min(0.0, first - seen_first) or max(0.0, last - seen_last)
