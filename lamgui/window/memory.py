"""Preferences of the window: restored at the start, stored as they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot

from lamgui.control.preferences import Preferences
from lamgui.control.session import Session
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State, View
from lamgui.window.appearance import Appearance
from lamgui.window.layout import WindowLayout
from lamgui.window.main_window import MainWindow
from lamgui.window.options import THEMES, WindowOptions

LAYOUT = "layout"
"""Name under which preferences and sessions store how the window is laid out."""
SAVED_AFTER_MS = 1000
"""Time without a change before saving, so that not every position of a dragged slider is written."""


class WindowMemory(QObject):
    """Connects window and session with the preferences; size and theme of the options come before them.

    `folders` are those in which the file dialogs were left.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        appearance: Appearance,
        preferences: Preferences,
        options: WindowOptions,
        folders: Mapping[str, str],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._appearance = appearance
        self._preferences = preferences
        self._folders = folders
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SAVED_AFTER_MS)
        self._settle.timeout.connect(self._save)
        self._restore(options)
        session.changed.connect(self._keep_settings)
        session.view_changed.connect(self._keep_view)
        session.entries_changed.connect(self._keep_networks)
        appearance.changed.connect(self._keep_theme)

    def keep_layout(self) -> None:
        """The window closes: store the layout, which has no signal for its changes."""
        window, state, preferences = self._window, self._session.state, self._preferences
        preferences.set_geometry("window", bytes(window.saveGeometry().data()))
        # Where one looks belongs to a picture, which a session names.
        preferences.set_geometry(LAYOUT, replace(window.layout_in_use, look=None).as_bytes())
        preferences.set_folders(self._folders)
        for name, value in (("role", state.role.value), ("reduction", state.reduction.value), ("device", state.device)):
            preferences.set_choice(name, value)
        preferences.set_degradation(state.degradation)
        self._save()

    @Slot()
    def save_soon(self) -> None:
        """Save the preferences once nothing has changed for a moment."""
        self._settle.start()

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
    def _keep_networks(self, entries: tuple[NetworkEntry, ...]) -> None:
        self._preferences.set_networks([entry for entry in entries if not entry.bundled and entry.earlier is None])
        self._settle.start()

    @Slot(str)
    def _keep_theme(self, theme: str) -> None:
        self._preferences.set_choice("theme", theme)
        self._settle.start()

    def _restore(self, options: WindowOptions) -> None:
        preferences = self._preferences
        self._window.restore_geometry(QByteArray(preferences.geometry("window")))
        if options.size is not None:
            self._window.resize(*options.size)
        self._window.show_layout(WindowLayout.from_bytes(preferences.geometry(LAYOUT)) or WindowLayout())
        theme = options.theme if options.theme != "system" else preferences.choice("theme", "system", THEMES)
        self._appearance.set_theme(theme)
