"""The grid as it is painted: a tint that grows with the value, a cross for what failed, a dot for what is to come."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from lamgui.jobs.studies.snapshot import StudySnapshot
from lamgui.study.store.results import StudyRow
from lamgui.widgets.controls.form import describe
from lamgui.widgets.studies.grid_model import FAILED, LOOK, CellLook, StudyGridModel
from lamgui.widgets.studies.study_words import item_in_words

Index = QModelIndex | QPersistentModelIndex
STRONGEST = 0.5
"""Opacity of the tint of the largest value, at which text is still read."""
FAILED_TINT = 0.22
COLUMN_PX, NAMES_PX = 96, 150
PADDING_PX = 6


class StudyGrid(QTableView):
    """Shows the cells; reports which one is looked at, and the item whose map is wanted."""

    looked_at = Signal(str)
    """All that is known of the current cell."""
    item_wanted = Signal(object)
    """StudyRow with a patch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = StudyGridModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Cells(self))
        self._lay_out()
        self.clicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._look_at)
        self._model.dataChanged.connect(self._look_again)
        self._model.modelReset.connect(self._look_again)

    def show_snapshot(self, snapshot: StudySnapshot | None) -> None:
        """Show other results."""
        self._model.show_snapshot(snapshot)

    def show_quantity(self, quantity: str, settings: int = 0) -> None:
        """Show another number, or the items under other settings of the study."""
        self._model.show_quantity(quantity, settings)

    def changeEvent(self, event: QEvent) -> None:
        """Another palette: the room beside the names has the ground of the table, not that of outlines."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._ground_headers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current cell; other keys move in the grid, as usual."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        """Ask for the map of the cell; of several patches the user chooses one."""
        items = [item for item in self._model.items(index) if item.patch is not None]
        if len(items) == 1:
            self.item_wanted.emit(items[0])
        elif items:
            self._patches_of(items).popup(self.viewport().mapToGlobal(self._below(index)))

    def _patches_of(self, items: list[StudyRow]) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for item in items:
            action = QAction(item_in_words(item).replace("&", "&&"), menu)
            action.setData(item)
            menu.addAction(action)
        menu.triggered.connect(self._open_chosen)
        return menu

    def _open_chosen(self, action: QAction) -> None:
        self.item_wanted.emit(action.data())

    def _below(self, index: QModelIndex) -> QPoint:
        return self.visualRect(index).bottomLeft()

    def _look_at(self, index: QModelIndex) -> None:
        self.looked_at.emit(self._model.words(index))

    def _look_again(self) -> None:
        self._look_at(self.currentIndex())

    def _lay_out(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header, size in ((self.horizontalHeader(), COLUMN_PX), (self.verticalHeader(), self._line_px())):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(size)
            header.setHighlightSections(True)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().setFixedWidth(NAMES_PX)
        self._ground_headers()
        tip = "A row for each picture, a column for each network. A click or Enter opens the map in the main window."
        describe(self, "Maps of the study", tip)
        # The tooltip is that of each cell.
        self.setToolTip("")

    def _ground_headers(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            palette = QPalette(self.palette())
            palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Base))
            header.setPalette(palette)

    def _line_px(self) -> int:
        return self.fontMetrics().height() + 8


class _Cells(QStyledItemDelegate):
    """Paints a cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: CellLook = index.data(LOOK)
        place, palette = option.rect, option.palette
        painter.save()
        painter.fillRect(place, palette.color(QPalette.ColorRole.Base))
        if look.share is not None:
            tint = QColor(palette.color(QPalette.ColorRole.Accent))
            tint.setAlphaF(0.04 + (STRONGEST - 0.04) * look.share)
            painter.fillRect(place, tint)
        elif look.failed:
            tint = QColor(palette.color(QPalette.ColorRole.BrightText))
            tint.setAlphaF(FAILED_TINT)
            painter.fillRect(place, tint)
        room = place.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
        if look.share is not None and look.failed:
            painter.setPen(palette.color(QPalette.ColorRole.BrightText))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, FAILED)
        role = QPalette.ColorRole.Text if look.share is not None or look.failed else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(role))
        side = Qt.AlignmentFlag.AlignRight if look.share is not None else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, look.text)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.restore()
