"""The viewer: linked panes in which a picture is looked at and a patch of it picked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lamgui.attribution.patch import Patch
from lamgui.figures.render import Floats
from lamgui.imaging.picture import Pixels
from lamgui.result import Scene
from lamgui.state import View
from lamgui.widgets.camera import Camera
from lamgui.widgets.pane_row import PaneRow
from lamgui.widgets.patch_box import Grip, nudged
from lamgui.widgets.viewer_frame import FRAME_PX, ViewerFrame
from lamgui.widgets.viewer_pointer import Ground, Picked, Pointer

ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

HINT = (
    "Click: put the patch there. Drag the patch: move it; by a corner: resize it.\n"
    "Drag elsewhere, or with Ctrl or the middle button: move the picture.\n"
    "Wheel: zoom. Double click: show the whole picture. Arrow keys: move the patch."
)
"""The tooltip until the first patch is picked by hand; from then on it would only lie in the way."""


class Viewer(ViewerFrame):
    """Shows pictures, map, patch and contour under one camera, and says what the user does to them."""

    patch_picked = Signal(object, str)
    """The Patch, and the gesture that it is part of: what one gesture does is undone together."""
    hovered = Signal(str)
    """Position and every pane's value under the pointer; empty when it is elsewhere."""
    pane_chosen = Signal(int, object)
    """Number of a pane, from 0, and the PaneContent chosen in its title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Viewer")
        self.setAccessibleDescription(
            "Click picks the patch, dragging moves or resizes it, arrow keys move it by 1 SR pixel, with Shift by 10. "
            "The wheel zooms, dragging beside the patch (anywhere, with Ctrl or the middle button) pans, "
            "a double click fits it."
        )
        self.setToolTip(HINT)
        self.setWhatsThis(self.accessibleDescription())
        self._pointer = Pointer()
        self._pointed: tuple[float, float] | None = None
        self._readout = ""
        self.row = PaneRow(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(FRAME_PX + 2, FRAME_PX + 2, FRAME_PX + 2, FRAME_PX + 2)
        column.addWidget(self.row)
        self.row.pressed.connect(self._press)
        self.row.moved.connect(self._move)
        self.row.released.connect(self._release)
        self.row.double_clicked.connect(self._double_click)
        self.row.left.connect(self._leave)
        self.row.content_chosen.connect(self.pane_chosen)
        self.row.show_view(View())
        self.row.hide()

    @property
    def camera(self) -> Camera:
        """Where all panes look."""
        return self.row.camera

    def show_scene(self, scene: Scene | None) -> None:
        """LR, SR and HR of a run; None for no picture. The zoom is kept if the size is."""
        if scene is None:
            self._show_pictures(None, None, None, 1)
        else:
            self._show_pictures(scene.lr, scene.sr, scene.hr, scene.scale)

    def show_picture(self, lr: Pixels, hr: Pixels | None, scale: int) -> None:
        """A picture before its SR picture is known."""
        self._show_pictures(lr, None, hr, scale)

    def drop_results(self) -> None:
        """Take away the SR picture and the map, of a network that is no longer in use for instance."""
        contents = self.row.contents
        self._show_pictures(contents.lr, None, contents.hr, contents.scale)
        self.show_map(None)

    def show_map(self, signed: Floats | None) -> None:
        """Σ_c of an attribution so far, (h, w) of the LR picture, or None; raises ValueError for another shape."""
        self.row.show_map(signed)
        self._report_hover()

    def show_patch(self, patch: Patch | None) -> None:
        """The patch, drawn in every pane."""
        self.row.show_patch(patch)

    def show_view(self, view: View) -> None:
        """Which panes there are, and how the map is shown in them."""
        self.row.show_view(view)

    def fit(self) -> None:
        """All of the picture, also after the window is resized."""
        self.row.fit()

    def zoom_in(self) -> None:
        """One step nearer, about the middle."""
        self.row.zoom_at(0.0, 0.0, 1.0)

    def zoom_out(self) -> None:
        """One step farther, about the middle."""
        self.row.zoom_at(0.0, 0.0, -1.0)

    def zoom_to_patch(self) -> None:
        """The patch in the middle, filling a good part of each pane."""
        self.row.zoom_to_patch()

    def sizeHint(self) -> QSize:
        """Three panes in a row."""
        return QSize(960, 380)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move the patch by 1 SR pixel, with Shift by 10."""
        arrow = ARROWS.get(event.key())
        shift, keypad = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
        patch = self.row.patch
        if arrow is None or event.modifiers() & ~(shift | keypad) or patch is None or self.row.contents.lr is None:
            super().keyPressEvent(event)
            return
        step = 10 if event.modifiers() & shift else 1
        self._pick(Picked(nudged(patch, step * arrow[0], step * arrow[1], *self.row.contents.sr_size), "nudge"))

    def _show_pictures(self, lr: Pixels | None, sr: Pixels | None, hr: Pixels | None, scale: int) -> None:
        self.row.show_pictures(lr, sr, hr, scale)
        self.row.setVisible(lr is not None)
        self._report_hover()
        self.show_empty(lr is None)

    def _press(self, x: float, y: float, pans: bool) -> None:
        self._pointer.press(x, y, pans, self._ground())
        self._show_shape(x, y)

    def _move(self, x: float, y: float) -> None:
        result = self._pointer.move(x, y)
        if isinstance(result, Camera):
            self.row.look(result)
        elif isinstance(result, Picked):
            self._pick(result)
        self._pointed = self.camera.to_lr(x, y)
        self.row.mirror_pointer(self._pointed)
        self._show_shape(x, y)
        self._report_hover()

    def _release(self) -> None:
        self._pick(self._pointer.release())

    def _double_click(self) -> None:
        self._pick(self._pointer.take_back_click())
        self.row.fit()

    def _leave(self) -> None:
        self._pointed = None
        self.row.mirror_pointer(None)
        self._report_hover()

    def _pick(self, picked: Picked | None) -> None:
        """Show the patch before anyone answers, so that the box never lags behind the pointer."""
        if picked is not None and picked.patch != self.row.patch:
            self.setToolTip("")
            self.row.show_patch(picked.patch)
            self.patch_picked.emit(picked.patch, picked.gesture)

    def _ground(self) -> Ground:
        contents = self.row.contents
        return Ground(self.camera, *contents.lr_size, contents.scale, self.row.patch)

    def _report_hover(self) -> None:
        readout = "" if self._pointed is None else self.row.contents.readout(*self._pointed)
        if readout != self._readout:
            self._readout = readout
            self.hovered.emit(readout)

    def _show_shape(self, x: float, y: float) -> None:
        """The pointer's shape says what a press does here."""
        if self._pointer.pressed and not self._pointer.panning:
            return
        grip = self._ground().grip(x, y)
        if self._pointer.panning:
            shape = Qt.CursorShape.ClosedHandCursor
        elif grip is None:
            shape = Qt.CursorShape.CrossCursor
        elif grip is Grip.BODY:
            shape = Qt.CursorShape.SizeAllCursor
        else:
            shape = Qt.CursorShape.SizeFDiagCursor if grip.falls else Qt.CursorShape.SizeBDiagCursor
        self.row.show_cursor(shape)
