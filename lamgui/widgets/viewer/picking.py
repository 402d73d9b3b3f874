"""What pointer and keys do in the rows of the viewer: pan, pick a patch, read values out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.duel import Duel
from lamgui.widgets.viewer.grid import PaneGrid
from lamgui.widgets.viewer.pointer import ARROWS, Ground, Picked, Pointer, nudged, pointer_shape
from lamgui.widgets.viewer.row import PaneRow


class Picking(QObject):
    """Listens to all rows of a grid, and to the two pictures in one place while they are shown."""

    picked = Signal(int, object, str)
    """The row, the Patch, and the gesture, as the viewer's `patch_picked`."""
    hovered = Signal(int, object)
    """The row under the pointer, and the Patch that a click there would pick; None where it would pick none."""
    readout_changed = Signal(str)
    double_clicked = Signal()

    def __init__(self, grid: PaneGrid, duel: Duel, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid
        self._duel = duel
        self._pointer = Pointer()
        self._pointed: tuple[float, float] | None = None
        self._readout = ""
        self._hovered: tuple[int, Patch | None] = (0, None)
        self._active = 0
        grid.row_added.connect(self._listen_to)
        self._listen_to(duel)

    def nudge(self, event: QKeyEvent) -> bool:
        """Arrow keys move the patch by 1 SR pixel, with Shift by 10; says whether it was such a key."""
        arrow = ARROWS.get(event.key())
        shift, keypad = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
        row = self._active_row()
        if arrow is None or event.modifiers() & ~(shift | keypad) or row.patch is None or row.contents.lr is None:
            return False
        step = 10 if event.modifiers() & shift else 1
        self._pick(Picked(nudged(row.patch, step * arrow[0], step * arrow[1], *row.contents.sr_size), "nudge"))
        return True

    def report(self) -> None:
        """Say what lies under the pointer, where that is another than before."""
        readout = "" if self._pointed is None else self._active_row().contents.readout(*self._pointed)
        if readout != self._readout:
            self._readout = readout
            self.readout_changed.emit(readout)
        free = None if self._pointer.pressed else self._pointed
        hovered = self._row_number, None if free is None else self._ground().patch_at_lr(*free)
        if hovered != self._hovered:
            self._hovered = hovered
            self.hovered.emit(*hovered)

    def _listen_to(self, row: PaneRow | Duel) -> None:
        row.pressed.connect(self._press)
        row.moved.connect(self._move)
        row.released.connect(self._release)
        row.double_clicked.connect(self._double_click)
        row.left.connect(self._leave)

    @property
    def _duels(self) -> bool:
        return not self._duel.isHidden()

    def _active_row(self) -> PaneRow | Duel:
        """The row that the pointer is in, or was in last."""
        if self._duels:
            return self._duel
        rows = self._grid.all_rows
        return rows[min(self._active, len(rows) - 1)]

    @property
    def _row_number(self) -> int:
        """The row that the pointer is in, or was in last, among those of networks or bookmarks."""
        number = self._duel.row_number if self._duels else self._active
        return number if number < len(self._grid.rows) else 0

    def _enter(self, row: PaneRow | Duel) -> None:
        if isinstance(row, PaneRow):
            self._active = self._grid.all_rows.index(row)

    def _press(self, row: PaneRow | Duel, x: float, y: float, pans: bool) -> None:
        self._enter(row)
        self._pointer.press(x, y, pans, self._ground())
        self._show_shape(x, y)

    def _move(self, row: PaneRow | Duel, x: float, y: float) -> None:
        if not self._pointer.pressed:
            self._enter(row)
        result, row = self._pointer.move(x, y), self._active_row()
        if isinstance(result, Camera):
            row.sight.look(result)
        elif isinstance(result, Picked):
            self._pick(result)
        self._pointed = row.sight.camera.to_lr(x, y)
        if isinstance(row, PaneRow):
            self._grid.mirror_pointer(row, self._pointed)
        self._show_shape(x, y)
        self.report()

    def _release(self) -> None:
        self._pick(self._pointer.release())

    def _double_click(self) -> None:
        self._pick(self._pointer.take_back_click())
        self.double_clicked.emit()

    def _leave(self) -> None:
        self._pointed = None
        row = self._active_row()
        if isinstance(row, PaneRow):
            self._grid.mirror_pointer(row, None)
        self.report()

    def _pick(self, picked: Picked | None) -> None:
        """Show the patch before anyone answers, so that the box never lags behind the pointer."""
        row = self._active_row()
        if picked is not None and picked.patch != row.patch:
            same = [other for other in self._grid.all_rows if other.patch == row.patch]
            for other in same:
                other.show_patch(picked.patch)
            self.picked.emit(self._row_number, picked.patch, picked.gesture)

    def _ground(self) -> Ground:
        row = self._active_row()
        return Ground(row.sight.camera, *row.contents.lr_size, row.contents.scale, row.patch)

    def _show_shape(self, x: float, y: float) -> None:
        """The pointer's shape says what a press does here."""
        if self._pointer.pressed and not self._pointer.panning:
            return
        shape = pointer_shape(self._pointer.panning, self._ground().grip(x, y))
        self._active_row().show_cursor(shape)
