"""The cells of the viewer beside and below each other, of a size that makes pictures largest."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from lamgui.attribution.patch import Patch
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.arrangement import Arrangement, arranged
from lamgui.widgets.viewer.canvas import WHEEL_NOTCH
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.cells.cell_foot import shorten_equally
from lamgui.widgets.viewer.cells.cell_frame import FRAME_PX
from lamgui.widgets.viewer.cells.cell_head import limit_equally
from lamgui.widgets.viewer.cells.cell_title import CellTitle, Reference
from lamgui.widgets.viewer.cells.consensus_cell import ComparedAreas, ConsensusCell
from lamgui.widgets.viewer.cells.reference_cell import ReferenceCell
from lamgui.widgets.viewer.grid.linked_cells import LinkedCells, offset
from lamgui.widgets.viewer.grid.shared_scales import share_scales
from lamgui.widgets.viewer.missing import OF_MAP, ONE_ROW
from lamgui.widgets.viewer.patch_marks import PatchMark
from lamgui.widgets.viewer.readout import Pointed, readout

GAP_PX = 8
USUAL_SHAPE = (4, 3)
"""Of cells whose pictures are not known yet."""


class CellGrid(QScrollArea):
    """Holds the cells and links them; the viewer sets what each cell shows."""

    cell_chosen = Signal(int)
    cell_moved = Signal(int, int)
    cell_hidden = Signal(int)
    large_wanted = Signal(int, bool)
    """A cell that shall be the only one, or no longer."""
    consensus_hidden = Signal()
    cell_added = Signal(object)
    """A new Cell, whose pointer signals the viewer connects."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        self._view = View()
        self._titles: tuple[CellTitle, ...] = (CellTitle("", None),)
        self._references: tuple[Reference, ...] = ()
        self._compared = ComparedAreas()
        self._arrangement: Arrangement | None = None
        self._before_choice: Cell | None = None
        """The cell that was in focus before the user chose the present one."""
        self.cells: list[Cell] = []
        """Of rows: networks, bookmarks or settings."""
        self.reference_cells: list[ReferenceCell] = []
        self.consensus_cell: ConsensusCell | None = None
        self.linked = LinkedCells(self._all_cells, self)
        self._inside = QWidget()
        self._inside.setAutoFillBackground(False)
        self.setWidget(self._inside)

    @property
    def all_cells(self) -> list[Cell]:
        """The cells in their order: pictures themselves, rows, consensus."""
        return self._all_cells()

    def _all_cells(self) -> list[Cell]:
        last = [] if self.consensus_cell is None else [self.consensus_cell]
        return [*self.reference_cells, *self.cells, *last]

    @property
    def shown_cells(self) -> list[Cell]:
        """Those that are not behind an enlarged one."""
        return [self.large_cell] if self._view.large else self.all_cells

    @property
    def large_cell(self) -> Cell:
        """The cell that an enlarged view is of: the one in focus, or a difference to it."""
        current = self.current_cell
        if self._view.content is not PaneContent.DIFFERENCE:
            return current
        others = [cell for cell in self.cells if cell is not current]
        wanted = (cell for cell in others if cell.title.name == self._view.difference_of)
        return next(wanted, others[0] if others else current)

    @property
    def looked_at(self) -> Cell:
        """The cell that commands without a pointer are about: the one in focus, or the enlarged one."""
        return self.large_cell if self._view.large else self.current_cell

    @property
    def current_cell(self) -> Cell:
        """The cell in focus; the first where none is."""
        return next((cell for cell in self.cells if cell.title.is_current), self.cells[0])

    @property
    def arrangement(self) -> Arrangement | None:
        """How the cells are placed; None before they were."""
        return self._arrangement

    def show_titles(self, titles: tuple[CellTitle, ...], references: tuple[Reference, ...] = ()) -> None:
        """Show as many cells as there are titles, at least one, after those of pictures themselves."""
        titles = titles or (CellTitle("", None),)
        if (titles, references) == (self._titles, self._references) and self.cells:
            return
        self._titles, self._references = titles, references
        while len(self.cells) > len(titles):
            self._drop(self.cells.pop())
        while len(self.cells) < len(titles):
            self._add()
        while len(self.reference_cells) > len(references):
            self._drop(self.reference_cells.pop())
        while len(self.reference_cells) < len(references):
            self._add_reference()
        for cell, title in zip(self.cells, titles, strict=True):
            cell.show_title(title)
            cell.show_alone(not references)
        for number, reference in enumerate(references):
            self.reference_cells[number].show_name(reference.name)
            self._show_reference(number)
        self._lay_consensus()
        self._share()
        self._arrange()

    def show_view(self, view: View) -> None:
        """Set the kind of picture and the colours of all cells."""
        self._view = view
        for cell in self.all_cells:
            cell.show_view(view)
        self._lay_consensus()
        self._share()
        self._arrange()

    def show_areas(self, compared: ComparedAreas) -> None:
        """Set the areas of contribution of the consensus."""
        self._compared = compared
        self._lay_consensus()
        self._arrange()

    def show_patch(self, patch: Patch | None, row: int | None) -> None:
        """Show the patch of one row, or of all."""
        cells = self.all_cells if row is None else self.cells[row : row + 1]
        for each in cells:
            each.show_patch(patch)
        for number, reference in enumerate(self._references):
            if row == reference.row:
                self.reference_cells[number].show_patch(patch)
        if self.consensus_cell is not None and row == 0:
            self.consensus_cell.show_patch(patch)
        self.linked.follow_patches()

    def settle(self) -> None:
        """Rows or patches have changed: all cells look at the same place relative to their patches."""
        self.linked.follow(self.cells[0])

    def show_marks(self, marks: tuple[PatchMark, ...], row: int) -> None:
        """Mark other patches in the picture of a row, and in the cell of the picture itself."""
        self.cells[row].canvas.show_marks(marks)
        for number, reference in enumerate(self._references):
            if row == reference.row:
                self.reference_cells[number].canvas.show_marks(marks)

    def map_changed(self) -> None:
        """A cell shows another map: update common scales and differences."""
        self._share()

    def show_note(self, row: int, text: str) -> None:
        """Say why a row has no map, in its cell and in those that depend on it."""
        if text == self.cells[row].note:
            return
        self.cells[row].show_note(text)
        for number, reference in enumerate(self._references):
            if row == reference.row:
                self.reference_cells[number].show_note(text)
        self._share()

    def picture_changed(self, row: int) -> None:
        """A cell shows another picture: give it the camera of the first one."""
        contents = self.cells[row].contents
        for number, reference in enumerate(self._references):
            if row == reference.row:
                self._show_reference(number)
        if row == 0 and self.consensus_cell is not None:
            around = contents.place.surroundings
            self.consensus_cell.show_pictures(contents.lr, None, None, contents.scale, around)
            self.consensus_cell.show_areas(self._compared)
        self.linked.zoom_alike()
        self.settle()
        self._arrange()

    def readout(self, source: Cell, x: float, y: float) -> tuple[str, ...]:
        """What lies at an LR position of a cell, and at its place in the others."""
        shown = self.shown_cells
        rows = [cell for cell in shown if cell not in self.reference_cells]
        pointed = [self._pointed(source, cell, x, y) for cell in rows]
        return readout(self._pointed(source, source, x, y), pointed, self._view.content)

    def row_of(self, cell: Cell) -> int:
        """The row that a cell stands for: that of a picture itself is the one whose picture it is."""
        if cell in self.cells:
            return self.cells.index(cell)
        if isinstance(cell, ReferenceCell) and cell in self.reference_cells:
            return min(self._references[self.reference_cells.index(cell)].row, len(self.cells) - 1)
        return 0

    def sizeHint(self) -> QSize:
        """Three cells in a row."""
        return QSize(960, 380)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room has other places."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text makes larger heads and feet."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.cells:
            self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over heads and gaps the wheel scrolls; with Ctrl it zooms there too."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.looked_at.sight.zoom_at(0.0, 0.0, event.angleDelta().y() / WHEEL_NOTCH)
            event.accept()
        else:
            super().wheelEvent(event)

    def _pointed(self, source: Cell, cell: Cell, x: float, y: float) -> Pointed:
        dx, dy = offset(source, cell)
        words = cell.map_words if cell.content in OF_MAP else ""
        return Pointed(cell.title.name, cell.contents, x + dx, y + dy, words)

    def _arrange(self) -> None:
        """Place the cells that are shown, and hide the others."""
        shown = self.shown_cells
        for cell in self.all_cells:
            cell.setVisible(cell in shown)
            cell.head.show_large(self._view.large)
        self.linked.lead(self.cells[0] if self.cells[0] in shown else shown[0])
        room = (max(1, self.width()), max(1, self.height()))
        bar = self.verticalScrollBar().sizeHint().width()
        arrangement = arranged(len(shown), room, self._shape(), self.cells[0].furniture(GAP_PX), bar)
        self._arrangement = arrangement
        height = arrangement.height(GAP_PX)
        self._inside.resize(room[0] - (bar if arrangement.scrolls and height > room[1] else 0), height)
        for number, cell in enumerate(shown):
            cell.show_foot(arrangement.has_foot, arrangement.has_tall_foot)
            cell.setGeometry(*arrangement.place(number, GAP_PX), *arrangement.cell)
        self._limit_heads()

    def _limit_heads(self) -> None:
        """The heads and feet that are shown leave out the same parts."""
        if self._arrangement is not None:
            shown, inside_px = self.shown_cells, self._arrangement.cell[0] - 2 * FRAME_PX
            limit_equally([cell.head for cell in shown], inside_px)
            shorten_equally([cell.foot for cell in shown], inside_px)

    def _shape(self) -> tuple[int, int]:
        """Width and height of the picture that all cells have, in some unit."""
        known = [cell.contents.lr_size for cell in self.cells if cell.contents.lr is not None]
        return known[0] if known else USUAL_SHAPE

    def _share(self) -> None:
        share_scales(self.cells, self.current_cell, self._view)
        self._limit_heads()

    def _show_reference(self, number: int) -> None:
        reference = self._references[number]
        if reference.row < len(self.cells):
            source, cell = self.cells[reference.row], self.reference_cells[number]
            cell.show_patch(source.patch)
            cell.show_picture_of(source.contents)
            cell.show_note(source.note)
            self.settle()

    @property
    def no_consensus_because(self) -> str:
        """Why there is no room or ground for a consensus, in a sentence; empty where there is."""
        if len(self.cells) < 2:
            return ONE_ROW
        if not self._compared.may_agree:
            return "The rows are of several patches."
        if self._view.large:
            return "One cell alone is shown."
        return "" if self._has_consensus else "It needs two finished maps."

    @property
    def _has_consensus(self) -> bool:
        return len(self._compared.areas) > 1 or self._compared.keeps_place

    def _lay_consensus(self) -> None:
        possible = self._view.consensus and self._compared.may_agree and len(self.cells) > 1
        shown = possible and self._has_consensus
        if shown and self.consensus_cell is None:
            self.consensus_cell = ConsensusCell(self._inside)
            self._tie(self.consensus_cell)
            self.consensus_cell.hidden.connect(self.consensus_hidden)
            self.consensus_cell.show_view(self._view)
            self.consensus_cell.show_patch(self.cells[0].patch)
            self.picture_changed(0)
        elif not shown and self.consensus_cell is not None:
            self._drop(self.consensus_cell)
            self.consensus_cell = None
        if self.consensus_cell is not None:
            self.consensus_cell.show_areas(self._compared)

    def _add(self) -> None:
        cell = Cell(self._inside)
        self._tie(cell)
        cell.chosen.connect(self._choose)
        cell.choice_taken_back.connect(self._take_choice_back)
        cell.moved.connect(self._move)
        cell.hidden.connect(self._hide)
        cell.large_wanted.connect(self._want_large)
        self.cells.append(cell)
        cell.show_view(self._view)
        if len(self.cells) > 1:
            first = self.cells[0]
            cell.show_patch(first.patch)
            if not first.sight.shows_whole:
                cell.sight.follow(first.sight.camera)

    def _add_reference(self) -> None:
        cell = ReferenceCell(self._inside)
        self._tie(cell)
        self.reference_cells.append(cell)
        cell.show_view(self._view)

    def _tie(self, cell: Cell) -> None:
        # A cell that comes later would fit its picture, and all others with it.
        cell.sight.leads = not self.cells
        cell.looked.connect(self.linked.follow)
        cell.entered.connect(self._point_at)
        cell.canvas.resized.connect(self.linked.zoom_alike)
        self.cell_added.emit(cell)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is in none of the cells."""
        super().leaveEvent(event)
        self._point_at(None)

    def _point_at(self, pointed: Cell | None) -> None:
        """The buttons of one head at most are there: a cell is not always told that the pointer has left it."""
        for cell in self.all_cells:
            cell.head.show_pointed(cell is pointed)

    def _drop(self, cell: Cell) -> None:
        cell.hide()
        cell.deleteLater()

    def _choose(self, cell: Cell) -> None:
        if self._view.large and cell is self.large_cell:
            # An enlarged difference would become another one.
            return
        self._before_choice = self.current_cell
        self.cell_chosen.emit(self.cells.index(cell))

    def _take_choice_back(self) -> None:
        """A difference is enlarged: the cell that it is a difference to is in focus again."""
        if self._view.content is PaneContent.DIFFERENCE and self._before_choice in self.cells:
            self.cell_chosen.emit(self.cells.index(self._before_choice))

    def _move(self, cell: Cell, by: int) -> None:
        number = self.cells.index(cell)
        if 0 <= number + by < len(self.cells):
            self.cell_moved.emit(number, number + by)

    def _hide(self, cell: Cell) -> None:
        self.cell_hidden.emit(self.cells.index(cell))

    def _want_large(self, cell: Cell, is_large: bool) -> None:
        self.large_wanted.emit(self.cells.index(cell), is_large)
