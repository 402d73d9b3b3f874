"""Preferences of the window: restored at the start, stored as they change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot

from lamgui.control.choices import ChoiceController
from lamgui.control.preferences import Preferences
from lamgui.control.session import Session
from lamgui.files.shipped import sample_picture
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State, View
from lamgui.window.appearance import Appearance
from lamgui.window.main_window import MainWindow
from lamgui.window.options import THEMES, WindowOptions
from lamgui.window.recent_files import RecentFilesMenu

LAID_OUT = ("window", "columns", "rows", "compared_rows")
SAVED_AFTER_MS = 1000
"""Time without a change before saving, so that not every position of a dragged slider is written."""


class WindowMemory(QObject):
    """Connects window and session with the preferences; size and theme of the options come before them."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        choices: ChoiceController,
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
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SAVED_AFTER_MS)
        self._settle.timeout.connect(self._save)
        self._restore(options)
        session.changed.connect(self._keep_settings)
        session.view_changed.connect(self._keep_view)
        session.entries_changed.connect(self._keep_networks)
        choices.picture_opened.connect(self._cache_picture)
        appearance.changed.connect(self._keep_theme)
        recent_files.cleared.connect(self._forget_recent)

    def keep_layout(self) -> None:
        """The window closes: store the layout, which has no signal for its changes."""
        window, state, preferences = self._window, self._session.state, self._preferences
        layouts = (window.saveGeometry(), window.columns.saveState(), *window.row_layouts())
        for name, layout in zip(LAID_OUT, layouts, strict=True):
            preferences.set_geometry(name, bytes(layout.data()))
        preferences.set_titles("groups", window.opened_groups())
        for name, value in (("role", state.role.value), ("reduction", state.reduction.value), ("device", state.device)):
            preferences.set_choice(name, value)
        self._save()

    @Slot()
    def _save(self) -> None:
        self._settle.stop()
        self._preferences.save()

    @Slot(object, object)
    def _keep_settings(self, before: State, after: State) -> None:
        if before.settings != after.settings:
            self._preferences.set_settings(after.settings)
            self._settle.start()

    @Slot(object)
    def _keep_view(self, view: View) -> None:
        self._preferences.set_view(view)
        self._settle.start()

    @Slot(object)
    def _cache_picture(self, path: Path) -> None:
        if path != sample_picture():
            self._preferences.add_recent_file(path)
            self._recent_files.show_files(self._preferences.recent_files())
            self._settle.start()

    @Slot()
    def _forget_recent(self) -> None:
        self._preferences.forget_recent_files()
        self._recent_files.show_files(())
        self._settle.start()

    @Slot(object)
    def _keep_networks(self, entries: tuple[NetworkEntry, ...]) -> None:
        self._preferences.set_networks([entry for entry in entries if not entry.bundled and entry.earlier is None])
        self._settle.start()

    @Slot(str)
    def _keep_theme(self, theme: str) -> None:
        self._preferences.set_choice("theme", theme)
        self._settle.start()

    def _restore(self, options: WindowOptions) -> None:
        preferences = self._preferences
        self._window.restore_layout(*(QByteArray(preferences.geometry(name)) for name in LAID_OUT))
        opened = preferences.titles("groups")
        if opened:
            self._window.set_opened_groups(opened)
        if options.size is not None:
            self._window.resize(*options.size)
        theme = options.theme if options.theme != "system" else preferences.choice("theme", "system", THEMES)
        self._appearance.set_theme(theme)
        self._recent_files.show_files(preferences.recent_files())
