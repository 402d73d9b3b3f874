"""Where a cell of the viewer looks: at the whole picture, or where the user went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer.camera import Camera, fitted, whole_zoom, zoomed_at
from lamgui.widgets.viewer.framing import back_in_sight, wholly_in_sight

ZOOM_STEP = 1.25
"""A notch of the wheel."""


@dataclass(frozen=True)
class Scene:
    """What there is to look at, and the room for it."""

    lr_size: tuple[int, int]
    """Width and height of the LR picture; 0 without one."""
    scale: int
    patch: Patch | None
    room_px: tuple[int, int]
    """Width and height of what the picture is painted in."""


class Sight(QObject):
    """The camera of a cell, and what stays in view when picture, patch or window change; `scene` says how they are."""

    changed = Signal(object)
    """The new Camera."""
    looked = Signal()
    """The user moved the camera, or the picture was fitted: the other cells follow."""

    def __init__(self, scene: Callable[[], Scene], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self.leads = True
        """Whether it follows a patch that is moved outside of the view by itself; the other cells follow it."""
        self._scene = scene
        self._shows_whole = True
        self._most_zoom: float | None = None

    @property
    def scene(self) -> Scene:
        """What there is to look at now."""
        return self._scene()

    def show_at_most(self, zoom: float | None) -> None:
        """Show the whole picture no larger than at a zoom, so that pictures of unequal sizes compare; None for none."""
        if zoom != self._most_zoom:
            self._most_zoom = zoom
            self.refit()

    @property
    def shows_whole(self) -> bool:
        """Whether the whole picture stays in view."""
        return self._shows_whole

    def look(self, camera: Camera) -> None:
        """Move the camera, and stay there when the window is resized."""
        self.follow(camera)
        self.looked.emit()

    def follow(self, camera: Camera) -> None:
        """Take over the camera of another cell."""
        self._shows_whole = False
        self._set_camera(camera)

    def fit(self) -> None:
        """Show all of the picture, also after the window is resized."""
        self.show_whole()
        self.looked.emit()

    def begin_again(self) -> None:
        """The picture is of another size: all of it is shown."""
        self.fit() if self.leads else self.show_whole()

    def show_whole(self) -> None:
        """Show all of the picture as another cell does of its own."""
        self._shows_whole = True
        self.refit()

    def refit(self) -> None:
        """Bring the whole picture back into view if it shall stay there."""
        scene = self._scene()
        if self._shows_whole and scene.lr_size[0]:
            camera = fitted(*scene.lr_size, *scene.room_px)
            most = camera.zoom if self._most_zoom is None else min(camera.zoom, self._most_zoom)
            self._set_camera(replace(camera, zoom=most))

    @property
    def with_patch(self) -> Camera:
        """The camera, moved to the patch if nothing of it is seen where the user went."""
        scene = self._scene()
        if scene.patch is None or self._shows_whole:
            return self.camera
        return back_in_sight(self.camera, scene.patch, scene.scale, *scene.room_px)

    def follow_patch(self) -> None:
        """The patch was moved: look there if nothing of it is seen."""
        camera = self.with_patch
        if self.leads and camera != self.camera:
            self.look(camera)

    def zoom_at(self, x: float, y: float, notches: float) -> None:
        """Zoom by notches of the wheel about a screen position."""
        width, height = self._scene().lr_size
        if width and notches:
            self.look(zoomed_at(self.camera, ZOOM_STEP**notches, x, y, width, height))

    def zoom_whole(self, steps: int, device_ratio: float) -> None:
        """Zoom about the middle to the next (1) or the last (-1) whole multiple of SR pixels, or (0) to 1:1."""
        scene = self._scene()
        if scene.lr_size[0]:
            self.look(replace(self.camera, zoom=whole_zoom(self.camera, steps, scene.scale / device_ratio)))

    def bring_patch(self) -> None:
        """Move the camera no more than needed to have all of the patch in view."""
        scene = self._scene()
        if scene.patch is None or self._shows_whole:
            return
        camera = wholly_in_sight(self.camera, scene.patch, scene.scale, *scene.room_px)
        if camera != self.camera:
            self.look(camera)

    def _set_camera(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera = camera
            self.changed.emit(camera)
