"""Where a row of the viewer looks: at the whole picture, at the patch and its surroundings, or where the user went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer.camera import Camera, fitted, zoomed_at
from lamgui.widgets.viewer.framing import Framing, back_in_sight, patch_view

ZOOM_STEP = 1.25
"""A notch of the wheel."""


@dataclass(frozen=True)
class Scene:
    """What there is to look at, and the room for it."""

    lr_size: tuple[int, int]
    """Width and height of the LR picture; 0 without one."""
    scale: int
    patch: Patch | None
    pane_px: tuple[int, int] | None
    """Width and height of the smallest pane; None without panes."""


class Sight(QObject):
    """The camera of a row, and what stays in view when picture, patch or window change; `scene` says how they are."""

    changed = Signal(object)
    """The new Camera."""
    looked = Signal()
    """The user moved the camera, or the picture was fitted."""

    def __init__(self, scene: Callable[[], Scene], framing: Framing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self.leads = True
        """Whether it fits the picture to its panes by itself; the other rows follow."""
        self._scene = scene
        self._framing = framing

    @property
    def shows_whole(self) -> bool:
        """Whether the whole picture stays in view."""
        return self._framing is Framing.WHOLE

    def look(self, camera: Camera) -> None:
        """Move the camera, and stay there when the window is resized."""
        self.follow(camera)
        self.looked.emit()

    def follow(self, camera: Camera) -> None:
        """Take over the camera of another row."""
        self._framing = Framing.FREE
        self._set_camera(camera)

    def fit(self) -> None:
        """Show all of the picture, also after the window is resized."""
        self._frame(Framing.WHOLE)

    def refit(self) -> None:
        """Bring back into view what shall stay there."""
        if self._framing is not Framing.FREE and self.leads:
            self._frame(self._framing)

    def begin_again(self) -> None:
        """The picture is of another size: it is seen as before, and whole where the user had gone elsewhere."""
        if self.leads:
            self._frame(Framing.WHOLE if self._framing is Framing.FREE else self._framing)

    def begin_at_patch(self, wanted: bool) -> None:
        """Begin at the patch or at the whole picture; a camera that the user moved stays."""
        if self._framing is not Framing.FREE:
            self._frame(Framing.PATCH if wanted else Framing.WHOLE)

    def find_first_patch(self) -> None:
        """There is a patch now, which may be what shall stay in view."""
        if self._framing is Framing.PATCH:
            self.refit()

    def follow_patch(self) -> None:
        """The patch was moved: look there if nothing of it is seen where the user went."""
        scene = self._scene()
        if scene.patch is None or self._framing is not Framing.FREE or not self.leads:
            return
        camera = back_in_sight(self.camera, scene.patch, scene.scale, *(scene.pane_px or (0, 0)))
        if camera != self.camera:
            self.look(camera)

    def zoom_at(self, x: float, y: float, notches: float) -> None:
        """Zoom by notches of the wheel about a screen position."""
        width, height = self._scene().lr_size
        if width and notches:
            self.look(zoomed_at(self.camera, ZOOM_STEP**notches, x, y, width, height))

    def _frame(self, framing: Framing) -> None:
        self._framing = framing
        scene = self._scene()
        if not scene.lr_size[0] or scene.pane_px is None:
            return
        camera = fitted(*scene.lr_size, *scene.pane_px)
        if framing is Framing.PATCH and scene.patch is not None:
            near = patch_view(scene.patch, scene.scale, *scene.pane_px)
            camera = near if near.zoom > camera.zoom else camera
        self._set_camera(camera)
        self.looked.emit()

    def _set_camera(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera = camera
            self.changed.emit(camera)
