"""The viewer: linked panes in which a picture is looked at and a patch of it picked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.imaging.picture import Pixels
from lamgui.maps.pictures import Pictures
from lamgui.maps.surroundings import Surroundings
from lamgui.session.state import View
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.consensus_row import Area
from lamgui.widgets.viewer.duel import Duel
from lamgui.widgets.viewer.grid import PaneGrid
from lamgui.widgets.viewer.picking import Picking
from lamgui.widgets.viewer.row import PaneRow
from lamgui.widgets.viewer.row_header import RowTitle
from lamgui.widgets.viewer.viewer_frame import DESCRIPTION, FRAME_PX, HINT, ViewerFrame


class Viewer(ViewerFrame):
    """Shows pictures, map, patch and contour under one camera, and says what the user does to them."""

    patch_picked = Signal(int, object, str)
    """The row, the Patch, and the gesture that it is part of: what one gesture does is undone together.

    Rows count from 0. The consensus stands for the first row, two pictures in one place for the row of picture A.
    """
    patch_hovered = Signal(int, object)
    """The row under the pointer, and the Patch that a click there would pick; None where it would pick none."""
    readout_changed = Signal(str)
    """Position and every pane's value under the pointer; empty when it is elsewhere."""
    pane_chosen = Signal(int, object)
    """Number of a pane, from 0, and the PaneContent chosen in its title."""
    row_chosen = Signal(int)
    """A row, from 0, to be put in focus."""
    row_moved = Signal(int, int)
    """A row, and the place where it shall be."""
    row_hidden = Signal(int)
    consensus_hidden = Signal()
    duel_closed = Signal()
    """The user is done with two pictures in one place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Viewer")
        self.setAccessibleDescription(DESCRIPTION)
        self.setToolTip(HINT)
        self.setWhatsThis(self.accessibleDescription())
        self.grid = PaneGrid(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(FRAME_PX + 2, FRAME_PX + 2, FRAME_PX + 2, FRAME_PX + 2)
        column.addWidget(self.grid)
        self.duel = Duel(self)
        self.duel.hide()
        column.addWidget(self.duel)
        self._titles: tuple[RowTitle, ...] = ()
        self._is_awaited = False
        self._picking = Picking(self.grid, self.duel, self)
        self._picking.picked.connect(self._take_picked)
        self._picking.hovered.connect(self.patch_hovered)
        self._picking.readout_changed.connect(self.readout_changed)
        self._picking.double_clicked.connect(self.fit)
        self.grid.row_added.connect(self._listen)
        self.duel.closed.connect(self.duel_closed)
        self.duel.first.currentIndexChanged.connect(self._show_duel_patch)
        self.grid.row_chosen.connect(self.row_chosen)
        self.grid.row_moved.connect(self.row_moved)
        self.grid.row_hidden.connect(self.row_hidden)
        self.grid.consensus_hidden.connect(self.consensus_hidden)
        self.grid.show_view(View())
        self.grid.show_titles(())
        self.grid.hide()

    @property
    def row(self) -> PaneRow:
        """The first row; the only one, unless networks are compared."""
        return self.grid.rows[0]

    @property
    def camera(self) -> Camera:
        """Where the first row looks, and the others with it."""
        return self.row.sight.camera

    def show_rows(self, titles: tuple[RowTitle, ...]) -> None:
        """As many rows as titles, the first ones kept; one row alone has no header."""
        self._titles = titles
        self.grid.show_titles(titles)
        self._show_whether_empty()
        self._feed_duel()

    def show_awaited(self, is_awaited: bool) -> None:
        """Whether there is a picture, though it may not be known yet: its rows are shown, and none is asked for."""
        if is_awaited != self._is_awaited:
            self._is_awaited = is_awaited
            self._show_whether_empty()

    def set_duel(self, duels: bool) -> None:
        """Show two pictures in one place instead of the rows, or the rows again."""
        has_picture = self.row.contents.lr is not None
        self.grid.setVisible(has_picture and not duels)
        self.duel.setVisible(has_picture and duels)
        if self.duels:
            self._feed_duel()
            sight = self.row.sight
            self.duel.sight.fit() if sight.shows_whole else self.duel.sight.look(sight.camera)
            self.duel.setFocus()

    @property
    def duels(self) -> bool:
        """Whether two pictures are shown in one place."""
        return not self.duel.isHidden()

    def show_row_note(self, row: int, text: str) -> None:
        """Say in a row's panes why it has no picture yet; empty for the usual words."""
        self.grid.rows[row].show_note(text)

    def show_areas(self, areas: tuple[Area, ...], may_agree: bool = True, keeps_place: bool = False) -> None:
        """The areas of contribution of the compared networks, for the consensus; none where patches differ.

        `keeps_place` shows the row though there are not enough areas yet.
        """
        self.grid.show_areas(areas, may_agree, keeps_place)

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
        if self.grid.rows[row].show_map(signed):
            self.grid.map_changed()
            self._feed_duel()
            self._picking.report()

    def show_patch(self, patch: Patch | None, row: int | None = None) -> None:
        """The patch, drawn in every pane of a row, or of all rows."""
        self.grid.show_patch(patch, row)
        self._show_duel_patch()

    def show_view(self, view: View) -> None:
        """Which panes there are, and how the map is shown in them."""
        self.grid.show_view(view)

    def fit(self) -> None:
        """All of the picture, also after the window is resized."""
        (self.duel if self.duels else self.row).sight.fit()

    def zoom_in(self) -> None:
        """One step nearer, about the middle."""
        self.row.sight.zoom_at(0.0, 0.0, 1.0)

    def zoom_out(self) -> None:
        """One step farther, about the middle."""
        self.row.sight.zoom_at(0.0, 0.0, -1.0)

    def zoom_to_patch(self) -> None:
        """The patch in the middle, filling a good part of each pane."""
        self.row.zoom_to_patch()

    def sizeHint(self) -> QSize:
        """Three panes in a row."""
        return QSize(960, 380)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys scroll through the rows; arrow keys move the patch."""
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._scroll(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif not self._picking.nudge(event):
            super().keyPressEvent(event)

    def _scroll(self, pages: int) -> None:
        bar = self.grid.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _show_pictures(
        self,
        lr: Pixels | None,
        sr: Pixels | None,
        hr: Pixels | None,
        scale: int,
        row: int,
        around: Surroundings | None = None,
    ) -> None:
        if not self.grid.rows[row].show_pictures(lr, sr, hr, scale, around):
            return
        self.grid.picture_changed(row)
        if row == 0:
            self._show_whether_empty()
        self._feed_duel()
        self._picking.report()

    def _show_whether_empty(self) -> None:
        has_picture = self._is_awaited or self.row.contents.lr is not None
        self.grid.setVisible(has_picture and not self.duels)
        self.show_empty(not has_picture)

    def _feed_duel(self) -> None:
        if self.duels:
            names = [title.name for title in self._titles] or [""]
            pairs = zip(names, self.grid.rows, strict=False)
            self.duel.show_rows(tuple((name if len(names) > 1 else "", row.contents) for name, row in pairs))
            self._show_duel_patch()

    def _show_duel_patch(self) -> None:
        """That of the row which picture A belongs to."""
        if self.duels:
            rows = self.grid.rows
            self.duel.show_patch(rows[min(self.duel.row_number, len(rows) - 1)].patch)

    def _listen(self, row: PaneRow) -> None:
        row.content_chosen.connect(self.pane_chosen)

    def _take_picked(self, row: int, patch: Patch, gesture: str) -> None:
        self.setToolTip("")
        self._show_duel_patch()
        self.patch_picked.emit(row, patch, gesture)
