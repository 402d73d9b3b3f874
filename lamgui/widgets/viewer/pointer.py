"""What a press of the pointer becomes: a click that picks, a drag of the patch, or a drag of the picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import Qt

from lamgui.attribution.patch import Patch
from lamgui.base.errors import SettingsError
from lamgui.widgets.viewer.camera import Camera, panned
from lamgui.widgets.viewer.patch_box import Drag, Grip, grip_at, picked_at

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
    """What lies under the pointer: the camera over an LR picture of `width` x `height`, and the patch."""

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
        """Whether a press goes on."""
        return self._view is not None

    @property
    def panning(self) -> bool:
        """Whether the picture is being dragged."""
        return self._view is not None and self._moving and self._drag is None

    def press(self, x: float, y: float, pans: bool, view: Ground) -> None:
        """A button goes down at a screen position; `pans`: whatever lies there, drag the picture."""
        self._count += 1
        self._view, self._start, self._moving, self._pans = view, (x, y), False, pans
        self._drag = None
        grip = None if pans else view.grip(x, y)
        if grip is not None and view.patch is not None:
            self._drag = Drag(view.patch.kept_inside(*view.sr_size), grip, *view.to_sr(x, y))

    def move(self, x: float, y: float) -> Camera | Picked | None:
        """The pointer moves: the camera or the patch that follows from it."""
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
        """The click just made was the first half of a double click: the patch from before it, in the same gesture."""
        before, self._before_click = self._before_click, None
        return before


def pointer_shape(panning: bool, grip: Grip | None) -> Qt.CursorShape:
    """What the pointer looks like: it says what a press does where it is."""
    if panning:
        return Qt.CursorShape.ClosedHandCursor
    if grip is None:
        return Qt.CursorShape.CrossCursor
    if grip is Grip.BODY:
        return Qt.CursorShape.SizeAllCursor
    return Qt.CursorShape.SizeFDiagCursor if grip.falls else Qt.CursorShape.SizeBDiagCursor
