"""A button that names the preset the settings are, and offers the others in a menu."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from lamgui.attribution.settings.presets import PRESETS, preset_name
from lamgui.attribution.settings.settings import Settings


class PresetButton(QPushButton):
    """Shows which preset is in use, if any; reports `preset_chosen(Preset)`, also for the one in use."""

    preset_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for preset in PRESETS:
            action = menu.addAction(preset.name)
            action.setCheckable(True)
            action.setToolTip(preset.words)
            self._group.addAction(action)
        self._group.triggered.connect(self._choose)
        self.setMenu(menu)
        self.show_settings(Settings())

    def actions_by_name(self) -> dict[str, QAction]:
        """The menu's lines."""
        return {action.text(): action for action in self._group.actions()}

    def show_settings(self, settings: Settings) -> None:
        """Name the preset of these settings; detector and precision do not count."""
        name = preset_name(settings)
        self.setText(name)
        for action in self._group.actions():
            action.setChecked(action.text() == name)

    def _choose(self, action: QAction) -> None:
        self.preset_chosen.emit(next(preset for preset in PRESETS if preset.name == action.text()))
