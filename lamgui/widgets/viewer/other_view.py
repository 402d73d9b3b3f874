"""What the panes do not show: the map from near where they show the picture from far, all of it where they are near."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer.camera import Camera, fitted
from lamgui.widgets.viewer.framing import Box, box_of, near_view, seen_box

WORTH_IT = 1.5
"""Times that another view must be nearer, or farther, to be shown."""
LEAST_PANE_PX = 160
"""Of a pane's shorter side, for an inset to leave room beside it."""
NEAR_SHARE, OVERVIEW_SHARE, LARGEST_INSET_PX = 0.48, 0.36, 240
"""Of a pane's shorter side, for an inset with the map from near, and for one with the whole picture."""


@dataclass(frozen=True)
class OtherView:
    """A camera for an inset of a size in screen px; `frame` is what the panes show, where they show but a part."""

    camera: Camera
    width_px: int
    height_px: int
    frame: Box | None = None


def other_view(
    camera: Camera, lr_size: tuple[int, int], pane_px: tuple[int, int], patch: Patch, scale: int, box: Box
) -> OtherView | None:
    """The view to inset in panes under a camera, whose map marks a box; None where it would show little else."""
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
