"""Cameras that show the patch, and those of the inset: the map from near, or all of the picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.widgets.viewer.camera import MAXIMUM_ZOOM, Camera, fitted

MARKED = 0.1
"""Share of the map's maximum from which a pixel counts as marked."""
ROOM = 1.3
"""Sides of a near view, relative to those of the box that it must hold."""
LARGEST_PATCH, SMALLEST_PATCH = 0.35, 0.12
"""Share of a near view's shorter side that the patch fills: where nothing around it is marked, and where all is."""
SURROUNDED_SHARE = 0.3
"""Share of a low pane's height that the patch fills, so that the pixels used around it are seen too."""


class Framing(Enum):
    """What stays in view when the picture or the window changes."""

    WHOLE = "the whole picture"
    PATCH = "the patch and what is around it"
    FREE = "the place that the user looked at"


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

    def holds(self, other: FramingBox) -> bool:
        """Whether another lies inside it."""
        starts = self.left <= other.left and self.top <= other.top
        return starts and self.right >= other.right and self.bottom >= other.bottom

    def with_box(self, other: FramingBox) -> FramingBox:
        """The smallest box that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return FramingBox(left, top, max(self.right, other.right), max(self.bottom, other.bottom))


def box_of(patch: Patch, scale: int) -> FramingBox:
    """The patch in LR pixels."""
    left, top, side = patch.x / scale, patch.y / scale, patch.size / scale
    return FramingBox(left, top, left + side, top + side)


def marked_box(
    signed: Floats | None, peak: float, patch: Patch, scale: int, lr_origin: tuple[int, int] = (0, 0)
) -> FramingBox:
    """The box of the patch and of all pixels marked in a map (h, w), whose maximum is `peak`.

    The map begins at a column and row of the LR picture.
    """
    own = box_of(patch, scale)
    if signed is None or peak == 0.0:
        return own
    marked = np.abs(signed) >= MARKED * peak
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
    """The part of the picture that a pane of a size in screen px shows."""
    left, top = camera.to_lr(-width_px / 2, -height_px / 2)
    right, bottom = camera.to_lr(width_px / 2, height_px / 2)
    return FramingBox(left, top, right, bottom)


def patch_view(patch: Patch, scale: int, width_px: float, height_px: float) -> Camera:
    """The camera with the patch in the middle of a pane of a size in screen px, with room around it."""
    own = box_of(patch, scale)
    zoom = max(1.0, min(width_px, height_px)) * SURROUNDED_SHARE / own.width
    return Camera(*own.middle, min(zoom, MAXIMUM_ZOOM))


def back_in_sight(camera: Camera, patch: Patch, scale: int, width_px: float, height_px: float) -> Camera:
    """The camera, moved to the patch if a pane of a size in screen px shows nothing of it."""
    own = box_of(patch, scale)
    return camera if own.meets(seen_box(camera, width_px, height_px)) else Camera(*own.middle, camera.zoom)


WORTH_IT = 1.5
"""Factor by which another view must be nearer, or farther, to be shown."""
LEAST_PANE_PX = 160
"""Least shorter side of a pane, for an inset to leave room beside it."""
NEAR_SHARE, OVERVIEW_SHARE, LARGEST_INSET_PX = 0.48, 0.36, 240
"""Share of a pane's shorter side, for an inset with the map from near, and for one with the whole picture."""


@dataclass(frozen=True)
class OtherView:
    """A camera for an inset of a size in screen px; `frame` is what panes show, if only a part."""

    camera: Camera
    width_px: int
    height_px: int
    frame: FramingBox | None = None


def other_view(
    camera: Camera, lr_size: tuple[int, int], pane_px: tuple[int, int], patch: Patch, scale: int, box: FramingBox
) -> OtherView | None:
    """The view to inset in panes under a camera, whose map marks a box; None where it would show hardly more."""
    side, overview_side = (min(round(s * min(pane_px)), LARGEST_INSET_PX) for s in (NEAR_SHARE, OVERVIEW_SHARE))
    if min(pane_px) < LEAST_PANE_PX:
        return None
    seen = seen_box(camera, *pane_px)
    near = near_view(box, patch, scale, side, side)
    if near.zoom >= WORTH_IT * camera.zoom and seen.holds(box_of(patch, scale)):
        return OtherView(near, side, side)
    width, height = lr_size
    whole = fitted(width, height, *pane_px)
    if camera.zoom < WORTH_IT * whole.zoom:
        return None
    longer = max(width, height)
    wide, high = (max(1, round(overview_side * each / longer)) for each in (width, height))
    return OtherView(fitted(width, height, wide, high), wide, high, seen)
