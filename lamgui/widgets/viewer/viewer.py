"""The viewer: a toolbar over linked cells, in which pictures are looked at and a patch of them picked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.imaging.picture import Pixels
from lamgui.maps.pictures import Pictures
from lamgui.maps.surroundings import Surroundings
from lamgui.session.state import PaneContent, View
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.viewer.camera import Camera, Look
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.widgets.viewer.cells.cell_title import CellTitle, Reference
from lamgui.widgets.viewer.cells.consensus_cell import ComparedAreas
from lamgui.widgets.viewer.duel.duel import Duel
from lamgui.widgets.viewer.grid.grid import CellGrid
from lamgui.widgets.viewer.patch_marks import PatchMark
from lamgui.widgets.viewer.picking import Picking
from lamgui.widgets.viewer.pictures.colour_scale import scale_of
from lamgui.widgets.viewer.pictures.contents import MAPS
from lamgui.widgets.viewer.sight import Sight
from lamgui.widgets.viewer.toolbar.toolbar import ViewerToolbar
from lamgui.widgets.viewer.viewer_frame import DESCRIPTION, FRAME_PX, HINTS, ViewerFrame


class Viewer(ViewerFrame):
    """Shows pictures, map, patch and outlines under one camera, and says what the user does to them."""

    patch_picked = Signal(int, object, str)
    """The row, the Patch, and the gesture that it is part of: what one gesture does is undone together.

    Rows count from 0. The consensus stands for the first row, a picture itself for the row that it is of, two pictures
    in one place for the row of picture A.
    """
    patch_hovered = Signal(int, object)
    """The row under the pointer, and the Patch that a click there would pick; None where it would pick none."""
    readout_changed = Signal(object)
    """Texts for the foot of the window, the whole first and shorter ones after it; empty for none."""
    """Position and every cell's value under the pointer; elsewhere what can be done, until a patch was picked."""
    view_edited = Signal(object)
    """Fields of the View that are to be others, by name."""
    cell_chosen = Signal(int)
    """A row, from 0, to be put in focus."""
    cell_moved = Signal(int, int)
    """A row, and the place where it shall be."""
    cell_hidden = Signal(int)
    consensus_hidden = Signal()
    consensus_changed = Signal()
    """Whether there can be a consensus."""
    line_changed = Signal()
    """A line was measured, or is measured no more."""
    duel_toggled = Signal()
    """The user wants two pictures in one place, or is done with that."""
    duel_kind_changed = Signal()
    """Two pictures in one place: another kind of picture A."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Viewer")
        self.setAccessibleDescription(DESCRIPTION)
        self.setWhatsThis(self.accessibleDescription())
        self.toolbar = ViewerToolbar(self)
        self.grid = CellGrid(self)
        self.duel = Duel(self)
        self.duel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(FRAME_PX + 2, FRAME_PX + 2, FRAME_PX + 2, FRAME_PX + 2)
        column.setSpacing(6)
        for widget in (self.toolbar, self.grid, self.duel):
            column.addWidget(widget)
        column.setStretchFactor(self.grid, 1)
        column.setStretchFactor(self.duel, 1)
        self._view = View()
        self._titles: tuple[CellTitle, ...] = ()
        self._is_awaited = False
        self._had_picture = False
        self._has_picked = False
        self._look_to_come: Look | None = None
        """Where to look when there is a picture of that size."""
        self._picking = Picking(self.grid, self.duel, self)
        self._tie()
        self.grid.show_titles(())
        self.grid.show_view(View())
        self.grid.hide()

    @property
    def cell(self) -> Cell:
        """The cell of the first row; the only one, unless networks are compared."""
        return self.grid.cells[0]

    @property
    def camera(self) -> Camera:
        """Where that cell looks, and the others with it."""
        return self.cell.sight.camera

    def show_cells(self, titles: tuple[CellTitle, ...], references: tuple[Reference, ...] = ()) -> None:
        """As many cells of rows as titles, the first ones kept, after cells of pictures themselves."""
        self._titles = titles
        self.grid.show_titles(titles, references)
        self.toolbar.show_several(len(titles) > 1)
        self._show_consensus()
        self._show_whether_empty()
        self._show_scale()
        self._feed_duel()
        self._picking.report()

    def show_awaited(self, is_awaited: bool) -> None:
        """Whether there is a picture, though it may not be known yet: its cells are shown, and none is asked for."""
        if is_awaited != self._is_awaited:
            self._is_awaited = is_awaited
            self._show_whether_empty()

    def set_duel(self, duels: bool) -> None:
        """Show two pictures in one place instead of the cells, or the cells again."""
        has_picture = self.cell.contents.lr is not None
        self.grid.setVisible(has_picture and not duels)
        self.duel.setVisible(has_picture and duels)
        self.toolbar.show_duel(self.duels)
        self._show_consensus()
        if self.duels:
            self._feed_duel()
            sight = self.cell.sight
            self.duel.sight.fit() if sight.shows_whole else self.duel.sight.look(sight.camera)
            self.duel.setFocus()
        self._show_kind()

    def edit_view(self, changes: dict[str, Any]) -> None:
        """Report fields of the View that the user wants to be others; a kind is shown of two in one place at once."""
        self.view_edited.emit(changes)
        if self.duels and "content" in changes:
            self.duel.show_kind(changes["content"])

    @property
    def kind_shown(self) -> View:
        """The view, with the kind of picture A while two are shown in one place."""
        return replace(self._view, content=self.duel.first_kind) if self.duels else self._view

    @property
    def duels(self) -> bool:
        """Whether two pictures are shown in one place."""
        return not self.duel.isHidden()

    @property
    def has_line(self) -> bool:
        """Whether a line is measured in the cells."""
        return any(cell.has_line for cell in self.grid.all_cells)

    def remove_line(self) -> None:
        """Measure no line any more."""
        self.grid.linked.show_line(self.cell, None)
        self.line_changed.emit()

    def show_map_words(self, row: int, words: str) -> None:
        """Say why the map of a row is not of the present run, as `Cell.show_map_words`."""
        if self.grid.cells[row].show_map_words(words):
            self.grid.map_changed()
            self._picking.report()

    def show_cell_note(self, row: int, text: str) -> None:
        """Say in a row's cell why it has no picture yet; empty for the usual words."""
        self.grid.show_note(row, text)

    def show_marks(self, marks: tuple[PatchMark, ...], row: int = 0) -> None:
        """Mark other patches on the picture of a row."""
        self.grid.show_marks(marks, row)

    def show_areas(self, compared: ComparedAreas) -> None:
        """The areas of contribution of the compared networks, for the consensus; none where patches differ."""
        self.grid.show_areas(compared)
        self._show_consensus()

    def show_scene(self, pictures: Pictures | None, row: int = 0) -> None:
        """LR, SR and HR of a run; None for no picture. The zoom is kept if the size is."""
        if pictures is None:
            self._show_pictures(None, None, None, 1, row)
        else:
            whole = pictures.whole
            self._show_pictures(whole.lr, pictures.sr, whole.hr, pictures.scale, row, pictures.surroundings)

    def show_picture(self, lr: Pixels, hr: Pixels | None, scale: int, row: int = 0) -> None:
        """A picture before its SR picture is known."""
        self._show_pictures(lr, None, hr, scale, row)

    def show_map(self, signed: Floats | None, row: int = 0) -> None:
        """Σ_c of an attribution so far, (h, w) of the LR picture, or None; raises ValueError for another shape."""
        if self.grid.cells[row].show_map(signed):
            self.grid.map_changed()
            self._show_scale()
            self._feed_duel()
            self._picking.report()

    def show_patch(self, patch: Patch | None, row: int | None = None) -> None:
        """The patch, drawn in the cell of a row, or in all."""
        self.grid.show_patch(patch, row)
        self._show_duel_patch()

    def show_view(self, view: View) -> None:
        """Which kind of picture all cells show, and how."""
        self._view = view
        self.toolbar.show_view(self.kind_shown)
        self.grid.show_view(view)
        self._show_consensus()
        if self.duels:
            self.duel.refresh()
        self._show_scale()
        self._picking.report()

    @property
    def look(self) -> Look | None:
        """Where the user looks; None where all of the picture is in view."""
        sight = self.cell.sight
        return None if sight.shows_whole else Look(sight.camera, self.cell.contents.lr_size)

    def look_again(self, look: Look | None) -> None:
        """Look where it was looked once: now, or as soon as there is a picture of that size; None fits the picture."""
        self._look_to_come = look
        if look is None and not self.cell.sight.shows_whole:
            self.cell.sight.fit()
        self._look_where_wanted()

    def _look_where_wanted(self) -> None:
        look = self._look_to_come
        if look is not None and self.cell.contents.lr_size == look.lr_size:
            self._look_to_come = None
            self.cell.sight.look(look.camera)

    def fit(self) -> None:
        """All of the picture, also after the window is resized."""
        (self.duel if self.duels else self.cell).sight.fit()

    def zoom_in(self) -> None:
        """One step nearer, about the middle."""
        self._active.zoom_at(0.0, 0.0, 1.0)

    def zoom_out(self) -> None:
        """One step farther, about the middle."""
        self._active.zoom_at(0.0, 0.0, -1.0)

    def zoom_whole(self, steps: int) -> None:
        """To the next (1) or the last (-1) whole multiple of SR pixels; 0 is a screen pixel for each SR pixel."""
        self._active.zoom_whole(steps, self.devicePixelRatioF())

    def zoom_to_patch(self) -> None:
        """The patch and the areas of contribution of all rows that are of it, filling each cell."""
        self.grid.linked.zoom_to_patch(self.grid.looked_at, self.grid.cells)

    def sizeHint(self) -> QSize:
        """Three cells in a row."""
        return QSize(960, 420)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys scroll, arrow keys move the patch, Enter shows the cell in focus alone, or all again."""
        key = event.key()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._scroll(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.duels:
            self.view_edited.emit({"large": not self._view.large})
        elif not self._picking.nudge(event):
            super().keyPressEvent(event)

    def _scroll(self, pages: int) -> None:
        bar = self.grid.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    @property
    def _active(self) -> Sight:
        return (self.duel if self.duels else self.grid.looked_at).sight

    def _show_pictures(
        self,
        lr: Pixels | None,
        sr: Pixels | None,
        hr: Pixels | None,
        scale: int,
        row: int,
        around: Surroundings | None = None,
    ) -> None:
        if not self.grid.cells[row].show_pictures(lr, sr, hr, scale, around):
            return
        self.grid.picture_changed(row)
        self._look_where_wanted()
        self.toolbar.show_words(self.cell.contents.scale_of_words)
        self._show_scale()
        if row == 0:
            self._show_whether_empty()
        self._feed_duel()
        self._picking.report()

    def _show_whether_empty(self) -> None:
        has_picture = self._is_awaited or self.cell.contents.lr is not None
        self.grid.setVisible(has_picture and not self.duels)
        show_available(self.toolbar, has_picture, "There is no picture yet: open one (Ctrl+O).")
        self.show_empty(not has_picture)
        if has_picture is not self._had_picture:
            self._had_picture = has_picture
            self._picking.say_again()

    def _show_scale(self) -> None:
        """The scale of the cell in focus, which is that of all where the view says so."""
        shown = self.duel.shown if self.duels else ((self.grid.current_cell.contents, self._view.content),)
        contents, content = next(((own, kind) for own, kind in shown if kind in MAPS), shown[0])
        words = "The colours of the map in focus, from 0 to its maximum; other maps have a maximum of their own."
        if content is PaneContent.DIFFERENCE:
            name = self.grid.current_cell.title.name
            words = (
                f"Importance less that of {name}, the cell in focus, each in percent of its sum: red where more, blue "
                "where less. One scale for all cells."
            )
        elif self._view.common_scale or len(self._titles) < 2:
            words = "The colours of the map, from 0 to the maximum."
        self.toolbar.show_scale(scale_of(contents, content), words, has_map=content in MAPS)

    @property
    def no_consensus_because(self) -> str:
        """Why no consensus can be shown, in a sentence; empty where one can."""
        return "Two pictures are shown in one place." if self.duels else self.grid.no_consensus_because

    def _show_consensus(self) -> None:
        if self.toolbar.show_consensus(self.no_consensus_because):
            self.consensus_changed.emit()

    def _feed_duel(self) -> None:
        if self.duels:
            names = [title.name for title in self._titles] or [""]
            pairs = zip(names, self.grid.cells, strict=False)
            self.duel.show_rows(tuple((name if len(names) > 1 else "", cell.contents) for name, cell in pairs))
            self._show_duel_patch()

    def _show_duel_patch(self) -> None:
        """That of the row which picture A belongs to."""
        if self.duels:
            cells = self.grid.cells
            self.duel.show_patch(cells[min(self.duel.row_number, len(cells) - 1)].patch)

    def _show_kind(self) -> None:
        self.toolbar.show_view(self.kind_shown)
        self._show_scale()
        self.duel_kind_changed.emit()

    def _take_picked(self, row: int, patch: Patch, gesture: str) -> None:
        self._show_duel_patch()
        if not self._has_picked:
            self._has_picked = True
            self._picking.say_again()
        self.patch_picked.emit(row, patch, gesture)

    def _say_readout(self, texts: tuple[str, ...]) -> None:
        hints = HINTS if self._had_picture and not self._has_picked else ()
        self.readout_changed.emit(texts or hints)

    def _want_large(self, row: int, is_large: bool) -> None:
        if is_large and self._view.content is PaneContent.DIFFERENCE:
            # The cell in focus stays the one that the others are compared with.
            self.view_edited.emit({"large": True, "difference_of": self.grid.cells[row].title.name})
            return
        if is_large:
            self.cell_chosen.emit(row)
        self.view_edited.emit({"large": is_large})

    def _want_duel(self, duels: bool) -> None:
        if duels != self.duels:
            self.duel_toggled.emit()

    def _tie(self) -> None:
        for signal, slot in (
            (self._picking.picked, self._take_picked),
            (self._picking.hovered, self.patch_hovered),
            (self._picking.readout_changed, self._say_readout),
            (self._picking.double_clicked, self.fit),
            (self._picking.line_changed, self.line_changed),
            (self.toolbar.view_edited, self.edit_view),
            (self.toolbar.duel_wanted, self._want_duel),
            (self.duel.closed, self.duel_toggled),
            (self.duel.first.currentIndexChanged, self._show_duel_patch),
            (self.duel.first.currentIndexChanged, self._show_kind),
            (self.duel.second.currentIndexChanged, self._show_scale),
            (self.grid.cell_chosen, self.cell_chosen),
            (self.grid.cell_moved, self.cell_moved),
            (self.grid.cell_hidden, self.cell_hidden),
            (self.grid.large_wanted, self._want_large),
            (self.grid.consensus_hidden, self.consensus_hidden),
        ):
            signal.connect(slot)
