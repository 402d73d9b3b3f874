"""Turns a press of the pointer into a click that picks, a drag of the patch, or a drag of the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt

from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch, patch_centred_on
from lamgui.base.errors import SettingsError
from lamgui.widgets.viewer.camera import Camera, panned

FIRST_SIZE_PX = 16
"""Side of the first patch that is picked, SR pixels."""
HANDLE_REACH_PX = 8.0
"""Screen px around a corner in which it can be gripped."""
BODY_REACH_PX = 3.0
"""Screen px around the box in which it can be gripped, so that a tiny one can be too."""


class Press(Enum):
    """What a press begins."""

    PICK = "pick a patch, or drag it or the picture"
    PAN = "drag the picture whatever lies there"
    MEASURE = "draw a line"


class Grip(Enum):
    """A part of the box; for a corner, whether it is at the right and at the bottom."""

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
        """The opposite corner stays; the box grows by the pointer's distance along the diagonal."""
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
    return patch_centred_on(x, y, size).moved_inside(sr_width, sr_height)


def nudged(patch: Patch, columns: int, rows: int, sr_width: int, sr_height: int) -> Patch:
    """The patch shifted by SR pixels and kept inside the SR picture."""
    return patch.moved(columns, rows).moved_inside(sr_width, sr_height)


ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""Columns and rows by which keys move the patch."""

CLICK_REACH_PX = 4.0
"""Screen px that the pointer may stray during a click."""


@dataclass(frozen=True)
class Ground:
    """The picture under the pointer: the camera over an LR picture of `width` x `height`, and the patch."""

    camera: Camera
    width: int
    height: int
    scale: int
    patch: Patch | None

    @property
    def sr_size(self) -> tuple[int, int]:
        """Width and height of the SR picture."""
        return self.width * self.scale, self.height * self.scale

    def to_sr(self, screen_x: float, screen_y: float) -> tuple[float, float]:
        """The SR position under a screen position."""
        x, y = self.camera.to_lr(screen_x, screen_y)
        return x * self.scale, y * self.scale

    def patch_at(self, x: float, y: float) -> Patch | None:
        """The patch that a click at an SR position picks; None beside the picture, or where there is no room."""
        if not (0 <= x < self.sr_size[0] and 0 <= y < self.sr_size[1]):
            return None
        try:
            return picked_at(self.patch, x, y, *self.sr_size)
        except SettingsError:
            return None

    def patch_at_lr(self, x: float, y: float) -> Patch | None:
        """The same for an LR position."""
        return self.patch_at(x * self.scale, y * self.scale)

    def grip(self, screen_x: float, screen_y: float) -> Grip | None:
        """The part of the patch under a screen position."""
        if self.patch is None:
            return None
        return grip_at(self.patch, *self.to_sr(screen_x, screen_y), self.camera.zoom / self.scale)


@dataclass(frozen=True)
class Picked:
    """A patch that the user picked; all of one gesture are undone together."""

    patch: Patch
    gesture: str


class Pointer:
    """Follows one press at a time from its start to its release."""

    def __init__(self) -> None:
        self._count = 0
        self._view: Ground | None = None
        self._start = (0.0, 0.0)
        self._drag: Drag | None = None
        self._moving = False
        self._pans = False
        self._before_click: Picked | None = None

    @property
    def pressed(self) -> bool:
        """Whether a button is pressed."""
        return self._view is not None

    @property
    def panning(self) -> bool:
        """Whether the picture is being dragged."""
        return self._view is not None and self._moving and self._drag is None

    def press(self, x: float, y: float, pans: bool, view: Ground) -> None:
        """A button goes down at a screen position; with `pans`, the picture is dragged whatever is there."""
        self._count += 1
        self._view, self._start, self._moving, self._pans = view, (x, y), False, pans
        self._drag = None
        grip = None if pans else view.grip(x, y)
        if grip is not None and view.patch is not None:
            self._drag = Drag(view.patch.moved_inside(*view.sr_size), grip, *view.to_sr(x, y))

    def move(self, x: float, y: float) -> Camera | Picked | None:
        """The pointer moves: the resulting camera or patch."""
        if self._view is None:
            return None
        dx, dy = x - self._start[0], y - self._start[1]
        self._moving = self._moving or math.hypot(dx, dy) >= CLICK_REACH_PX
        if not self._moving:
            return None
        if self._drag is None:
            return panned(self._view.camera, dx, dy, self._view.width, self._view.height)
        return Picked(self._drag.to(*self._view.to_sr(x, y), *self._view.sr_size), f"drag-{self._count}")

    def release(self) -> Picked | None:
        """The button goes up: a click in the picture picks, but not one on a corner of the box."""
        view, self._view, self._before_click = self._view, None, None
        on_corner = self._drag is not None and self._drag.grip.is_corner
        if view is None or self._moving or self._pans or on_corner:
            return None
        patch = view.patch_at(*view.to_sr(*self._start))
        if patch is None:
            return None
        picked = Picked(patch, f"click-{self._count}")
        if view.patch is not None:
            self._before_click = Picked(view.patch, picked.gesture)
        return picked

    def take_back_click(self) -> Picked | None:
        """The last click began a double click: the patch from before it, in the same gesture."""
        before, self._before_click = self._before_click, None
        return before


def pointer_shape(panning: bool, grip: Grip | None) -> Qt.CursorShape:
    """The shape of the pointer, which shows what a press there does."""
    if panning:
        return Qt.CursorShape.ClosedHandCursor
    if grip is None:
        return Qt.CursorShape.CrossCursor
    if grip is Grip.BODY:
        return Qt.CursorShape.SizeAllCursor
    return Qt.CursorShape.SizeFDiagCursor if grip.falls else Qt.CursorShape.SizeBDiagCursor
