"""What the window remembers from one run of the program to the next: taken up at the start, kept as it changes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from lamgui.control.preferences import Preferences
from lamgui.control.runs import Controller
from lamgui.control.session import Session
from lamgui.files.shipped import sample_picture
from lamgui.networks.entry import NetworkEntry
from lamgui.window.appearance import Appearance
from lamgui.window.main_window import MainWindow
from lamgui.window.options import THEMES, WindowOptions
from lamgui.window.recent_files import RecentFilesMenu


class WindowMemory(QObject):
    """Connects window and session with the preferences, which size and theme of the options overrule."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        controller: Controller,
        appearance: Appearance,
        recent_files: RecentFilesMenu,
        preferences: Preferences,
        options: WindowOptions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._appearance = appearance
        self._recent_files = recent_files
        self._preferences = preferences
        self._restore(options)
        session.settings_changed.connect(preferences.set_settings)
        session.view_changed.connect(preferences.set_view)
        session.entries_changed.connect(self._keep_networks)
        controller.picture_opened.connect(self._keep_picture)
        appearance.changed.connect(self._keep_theme)
        recent_files.cleared.connect(self._forget_recent)

    def keep_layout(self) -> None:
        """The window closes: keep what it does not tell of when it changes."""
        window, state, preferences = self._window, self._session.state, self._preferences
        preferences.set_geometry("window", window.saveGeometry())
        preferences.set_geometry("columns", window.columns.saveState())
        for name, rows in zip(("rows", "compared_rows"), window.row_layouts(), strict=True):
            preferences.set_geometry(name, rows)
        preferences.set_titles("groups", window.opened_groups())
        for name, value in (("role", state.role.value), ("reduction", state.reduction.value), ("device", state.device)):
            preferences.set_choice(name, value)

    @Slot(object)
    def _keep_picture(self, path: Path) -> None:
        if path != sample_picture():
            self._preferences.add_recent_file(path)
            self._recent_files.show_files(self._preferences.recent_files())

    @Slot()
    def _forget_recent(self) -> None:
        self._preferences.forget_recent_files()
        self._recent_files.show_files(())

    @Slot(object)
    def _keep_networks(self, entries: tuple[NetworkEntry, ...]) -> None:
        self._preferences.set_networks([entry for entry in entries if not entry.bundled])

    @Slot(str)
    def _keep_theme(self, theme: str) -> None:
        self._preferences.set_choice("theme", theme)

    def _restore(self, options: WindowOptions) -> None:
        preferences = self._preferences
        self._window.restore_layout(
            *(preferences.geometry(name) for name in ("window", "columns", "rows", "compared_rows"))
        )
        opened = preferences.titles("groups")
        if opened:
            self._window.set_opened_groups(opened)
        if options.size is not None:
            self._window.resize(*options.size)
        theme = options.theme if options.theme != "system" else preferences.choice("theme", "system", THEMES)
        self._appearance.set_theme(theme)
        self._recent_files.show_files(preferences.recent_files())
