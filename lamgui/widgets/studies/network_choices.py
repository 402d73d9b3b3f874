"""Which networks a new study has: those of the rail, of which the ticked ones are chosen at first, and files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from lamgui.base.escape import for_qt, shown
from lamgui.files.names import free_name
from lamgui.networks.entry import NetworkEntry
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.controls.form import describe

ENTRY = Qt.ItemDataRole.UserRole
TICKED, NOT_TICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class NetworkChoices(QWidget):
    """A list of networks that are ticked; `changed` reports another choice."""

    changed = Signal()

    def __init__(
        self,
        entries: Sequence[NetworkEntry],
        ticked: Sequence[NetworkEntry],
        files: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self.list = QListWidget()
        self.files_button = QPushButton("Add network fi&les…")
        self.files_button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.files_button)
        describe(self.list, "Networks of the study", "Those that are ticked are in the study.")
        describe(self.files_button, "Add network files", "Add files to this study; the list in the main window stays.")
        for entry in entries:
            # Weights of another version of the program are in no file.
            if entry.earlier is None:
                self._add(entry, entry in ticked)
        self.list.itemChanged.connect(self.changed)
        self.files_button.clicked.connect(self._add_files)

    @property
    def entries(self) -> tuple[NetworkEntry, ...]:
        """The networks that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(ENTRY) for item in items if item.checkState() is TICKED)

    @Slot()
    def _add_files(self) -> None:
        names = {self.list.item(row).data(ENTRY).name for row in range(self.list.count())}
        for path in self._files.ask_networks():
            name = free_name(path.stem, names)
            names.add(name)
            self._add(NetworkEntry(name, path), ticked=True)
        self.changed.emit()

    def _add(self, entry: NetworkEntry, ticked: bool) -> None:
        item = QListWidgetItem(shown(entry.label))
        item.setData(ENTRY, entry)
        item.setToolTip(for_qt(entry.label if entry.bundled else str(entry.path)))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(TICKED if ticked else NOT_TICKED)
        self.list.addItem(item)
