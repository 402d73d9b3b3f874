"""The hard patches of the picture: a list to step through, with the values that each is ranked by."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lamgui.attribution.measures.ranking import HardPatch
from lamgui.attribution.patch import Patch
from lamgui.base.wording import psnr_in_words
from lamgui.imaging.quality import decibels
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.severity import SeverityLabel
from lamgui.widgets.controls.summary import SummaryLine, SummaryLines
from lamgui.widgets.curves.axis_scale import short_number

LINES_SHOWN = 4

COLUMNS = (
    ("x, y", "Left column and top row of the patch, SR pixels."),
    ("ΔD", "ΔD = D(F(I)) − D(F(I')): how much of the feature the input has more than the baseline."),
    ("PSNR", "Peak signal-to-noise ratio of SR against HR on Y of BT.601, over the patch alone."),
)

MEANING = (
    "Patches where the network has much to restore and fails at it, the hardest first.\n"
    "score = |ΔD| / max |ΔD| · E / max E, with E the squared error of Y over the patch; without HR the first factor.\n"
    "Click, Enter or arrow keys: put the patch there."
)


class HardPatchesPanel(QWidget):
    """Lists patches and marks the one in use; reports which one the user goes to. `summary` is placed by the rail."""

    patch_chosen = Signal(object)
    next_wanted = Signal()
    previous_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hard: tuple[HardPatch, ...] = ()
        self.summary = SummaryLines()
        self.table = QTableWidget(0, len(COLUMNS), self)
        self.previous_button = QPushButton("Previous")
        self.next_button = QPushButton("Next")
        self._note = SeverityLabel()
        self._lay_out()
        self.table.currentCellChanged.connect(self._choose)
        self.table.activated.connect(self._go)
        self.table.clicked.connect(self._go)
        self.next_button.clicked.connect(self._want_next)
        self.previous_button.clicked.connect(self._want_previous)
        self.show_hard((), "")

    def show_hard(self, hard: tuple[HardPatch, ...], note: str, network: str = "") -> None:
        """List these patches, or none; `note` says what is still being computed, or why there are none.

        `network` is named where there are several.
        """
        of = f"{network}: " if network else ""
        self._note.show_text(
            f"Those of {network}. {note}".strip() if network and hard else f"{of}{note}" if note else ""
        )
        first = f"{len(hard)} found, the hardest at {hard[0].patch.x}, {hard[0].patch.y}" if hard else note
        self.summary.show_lines((SummaryLine("", f"{of}{first or 'none found'}", opens=False),), (self.table,))
        if hard == self._hard and self.table.rowCount() == len(hard):
            return
        self._hard = hard
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(hard))
            for row, hard_patch in enumerate(hard):
                for column, text in enumerate(texts_of(hard_patch)):
                    self.table.setItem(row, column, _cell(text, f"{row + 1}: score {hard_patch.score:.2f}"))
        for widget in (self.table, self.next_button, self.previous_button):
            show_available(widget, bool(hard), "There is no hard patch: ranking needs a finished map.")

    def show_patch(self, patch: Patch | None) -> None:
        """Mark the patch in use, where it is one of them."""
        patches = [hard_patch.patch for hard_patch in self._hard]
        with QSignalBlocker(self.table):
            if patch in patches:
                self.table.setCurrentCell(patches.index(patch), max(0, self.table.currentColumn()))
            else:
                self.table.clearSelection()
                self.table.setCurrentCell(-1, -1)

    def _choose(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if 0 <= row < len(self._hard) and row != before:
            self.patch_chosen.emit(self._hard[row].patch)

    def _go(self, index: QModelIndex) -> None:
        self.patch_chosen.emit(self._hard[index.row()].patch)

    def _want_next(self) -> None:
        self.next_wanted.emit()

    def _want_previous(self) -> None:
        self.previous_wanted.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.table)
        layout.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.addWidget(self.previous_button)
        buttons.addWidget(self.next_button)
        layout.addLayout(buttons)
        self._note.show_severity(None, muted=True)
        self._lay_out_table()
        describe(self.table, "Hard patches", MEANING)
        describe(self.previous_button, "Previous hard patch", "Go to the hard patch before (Ctrl+Shift+J).")
        describe(self.next_button, "Next hard patch", "Go to the next hard patch (Ctrl+J).")

    def _lay_out_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([title for title, _ in COLUMNS])
        for column, (_, meaning) in enumerate(COLUMNS):
            head = table.horizontalHeaderItem(column)
            if head is not None:
                head.setToolTip(meaning)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().hide()
        line = self.fontMetrics().height() + 5
        table.verticalHeader().setDefaultSectionSize(line)
        titles_px = table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(titles_px + LINES_SHOWN * line + 2 * table.frameWidth())
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)


def texts_of(hard: HardPatch) -> tuple[str, str, str]:
    """The texts of the columns for a patch."""
    error = hard.mean_squared_error
    quality = "–" if error is None else psnr_in_words(decibels(error)).partition(":")[0]
    return f"{hard.patch.x}, {hard.patch.y}", short_number(hard.delta, 4), quality


def _cell(text: str, tip: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(tip)
    return item
