"""The rows of the viewer below each other: one camera for all, a header each where there are several."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lamgui.attribution.patch import Patch
from lamgui.session.state import View
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.consensus_row import Area, ConsensusRow
from lamgui.widgets.viewer.contents import MAPS
from lamgui.widgets.viewer.row import PaneRow
from lamgui.widgets.viewer.row_header import RowHeader, RowTitle

LOWEST_ROW_PX = 128


class RowBlock(QWidget):
    """A row with its header; its signals carry the block."""

    chosen = Signal(object)
    moved = Signal(object, int)
    """Number of rows to move by: -1 is up."""
    hidden = Signal(object)

    def __init__(self, row: PaneRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.header = RowHeader(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.header)
        column.addWidget(row, 1)
        self.header.hide()
        self.header.chosen.connect(self._choose)
        self.header.moved.connect(self._move)
        self.header.hidden.connect(self._hide)

    def show_scale(self, view: View, common: bool) -> None:
        """The scale of the row's first map in the header."""
        shown = [content for content in self.row.contents.view.panes if content in MAPS]
        scale = self.row.contents.colour_scale(shown[0]) if shown and view.panes else None
        self.header.show_scale(scale, "common scale" if common else "own scale")

    def _choose(self) -> None:
        self.chosen.emit(self)

    def _move(self, by: int) -> None:
        self.moved.emit(self, by)

    def _hide(self) -> None:
        self.hidden.emit(self)


class PaneGrid(QScrollArea):
    """Holds the rows and links them; the viewer sets what each row shows."""

    row_chosen = Signal(int)
    row_moved = Signal(int, int)
    row_hidden = Signal(int)
    consensus_hidden = Signal()
    row_added = Signal(object)
    """A new PaneRow, whose pointer signals the viewer connects."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setAutoFillBackground(False)
        self._view = View()
        self._titles: tuple[RowTitle, ...] = (RowTitle("", None),)
        self._areas: tuple[Area, ...] = ()
        self._may_agree = True
        self._keeps_place = False
        self._had_several = False
        self.blocks: list[RowBlock] = []
        self._consensus: RowBlock | None = None
        inside = QWidget()
        inside.setAutoFillBackground(False)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.setWidget(inside)

    @property
    def rows(self) -> list[PaneRow]:
        """The rows of networks or bookmarks."""
        return [block.row for block in self.blocks]

    @property
    def consensus_row(self) -> ConsensusRow | None:
        """The row of the consensus; None without one."""
        return self._consensus.row if self._consensus is not None else None  # type: ignore[return-value]

    @property
    def all_rows(self) -> list[PaneRow]:
        """The rows, with that of the consensus."""
        last = self.consensus_row
        return self.rows if last is None else [*self.rows, last]

    def show_titles(self, titles: tuple[RowTitle, ...]) -> None:
        """Show as many rows as there are titles, at least one; headers only where there are several."""
        titles = titles or (RowTitle("", None),)
        if titles == self._titles and self.blocks:
            return
        self._titles = titles
        while len(self.blocks) > len(titles):
            self._drop(self.blocks.pop())
        while len(self.blocks) < len(titles):
            self._add()
        for block, title in zip(self.blocks, titles, strict=True):
            block.header.show_title(title)
        self._lay_heads()
        self._share()

    def settle_rows(self) -> None:
        """Rows or patches have changed: all rows look at the same place relative to their patches."""
        first, several = self.rows[0], len(self.blocks) > 1
        if several is not self._had_several:
            self._had_several = several
            # Low rows show too little of a whole picture, and nothing of a map.
            first.sight.begin_at_patch(several)
        else:
            first.sight.refit()
        self.follow(first)

    def show_view(self, view: View) -> None:
        """Set columns and colours of all rows."""
        self._view = view
        for row in self.all_rows:
            row.show_view(view)
        self._lay_consensus()
        self._share()

    def show_areas(self, areas: tuple[Area, ...], may_agree: bool = True, keeps_place: bool = False) -> None:
        """Set the areas of contribution of the consensus; fewer than two make none.

        `may_agree` says whether the rows are of one patch, so that there can be a consensus. While the maps are
        computed again, its row `keeps_place`, because otherwise all other rows would jump.
        """
        self._areas, self._may_agree, self._keeps_place = areas, may_agree, keeps_place
        self._lay_consensus()

    def show_patch(self, patch: Patch | None, row: int | None) -> None:
        """Show the patch of one row, or of all."""
        rows = self.all_rows if row is None else self.rows[row : row + 1]
        for each in rows:
            each.show_patch(patch)
        last = self.consensus_row
        if last is not None and row == 0:
            last.show_patch(patch)

    def map_changed(self) -> None:
        """A row shows another map: update common scales and differences."""
        self._share()

    def picture_changed(self, row: int) -> None:
        """A row shows another picture: give it the camera of the first row."""
        last = self.consensus_row
        if row == 0 and last is not None:
            contents = self.rows[0].contents
            last.show_pictures(contents.lr, None, None, contents.scale, contents.place.surroundings)
            last.show_areas(self._areas)
        self.follow(self.rows[0])

    def follow(self, source: PaneRow) -> None:
        """Give all rows the camera of one, relative to their patches where these differ."""
        for row in self.all_rows:
            if row is not source:
                dx, dy = self.offset(source, row)
                camera = source.sight.camera
                row.sight.follow(Camera(camera.centre_x + dx, camera.centre_y + dy, camera.zoom))

    def mirror_pointer(self, source: PaneRow, position: tuple[float, float] | None) -> None:
        """Show a cross-hair in all panes at the pointer's position in a row."""
        for row in self.all_rows:
            dx, dy = self.offset(source, row)
            row.mirror_pointer(None if position is None else (position[0] + dx, position[1] + dy))

    def offset(self, source: PaneRow, row: PaneRow) -> tuple[float, float]:
        """Offset between corresponding positions of two rows, in LR pixels."""
        if row.patch is None or source.patch is None or row.patch == source.patch:
            return 0.0, 0.0
        (x, y), (from_x, from_y) = _middle(row), _middle(source)
        return x - from_x, y - from_y

    def _share(self) -> None:
        rows = self.rows
        several = len(rows) > 1
        common = several and self._view.common_scale
        peak = max((row.contents.own_peak for row in rows), default=0.0) if common else None
        current = next((k for k, title in enumerate(self._titles) if title.current), 0)
        reference = rows[min(current, len(rows) - 1)].contents.signed if several else None
        for block in self.blocks:
            block.row.show_common_peak(peak)
            block.row.show_reference(reference)
            if several:
                block.show_scale(self._view, common)

    def _lay_heads(self) -> None:
        several = len(self.blocks) > 1
        for number, block in enumerate(self.blocks):
            block.header.setVisible(several)
            block.row.show_heads(titles=number == 0, bars=not several)
            block.row.set_alone(not several)
            block.setMinimumHeight(LOWEST_ROW_PX + (34 if number == 0 else 0) if several else 0)

    def _lay_consensus(self) -> None:
        possible = self._view.consensus and self._may_agree and len(self.blocks) > 1
        shown = possible and (len(self._areas) > 1 or self._keeps_place)
        if shown and self._consensus is None:
            self._consensus = self._new_block(ConsensusRow())
            self._consensus.row.sight.leads = False
            self._consensus.row.show_heads(titles=False, bars=False)
            self._consensus.header.show()
            self._consensus.header.menu_button.setToolTip("Hide the consensus.")
            self._consensus.header.hidden.connect(self.consensus_hidden)
            self._consensus.setMinimumHeight(LOWEST_ROW_PX)
            self._column.addWidget(self._consensus, 1)
            self._consensus.row.show_view(self._view)
            self._consensus.row.show_patch(self.rows[0].patch)
            self.picture_changed(0)
        elif not shown and self._consensus is not None:
            self._drop(self._consensus)
            self._consensus = None
        last = self.consensus_row
        if last is not None and self._consensus is not None:
            last.show_areas(self._areas)
            words = f"Consensus of {len(self._areas)} rows" if len(self._areas) > 1 else "Consensus"
            detail = "all outlines · how many rows' areas hold a pixel · over the input"
            self._consensus.header.show_title(RowTitle(words, None, detail))
            scale = last.contents.colour_scale(last.contents.view.panes[1])
            self._consensus.header.show_scale(scale, "number of rows")

    def _add(self) -> None:
        block = self._new_block(PaneRow())
        block.row.sight.leads = not self.blocks
        block.chosen.connect(self._choose)
        block.moved.connect(self._move)
        block.hidden.connect(self._hide)
        self.blocks.append(block)
        self._column.insertWidget(len(self.blocks) - 1, block, 1)
        block.row.show_view(self._view)
        if len(self.blocks) > 1:
            first = self.blocks[0].row
            block.row.show_patch(first.patch)
            block.row.sight.follow(first.sight.camera)
        block.show()

    def _new_block(self, row: PaneRow) -> RowBlock:
        block = RowBlock(row, self.widget())
        row.looked.connect(self.follow)
        self.row_added.emit(row)
        return block

    def _drop(self, block: RowBlock) -> None:
        self._column.removeWidget(block)
        block.hide()
        block.deleteLater()

    def _choose(self, block: RowBlock) -> None:
        self.row_chosen.emit(self.blocks.index(block))

    def _move(self, block: RowBlock, by: int) -> None:
        number = self.blocks.index(block)
        if 0 <= number + by < len(self.blocks):
            self.row_moved.emit(number, number + by)

    def _hide(self, block: RowBlock) -> None:
        self.row_hidden.emit(self.blocks.index(block))


def _middle(row: PaneRow) -> tuple[float, float]:
    """Middle of a row's patch, in LR pixels."""
    patch, scale = row.patch, row.contents.scale
    assert patch is not None
    return (patch.x + patch.size / 2) / scale, (patch.y + patch.size / 2) / scale
