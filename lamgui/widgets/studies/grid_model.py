"""The grid of a study for Qt: a row for each picture, a column for each network, whatever is asked of a cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from lamgui.base.escape import for_qt, shown
from lamgui.jobs.studies.snapshot import StudySnapshot, value_of
from lamgui.study.store.results import ItemState, StudyRow
from lamgui.widgets.studies.study_words import TITLES, cell_in_words, value_in_words

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
LOOK = Qt.ItemDataRole.UserRole
FAILED, PENDING = "✕", "·"


@dataclass(frozen=True)
class CellLook:
    """What is painted: the text, how far the value lies from the least (0) to the largest (1), and what has failed.

    `share` is None without a value. `failed` counts patches that failed, `pending` those that are to come.
    """

    text: str
    share: float | None
    failed: int
    pending: int


class StudyGridModel(QAbstractTableModel):
    """Cells of the snapshot that is shown; the value of a cell is the mean over its finished patches."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._snapshot: StudySnapshot | None = None
        self._quantity = "diffusion_index"
        self._settings = 0

    def show_snapshot(self, snapshot: StudySnapshot | None) -> None:
        """Show other results; the same pictures and networks keep their place, and what is selected."""
        before, self._snapshot = self._snapshot, snapshot
        if before is not None and snapshot is not None and before.layout is snapshot.layout:
            self._report_change()
            return
        self.beginResetModel()
        self.endResetModel()

    def show_quantity(self, quantity: str, settings: int) -> None:
        """Show another number, or the items under other settings of the study."""
        if (quantity, settings) != (self._quantity, self._settings):
            self._quantity, self._settings = quantity, settings
            self._report_change()

    def items(self, index: Index) -> tuple[StudyRow, ...]:
        """The items of a cell, one for each patch."""
        if self._snapshot is None or not index.isValid():
            return ()
        return self._snapshot.cell(index.row(), index.column(), self._settings)

    def words(self, index: Index) -> str:
        """All that is known of a cell, a line for each patch."""
        if self._snapshot is None or not index.isValid():
            return ""
        layout = self._snapshot.layout
        return cell_in_words(layout.labels[index.column()], layout.pictures[index.row()], self.items(index))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Pictures."""
        return 0 if parent.isValid() or self._snapshot is None else len(self._snapshot.layout.pictures)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Networks."""
        return 0 if parent.isValid() or self._snapshot is None else len(self._snapshot.layout.networks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is painted, said by a tooltip, and read to who does not see it."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._look(index).text
            case Qt.ItemDataRole.ToolTipRole:
                return for_qt(self.words(index))
            case Qt.ItemDataRole.AccessibleTextRole:
                return shown(f"{TITLES[self._quantity]} {self._look(index).text}. {self.words(index)}")
            case _ if role == LOOK:
                return self._look(index)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Names of networks above, of pictures' files at the left; their whole names in tooltips."""
        if self._snapshot is None:
            return None
        layout = self._snapshot.layout
        is_network = orientation == Qt.Orientation.Horizontal
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown(layout.networks[section] if is_network else Path(layout.pictures[section]).name)
            case Qt.ItemDataRole.ToolTipRole:
                return for_qt(layout.labels[section] if is_network else layout.pictures[section])
        return None

    def _look(self, index: Index) -> CellLook:
        items = self.items(index)
        values = [value for item in items if (value := value_of(item, self._quantity)) is not None]
        states = [item.state for item in items]
        failed, pending = states.count(ItemState.FAILED), states.count(ItemState.PENDING)
        if not values:
            text = FAILED if failed else PENDING if pending else "–" if items else ""
            return CellLook(text, None, failed, pending)
        mean = sum(values) / len(values)
        assert self._snapshot is not None
        low, high = self._snapshot.ranges[self._quantity]
        share = (mean - low) / (high - low) if high > low else 0.5
        return CellLook(value_in_words(self._quantity, mean), share, failed, pending)

    def _report_change(self) -> None:
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
