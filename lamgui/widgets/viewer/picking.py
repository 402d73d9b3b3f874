"""What pointer and keys do in the cells of the viewer: pan, pick a patch, read values out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.duel.duel import Duel
from lamgui.widgets.viewer.grid.grid import CellGrid
from lamgui.widgets.viewer.pointer import ARROWS, Ground, Picked, Pointer, Press, nudged, pointer_shape
from lamgui.widgets.viewer.profile import Line


class Picking(QObject):
    """Listens to all cells of a grid, and to the two pictures in one place while they are shown."""

    picked = Signal(int, object, str)
    """The row, the Patch, and the gesture, as the viewer's `patch_picked`."""
    hovered = Signal(int, object)
    """The row under the pointer, and the Patch that a click there would pick; None where it would pick none."""
    readout_changed = Signal(object)
    """Texts, the whole first and shorter ones after it; empty for none."""
    double_clicked = Signal()
    line_changed = Signal()
    """A line was measured, or is measured no more."""

    def __init__(self, grid: CellGrid, duel: Duel, parent: QObject) -> None:
        super().__init__(parent)
        self._grid = grid
        self._duel = duel
        self._pointer = Pointer()
        self._pointed_at: tuple[float, float] | None = None
        """Where the pointer is, in screen px from the middle of its cell."""
        self._readout: tuple[str, ...] = ()
        self._hovered: tuple[int, Patch | None] = (0, None)
        self._active: Cell | None = None
        self._line_from: tuple[float, float] | None = None
        """LR position at which the line that is being drawn begins."""
        grid.cell_added.connect(self._listen_to)
        self._listen_to(duel)

    def nudge(self, event: QKeyEvent) -> bool:
        """Arrow keys move the patch by 1 SR pixel, with Shift by 10, and keep it in view; says whether it was one."""
        arrow = ARROWS.get(event.key())
        shift, keypad = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
        cell = self._active_cell()
        if arrow is None or event.modifiers() & ~(shift | keypad) or cell.patch is None or cell.contents.lr is None:
            return False
        step = 10 if event.modifiers() & shift else 1
        self._pick(Picked(nudged(cell.patch, step * arrow[0], step * arrow[1], *cell.contents.sr_size), "nudge"))
        cell.sight.bring_patch()
        return True

    def report(self) -> None:
        """Say what lies under the pointer, where that is another than before."""
        pointed = self._pointed
        readout = self._readout_at(pointed)
        if readout != self._readout:
            self._readout = readout
            self.readout_changed.emit(readout)
        free = None if self._pointer.pressed else pointed
        hovered = self._row_number, None if free is None else self._ground().patch_at_lr(*free)
        if hovered != self._hovered:
            self._hovered = hovered
            self.hovered.emit(*hovered)

    def _report_pointed(self) -> None:
        """A cell looks elsewhere, maybe under a resting pointer."""
        if self._pointed_at is not None:
            self.report()

    def say_again(self) -> None:
        """Say what lies under the pointer though it is what it was."""
        self.readout_changed.emit(self._readout)

    @property
    def _pointed(self) -> tuple[float, float] | None:
        """The LR position under the pointer, wherever its cell looks now."""
        at = self._pointed_at
        return None if at is None else self._active_cell().sight.camera.to_lr(*at)

    def _readout_at(self, position: tuple[float, float] | None) -> tuple[str, ...]:
        cell = self._active_cell()
        if position is None:
            return ()
        return cell.readout(*position) if isinstance(cell, Duel) else self._grid.readout(cell, *position)

    def _listen_to(self, cell: Cell | Duel) -> None:
        cell.pressed.connect(self._press)
        cell.pointed.connect(self._move)
        cell.released.connect(self._release)
        cell.double_clicked.connect(self._double_click)
        cell.left.connect(self._leave)
        cell.sight.changed.connect(self._report_pointed)

    @property
    def _duels(self) -> bool:
        return not self._duel.isHidden()

    def _active_cell(self) -> Cell | Duel:
        """The cell that the pointer is in, or was in last; else the one in focus."""
        if self._duels:
            return self._duel
        return self._active if self._active in self._grid.shown_cells else self._grid.looked_at

    @property
    def _row_number(self) -> int:
        """The row of that cell, among those of networks, bookmarks or settings."""
        cell = self._active_cell()
        if isinstance(cell, Duel):
            return cell.row_number if cell.row_number < len(self._grid.cells) else 0
        return self._grid.row_of(cell)

    def _enter(self, cell: Cell | Duel) -> None:
        if isinstance(cell, Cell):
            self._active = cell

    def _press(self, cell: Cell | Duel, x: float, y: float, press: Press) -> None:
        self._enter(cell)
        if isinstance(cell, Cell):
            self._grid.linked.show_line(cell, None)
            self.line_changed.emit()
            if press is Press.MEASURE:
                self._line_from = cell.sight.camera.to_lr(x, y)
                return
        self._pointer.press(x, y, press is Press.PAN, self._ground())
        self._show_shape(x, y)

    def _move(self, cell: Cell | Duel, x: float, y: float) -> None:
        if not self._pointer.pressed and self._line_from is None:
            self._enter(cell)
        result, cell = self._pointer.move(x, y), self._active_cell()
        if isinstance(result, Camera):
            cell.sight.look(result)
        elif isinstance(result, Picked):
            self._pick(result)
        self._pointed_at = x, y
        pointed = cell.sight.camera.to_lr(x, y)
        if isinstance(cell, Cell):
            if self._line_from is not None:
                self._grid.linked.show_line(cell, Line(self._line_from, pointed))
            self._grid.linked.mirror_pointer(cell, pointed)
        self._show_shape(x, y)
        self.report()

    def _release(self) -> None:
        if self._line_from is not None:
            self._line_from = None
            self.line_changed.emit()
        self._pick(self._pointer.release())

    def _double_click(self) -> None:
        self._pick(self._pointer.take_back_click())
        self.double_clicked.emit()

    def _leave(self) -> None:
        self._pointed_at = None
        cell = self._active_cell()
        if isinstance(cell, Cell):
            self._grid.linked.mirror_pointer(cell, None)
        self.report()

    def _pick(self, picked: Picked | None) -> None:
        """Show the patch before anyone answers, so that the box never lags behind the pointer."""
        cell = self._active_cell()
        if picked is not None and picked.patch != cell.patch:
            same = [other for other in self._grid.all_cells if other.patch == cell.patch]
            for other in same:
                other.show_patch(picked.patch)
            self.picked.emit(self._row_number, picked.patch, picked.gesture)

    def _ground(self) -> Ground:
        cell = self._active_cell()
        return Ground(cell.sight.camera, *cell.contents.lr_size, cell.contents.scale, cell.patch)

    def _show_shape(self, x: float, y: float) -> None:
        """The pointer's shape says what a press does here."""
        if self._pointer.pressed and not self._pointer.panning:
            return
        shape = pointer_shape(self._pointer.panning, self._ground().grip(x, y))
        self._active_cell().show_cursor(shape)
