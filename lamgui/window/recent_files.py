"""The submenu of recent files: fills it, and reports the file to open or that the list is to be cleared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu


class RecentFilesMenu(QObject):
    """Shows the files that were opened last."""

    chosen = Signal(object)
    """Path of the file to open."""
    cleared = Signal()

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        menu.triggered.connect(self._on_triggered)

    def show_files(self, paths: Sequence[Path]) -> None:
        """Fill the menu, with numbers for mnemonics; without files it cannot be opened."""
        self._menu.clear()
        self._menu.setEnabled(bool(paths))
        for number, path in enumerate(paths, start=1):
            action = QAction(f"&{number % 10} {path.name}", self._menu)
            action.setData(path)
            action.setToolTip(str(path))
            self._menu.addAction(action)
        self._menu.addSeparator()
        self._menu.addAction("&Clear this list").triggered.connect(self.cleared)

    def _on_triggered(self, action: QAction) -> None:
        """The action that clears the list has no path."""
        if action.data() is not None:
            self.chosen.emit(action.data())
