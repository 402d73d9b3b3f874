"""The table of networks that can be downloaded: sorted by any heading, filtered by words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from lamgui.widgets.controls.form import describe
from lamgui.widgets.dialogs.catalogue_rows import COLUMNS, CatalogueRow

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
SIZE_COLUMN = 3
WIDTHS_PX = (190, 80, 190, 108, 110)
"""Widths of the columns but the last, which takes the rest."""


class CatalogueTable(QTableView):
    """Shows rows; `row_chosen` reports another selected row, `row_activated` one to be downloaded or used."""

    row_chosen = Signal()
    row_activated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        self._shown = _Narrowed(self)
        self._shown.setSourceModel(self._rows)
        self.setModel(self._shown)
        self._lay_out()
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.doubleClicked.connect(self._activate)

    def show_rows(self, rows: Sequence[CatalogueRow]) -> None:
        """Show these; the selected network stays so."""
        self._rows.take(rows)
        if self.current() is None:
            self.select_first()

    def narrow_down(self, words: str) -> None:
        """Show only rows that hold each of the words, in any column."""
        self._shown.take_words(words)
        if self.current() is None:
            self.select_first()

    def current(self) -> CatalogueRow | None:
        """The selected row."""
        index = self._shown.mapToSource(self.currentIndex())
        return self._rows.row(index.row()) if index.isValid() else None

    def names(self) -> list[str]:
        """Names of the networks that are shown, from top to bottom."""
        return [str(self._shown.index(row, 0).data()) for row in range(self._shown.rowCount())]

    def select(self, name: str) -> None:
        """Select a network that is shown."""
        if name in self.names():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(self._shown.index(self.names().index(name), 0), flags)

    def select_first(self) -> None:
        """Select the uppermost row, if there is one."""
        for name in self.names()[:1]:
            self.select(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter activates the selected row; other keys are handled as usual."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._activate()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self.row_chosen.emit()

    def _activate(self) -> None:
        self.row_activated.emit()

    def _lay_out(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width_px in enumerate(WIDTHS_PX):
            self.setColumnWidth(column, width_px)
        describe(self, "Networks to get", "Networks that come with the program, and releases of their authors.")


class _Rows(QAbstractTableModel):
    """The rows for Qt."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[CatalogueRow] = []

    def take(self, rows: Sequence[CatalogueRow]) -> None:
        same = [row.name for row in rows] == [row.name for row in self._rows]
        if same and rows:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> CatalogueRow:
        return self._rows[number]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.texts[index.column()]
            case Qt.ItemDataRole.UserRole:
                return row.keys[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((row.name, *row.details))
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == SIZE_COLUMN:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            match role:
                case Qt.ItemDataRole.DisplayRole:
                    return COLUMNS[section].title
                case Qt.ItemDataRole.ToolTipRole:
                    return f"{COLUMNS[section].tip}\nClick to sort the rows."
        return None


class _Narrowed(QSortFilterProxyModel):
    """The rows that contain all words, sorted by the meaning of the columns, not their text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSortRole(Qt.ItemDataRole.UserRole)

    def take_words(self, words: str) -> None:
        self._words = words.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, number: int, _parent: Index) -> bool:
        rows = self.sourceModel()
        if not isinstance(rows, _Rows):
            return True
        row = rows.row(number)
        text = " ".join((*row.texts, *row.details)).casefold()
        return all(word in text for word in self._words)
