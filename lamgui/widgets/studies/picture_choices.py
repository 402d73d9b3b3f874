"""Which pictures a new study has: files and folders, and the list of pictures that is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from lamgui.base.escape import for_qt, shown
from lamgui.widgets.controls.file_dialogs import FileDialogs, FileKind
from lamgui.widgets.controls.form import describe

PATH = Qt.ItemDataRole.UserRole


class PictureChoices(QWidget):
    """A list of files and folders; `changed` reports another choice."""

    changed = Signal()

    def __init__(self, listed: Sequence[Path], files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed = tuple(listed)
        self._files = files
        self.list = QListWidget()
        self.files_button = QPushButton("&Files…")
        self.folder_button = QPushButton("F&older…")
        self.listed_button = QPushButton(f"Open l&ist ({len(self._listed)})")
        self.remove_button = QPushButton("&Remove")
        self._lay_out()
        self.files_button.clicked.connect(self._add_files)
        self.folder_button.clicked.connect(self._add_folder)
        self.listed_button.clicked.connect(self._add_listed)
        self.remove_button.clicked.connect(self._remove)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Files and folders, each once."""
        return tuple(self.list.item(row).data(PATH) for row in range(self.list.count()))

    def add(self, paths: Iterable[Path]) -> None:
        """Add those that are not there yet."""
        known = set(self.paths)
        for path in dict.fromkeys(paths):
            if path not in known:
                item = QListWidgetItem(shown(f"{path.name}/  (all pictures in it)" if path.is_dir() else path.name))
                item.setData(PATH, path)
                item.setToolTip(for_qt(str(path)))
                self.list.addItem(item)
        self.changed.emit()

    @Slot()
    def _add_files(self) -> None:
        self.add(self._files.ask_pictures())

    @Slot()
    def _add_folder(self) -> None:
        folder = self._files.ask_folder("Add the pictures of a folder", FileKind.PICTURES)
        if folder is not None:
            self.add([folder])

    @Slot()
    def _add_listed(self) -> None:
        self.add(self._listed)

    @Slot()
    def _remove(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self.changed.emit()

    def _lay_out(self) -> None:
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.listed_button.setEnabled(bool(self._listed))
        column, line = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        for button in (self.files_button, self.folder_button, self.listed_button, self.remove_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        column.addLayout(line)
        describe(self.list, "Pictures of the study", "Files, and folders of which every picture counts.")
        describe(self.files_button, "Add files", "Add picture files.")
        describe(
            self.folder_button, "Add a folder", "Add all pictures of a folder, also those that come into it later."
        )
        describe(self.listed_button, "Add the open list", "Add the pictures of the list in the main window.")
        describe(self.remove_button, "Remove", "Take the selected pictures out of the study.")
