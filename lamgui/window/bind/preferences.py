"""Opens the page of preferences, applies what is chosen there, and stores it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from lamgui.control.preferences import Preferences
from lamgui.files.user_folders import preferences_folder, user_folder
from lamgui.widgets.dialogs.preferences_dialog import STARTS, TEXT_SIZES, PreferencesDialog, PreferenceValues
from lamgui.window.appearance import Appearance

TEXT_PERCENT, THREADS, MEMORY_MIB, START = "text_percent", "threads", "maps_memory_mib", "start"
BUDGET_MIB = "memory_mib"
"""Names of the preferences."""


class PreferencesBinding(QObject):
    """Applies text size and theme at once; the others are read at the next start."""

    def __init__(self, window: QWidget, appearance: Appearance, preferences: Preferences) -> None:
        super().__init__(window)
        self._window = window
        self._appearance = appearance
        self._preferences = preferences
        self._appearance.set_text_size(preferences.number(TEXT_PERCENT, 100, (TEXT_SIZES[0], TEXT_SIZES[-1])))

    @property
    def values(self) -> PreferenceValues:
        """The preferences as they are now."""
        preferences = self._preferences
        return PreferenceValues(
            self._appearance.text_percent,
            self._appearance.theme,
            preferences.number(THREADS, 0),
            preferences.number(MEMORY_MIB, 0),
            preferences.choice(START, "last", tuple(str(option.value) for option in STARTS)),
            preferences.number(BUDGET_MIB, 0),
        )

    @Slot()
    def open(self) -> None:
        """Show the page."""
        dialog = PreferencesDialog(self.values, user_data_folders(), self._window)
        dialog.changed.connect(self._apply)
        dialog.open()

    @Slot(object)
    def _apply(self, values: PreferenceValues) -> None:
        preferences, appearance = self._preferences, self._appearance
        if values.text_percent != appearance.text_percent:
            appearance.set_text_size(values.text_percent)
        if values.theme != appearance.theme:
            appearance.set_theme(values.theme)
        preferences.set_number(TEXT_PERCENT, values.text_percent)
        preferences.set_number(THREADS, values.threads)
        preferences.set_number(MEMORY_MIB, values.memory_mib)
        preferences.set_number(BUDGET_MIB, values.budget_mib)
        preferences.set_choice(START, values.start)
        preferences.save()


def user_data_folders() -> tuple[tuple[str, Path], ...]:
    """The folders in which the program stores the user's data, by name."""
    return (("Data", user_folder()), ("Preferences", preferences_folder()))
