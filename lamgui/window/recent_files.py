"""The submenu of recent files: fills it, and reports the file to open or that the list is to be cleared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lamgui.base.escape import for_qt
from lamgui.widgets.controls.available import show_available
from lamgui.window.command import shown_in_menu


class RecentFilesMenu(QObject):
    """Shows the files that were opened last."""

    chosen = Signal(object)
    """Path of the file to open."""
    cleared = Signal()

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        menu.triggered.connect(self._on_triggered)

    def show_files(self, paths: Sequence[Path], first: tuple[str, Path] | None = None) -> None:
        """Fill the menu, with numbers for mnemonics; without files it cannot be opened.

        `first` is a file that stands before the others, under a text of its own.
        """
        self._menu.clear()
        show_available(self._menu, bool(paths) or first is not None, "Nothing was opened yet.")
        if first is not None:
            self._add(*first)
        for number, path in enumerate(paths, start=1):
            self._add(f"&{number % 10} {shown_in_menu(path.name)}", path)
        self._menu.addSeparator()
        self._menu.addAction("&Clear this list").triggered.connect(self.cleared)

    def _add(self, text: str, path: Path) -> None:
        action = QAction(text, self._menu)
        action.setData(path)
        action.setToolTip(for_qt(str(path)))
        self._menu.addAction(action)

    def _on_triggered(self, action: QAction) -> None:
        """The action that clears the list has no path."""
        if action.data() is not None:
            self.chosen.emit(action.data())
