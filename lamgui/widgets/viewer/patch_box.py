"""The patch as a box to take hold of: which part of it lies under the pointer, and where a drag leads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch, patch_centred_on

FIRST_SIZE_PX = 16
"""SR pixels, of a patch that is picked before there was one."""
HANDLE_REACH_PX = 8.0
"""Screen px around a corner in which it can be taken."""
BODY_REACH_PX = 3.0
"""Screen px around the box in which it can be taken, so that a tiny one can be too."""


class Grip(Enum):
    """A part of the box; of the corners, whether it is the right and the lower one."""

    BODY = None
    TOP_LEFT = (False, False)
    TOP_RIGHT = (True, False)
    BOTTOM_LEFT = (False, True)
    BOTTOM_RIGHT = (True, True)

    @property
    def is_corner(self) -> bool:
        """Whether it resizes rather than moves."""
        return self is not Grip.BODY

    @property
    def falls(self) -> bool:
        """Whether its diagonal runs from top left to bottom right."""
        return self in (Grip.TOP_LEFT, Grip.BOTTOM_RIGHT)


def grip_at(patch: Patch, x: float, y: float, zoom: float) -> Grip | None:
    """The part of the box at an SR position, at `zoom` screen px per SR pixel; None beside the box.

    The corners of a box reach at most a third into it, so that there is always a middle to move it by.
    """
    left, top, right, bottom = patch.x, patch.y, patch.x + patch.size, patch.y + patch.size
    outside = BODY_REACH_PX / zoom
    if not (left - outside <= x <= right + outside and top - outside <= y <= bottom + outside):
        return None
    inside = min(HANDLE_REACH_PX / zoom, patch.size / 3)
    at_left, at_right = x < left + inside, x > right - inside
    at_top, at_bottom = y < top + inside, y > bottom - inside
    if (at_left or at_right) and (at_top or at_bottom):
        return Grip((at_right, at_bottom))
    return Grip.BODY


@dataclass(frozen=True)
class Drag:
    """A drag of `patch` by `grip` that began at an SR position."""

    patch: Patch
    grip: Grip
    x: float
    y: float

    def to(self, x: float, y: float, sr_width: int, sr_height: int) -> Patch:
        """The patch when the pointer is at an SR position; it stops at the edges of the SR picture."""
        dx, dy = x - self.x, y - self.y
        if not self.grip.is_corner:
            limit = self.patch.size + DETECTOR_MARGIN_PX
            return Patch(
                min(max(round(self.patch.x + dx), 0), sr_width - limit),
                min(max(round(self.patch.y + dy), 0), sr_height - limit),
                self.patch.size,
            )
        return self._resized(dx, dy, sr_width - DETECTOR_MARGIN_PX, sr_height - DETECTOR_MARGIN_PX)

    def _resized(self, dx: float, dy: float, right_limit: int, bottom_limit: int) -> Patch:
        """The opposite corner stays; the pointer's way along the diagonal is what the box grows by."""
        at_right, at_bottom = self.grip.value
        patch = self.patch
        fixed_x = patch.x if at_right else patch.x + patch.size
        fixed_y = patch.y if at_bottom else patch.y + patch.size
        room = min(right_limit - fixed_x if at_right else fixed_x, bottom_limit - fixed_y if at_bottom else fixed_y)
        growth = ((dx if at_right else -dx) + (dy if at_bottom else -dy)) / 2
        size = min(max(round(patch.size + growth), 1), room)
        return Patch(fixed_x if at_right else fixed_x - size, fixed_y if at_bottom else fixed_y - size, size)


def picked_at(patch: Patch | None, x: float, y: float, sr_width: int, sr_height: int) -> Patch:
    """A patch of the size of `patch` (or a first one) centred on an SR position and kept inside the SR picture.

    Raises SettingsError where the picture has no room for any.
    """
    size = FIRST_SIZE_PX if patch is None else patch.size
    return patch_centred_on(x, y, size).kept_inside(sr_width, sr_height)


def nudged(patch: Patch, columns: int, rows: int, sr_width: int, sr_height: int) -> Patch:
    """The patch shifted by SR pixels and kept inside the SR picture."""
    return patch.moved(columns, rows).kept_inside(sr_width, sr_height)
