"""The table of a study: the means of each network, sorted by any column."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from lamgui.base.escape import for_qt, shown
from lamgui.figures.pixels.palette import Ground, network_colour
from lamgui.jobs.studies.means import Average, NetworkAverages, StudyAverages
from lamgui.jobs.studies.snapshot import QUANTITIES
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.theme import is_dark
from lamgui.widgets.studies.study_words import value_in_words

CHIP_PX = 10
NAME_COLUMN = 0
HEADINGS = ("DI", "Effective px", "PSNR, dB")
"""Of the quantities, in their order."""

SAMPLE = "00.00 ± 0.00"
PADDING_PX = 8


class MeansTable(QTableWidget):
    """A row for each network: mean ± standard deviation over the places that are compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 1 + len(QUANTITIES), parent)
        self._averages = StudyAverages()
        self._slots: Mapping[int, int] = {}
        self.setHorizontalHeaderLabels(["Network", *HEADINGS])
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # Sized by a sample: sections that follow their contents measure all of them at every change.
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(self.fontMetrics().horizontalAdvance(SAMPLE) + 2 * PADDING_PX)
        header.setSectionResizeMode(NAME_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.setSortingEnabled(True)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        describe(self, "Means of the networks", "Mean ± standard deviation over the places that all networks have.")

    def show_averages(self, averages: StudyAverages, slots: Mapping[int, int]) -> None:
        """Show the means; `slots` are those of the networks' colours, by their number in the grid."""
        if (averages, slots) == (self._averages, self._slots):
            return
        self._averages, self._slots = averages, slots
        self.setSortingEnabled(False)
        self.setRowCount(len(averages.networks))
        for row, one in enumerate(averages.networks):
            self.setItem(row, NAME_COLUMN, self._name(one, slots.get(one.network, one.network)))
            for column, quantity in enumerate(QUANTITIES, start=1):
                self.setItem(row, column, _Number(quantity, one.values[quantity]))
        self.setSortingEnabled(True)

    def _name(self, one: NetworkAverages, slot: int) -> QTableWidgetItem:
        item = QTableWidgetItem(shown(one.label))
        item.setToolTip(for_qt(one.label))
        chip = QPixmap(CHIP_PX, CHIP_PX)
        chip.fill(QColor(*network_colour(slot, Ground.DARK if is_dark(self.palette()) else Ground.LIGHT)))
        item.setIcon(QIcon(chip))
        return item


class _Number(QTableWidgetItem):
    """A mean, sorted by its value; one that is not there goes last in rising order."""

    def __init__(self, quantity: str, average: Average | None) -> None:
        super().__init__("–" if average is None else _mean_in_words(quantity, average))
        self._value = float("inf") if average is None else average.mean
        self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self._value < other._value if isinstance(other, _Number) else super().__lt__(other)


def _mean_in_words(quantity: str, average: Average) -> str:
    mean = value_in_words(quantity, average.mean)
    return mean if average.deviation is None else f"{mean} ± {average.deviation:.2g}"
