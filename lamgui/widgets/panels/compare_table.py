"""The table of compared networks: a row each with its colour and numbers, to sort, order, hide and copy."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QStyle,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lamgui.base.escape import for_qt
from lamgui.figures.table import NAME_TITLE, TABLE_COLUMNS, TableRow, table_row, to_csv, to_latex, to_markdown
from lamgui.maps.comparable import di_basis, di_warning
from lamgui.maps.quality_words import surroundings_sentence
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import Subject
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.colour_chip import colour_chip, slot_colour
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.muted_items import MutedDelegate, set_muted

FORMATS: Mapping[str, Callable[[Sequence[TableRow]], str]] = {
    "CSV": to_csv,
    "Markdown": to_markdown,
    "LaTeX": to_latex,
}
USAGE = "Click a row to put it in focus, a heading to sort. Alt+Up and Alt+Down move a row."
OF_PARAMETERS = next(number for number, column in enumerate(TABLE_COLUMNS) if column.title == "Parameters")
LONGEST_NAME_PX = 180
"""Longer names are cut, so that they do not hide the numbers."""


class CompareTable(QWidget):
    """Shows the rows of a comparison; reports which row to put in focus, move or hide, or how to sort them."""

    row_chosen = Signal(int)
    row_moved = Signal(int, int)
    row_hidden = Signal(int, bool)
    sort_wanted = Signal(str, bool)
    """Title of a column, and whether the largest goes first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Subject, TableRow] = {}
        self._slots: tuple[int, ...] = ()
        self._subjects: tuple[Subject, ...] = ()
        self._analyses: Mapping[Subject, Analysis] = {}
        self._sorted: tuple[int, bool] | None = None
        """The column by which the user sorted, and whether the largest goes first."""
        self.table = _Table(self)
        self.copy_button = QPushButton("Copy as")
        self._words = ElidedLabel()
        self._lay_out()
        self.table.currentCellChanged.connect(self._choose)
        self.table.itemChanged.connect(self._tick)
        self.table.moved.connect(self.row_moved)
        self.table.horizontalHeader().sectionClicked.connect(self._sort)

    def show_rows(
        self,
        subjects: tuple[Subject, ...],
        analyses: Mapping[Subject, Analysis],
        failures: Mapping[Subject, Exception],
        focus: Subject | None,
        hidden: frozenset[NetworkEntry],
        slots: tuple[int, ...],
        parameters: tuple[int | None, ...] = (),
    ) -> None:
        """Show every row in the colour of its slot, hidden ones unticked.

        A row that has no numbers yet has dots, but for the parameters of a network that is loaded, one that failed
        its reason.
        """
        self._slots, self._subjects, self._analyses = slots, subjects, analyses
        self._rows = {s: table_row(s.label, analyses[s]) for s in subjects if s in analyses}
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(subjects))
            for number, subject in enumerate(subjects):
                self._show_name(number, subject, subject.network in hidden)
                row = self._rows.get(subject)
                reason = "" if subject not in failures else str(failures[subject])
                texts = list(row.texts()) if row is not None else ["failed" if reason else "…"] * len(TABLE_COLUMNS)
                known = parameters[number] if number < len(parameters) else None
                if row is None and known is not None:
                    texts[OF_PARAMETERS] = TABLE_COLUMNS[OF_PARAMETERS].write(known)
                for column, text in enumerate(texts, start=1):
                    self._show_cell(number, column, text, reason)
            if focus in subjects:
                self.table.setCurrentCell(subjects.index(focus), max(0, self.table.currentColumn()))
        show_available(self.copy_button, bool(self._rows), "There is no finished map to copy numbers of.")
        finished = [analyses[s] for s in subjects if s in analyses]
        self._words.set_text(
            " ".join(filter(None, [di_warning(map(di_basis, finished)), surroundings_sentence(finished)])) or USAGE
        )
        self._show_arrow()
        self._give_names_room()

    def changeEvent(self, event: QEvent) -> None:
        """The colours of the networks follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            with QSignalBlocker(self.table):
                for number in range(self.table.rowCount()):
                    self._show_chip(number)

    def text_as(self, kind: str) -> str:
        """The rows that have numbers as "CSV", "Markdown" or "LaTeX"."""
        return FORMATS[kind](list(self._rows.values()))

    def copy(self, kind: str) -> None:
        """Put the table on the clipboard as text."""
        QGuiApplication.clipboard().setText(self.text_as(kind))

    def make_menu(self) -> QMenu:
        """The ways to copy."""
        menu = QMenu(self)
        for kind in FORMATS:
            action = QAction(f"Copy as &{kind}", menu)
            action.setData(kind)
            menu.addAction(action)
        menu.triggered.connect(self._copy_as)
        return menu

    def _copy_as(self, action: QAction) -> None:
        self.copy(action.data())

    def _open_menu(self, position: QPoint) -> None:
        if self._rows:
            self.make_menu().exec(self.table.viewport().mapToGlobal(position))

    def _show_name(self, number: int, subject: Subject, hidden: bool) -> None:
        item = self.table.item(number, 0)
        if item is None:
            item = QTableWidgetItem()
            self.table.setItem(number, 0, item)
        item.setText(subject.label)
        self._show_chip(number)
        can_hide = subject.is_network
        ticks = Qt.ItemFlag.ItemIsUserCheckable if can_hide else Qt.ItemFlag.NoItemFlags
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | ticks)
        if can_hide:
            item.setCheckState(Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked)
        else:
            item.setData(Qt.ItemDataRole.CheckStateRole, None)
        item.setToolTip(for_qt(f"{subject.network.path}\nUntick to hide the row in the viewer."))

    def _show_chip(self, number: int) -> None:
        item = self.table.item(number, 0)
        if item is not None:
            item.setIcon(colour_chip(slot_colour(self._slots[number], self.palette())))

    def _show_cell(self, number: int, column: int, text: str, reason: str) -> None:
        item = self.table.item(number, column)
        if item is None:
            item = QTableWidgetItem()
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(number, column, item)
        if item.text() != text:
            item.setText(text)
        item.setToolTip(for_qt(reason))
        set_muted(item, text in ("…", "–", "failed"))

    def _choose(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row >= 0 and row != before:
            self.row_chosen.emit(row)

    def _tick(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            self.row_hidden.emit(item.row(), item.checkState() == Qt.CheckState.Unchecked)

    def _sort(self, section: int) -> None:
        title = TABLE_COLUMNS[section - 1].title if section else NAME_TITLE
        descending = bool(section) and TABLE_COLUMNS[section - 1].sorts < 0
        if self._sorted is not None and self._sorted[0] == section:
            descending = not self._sorted[1]
        self._sorted = (section, descending)
        self.sort_wanted.emit(title, descending)
        self._show_arrow()

    def _show_arrow(self) -> None:
        """The arrow of the column by which the rows stand sorted; none once they stand otherwise."""
        header = self.table.horizontalHeader()
        if self._sorted is None or not self._stands_sorted(*self._sorted):
            self._sorted = None
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            return
        section, descending = self._sorted
        # Qt points down for ascending rows, where others point up.
        header.setSortIndicator(section, Qt.SortOrder.AscendingOrder if descending else Qt.SortOrder.DescendingOrder)

    def show_sorted(self, title: str, descending: bool) -> None:
        """By which column the rows were sorted, and whether the largest goes first; the arrow comes with the rows."""
        titles = [NAME_TITLE, *(column.title for column in TABLE_COLUMNS)]
        self._sorted = (titles.index(title), descending) if title in titles else None

    def _stands_sorted(self, section: int, descending: bool) -> bool:
        keys = [key for subject in self._subjects if (key := self._sort_key(section, subject)) is not None]
        return keys == sorted(keys, reverse=descending)

    def _sort_key(self, section: int, subject: Subject) -> float | str | None:
        if section == 0:
            return subject.label.casefold()
        analysis = self._analyses.get(subject)
        value = None if analysis is None else TABLE_COLUMNS[section - 1].sort_value(analysis)
        return None if value is None or math.isnan(value) else value

    def _give_names_room(self, section: int = -1) -> None:
        """Names get the width that the numbers leave; where that is too little, the table scrolls."""
        if section == 0:
            return
        table, header = self.table, self.table.horizontalHeader()
        left_px = table.viewport().width() - sum(header.sectionSize(k) for k in range(1, header.count()))
        header.resizeSection(0, max(left_px, min(table.sizeHintForColumn(0), LONGEST_NAME_PX)))

    def _lay_out(self) -> None:
        table = self.table
        table.setHorizontalHeader(_Header(Qt.Orientation.Horizontal, table))
        table.setColumnCount(1 + len(TABLE_COLUMNS))
        table.setHorizontalHeaderLabels([NAME_TITLE, *(column.title for column in TABLE_COLUMNS)])
        for number, column in enumerate(TABLE_COLUMNS, start=1):
            head = table.horizontalHeaderItem(number)
            if head is not None:
                head.setToolTip(f"{column.tip}\nClick to sort the rows.")
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.sectionResized.connect(self._give_names_room)
        table.resized.connect(self._give_names_room)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header.setHighlightSections(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 7)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        table.setItemDelegate(MutedDelegate(table))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        self.copy_button.setMenu(self.make_menu())
        self._words.set_text(USAGE)
        self._words.set_muted(True)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1)
        foot.addWidget(self.copy_button)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(4)
        column_layout.addWidget(table, 1)
        column_layout.addLayout(foot)
        describe(table, "Compared networks", "A row for each network; those that are not ticked are not in the viewer.")
        describe(self.copy_button, "Copy the table", "Copy the table as CSV, Markdown or LaTeX.")


class _Header(QHeaderView):
    """Reserves room for the arrow in the column that has it, and in no other."""

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Qt reserves it in all columns as soon as one can have an arrow."""
        size = super().sectionSizeFromContents(section)
        if section != self.sortIndicatorSection():
            margin = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMargin, None, self)
            size.setWidth(size.width() - size.height() - margin)
        return size


class _Table(QTableWidget):
    """A table whose rows are moved by Alt with up and down; reports when its size changes."""

    moved = Signal(int, int)
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new width among the columns."""
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the row; other keys are handled as usual."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif 0 <= self.currentRow() + step < self.rowCount():
            self.moved.emit(self.currentRow(), self.currentRow() + step)
