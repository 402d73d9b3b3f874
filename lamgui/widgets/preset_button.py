"""A button that names the preset the settings are, and offers the others in a menu."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from lamgui.attribution.settings import Precision, Rule, Settings

PRESETS = {
    "Default": (Settings(), "arc, m = 50, σ = 1.2, k auto: the most exact map for its time."),
    "Demo": (Settings(rule=Rule.RIGHT, steps=50, kernel_size=9), "right, m = 50, σ = 1.2, k = 9: the authors' demo."),
    "Paper": (Settings(rule=Rule.RIGHT, steps=100, kernel_size=9), "right, m = 100, σ = 1.2, k = 9: the paper."),
    "Precise": (
        Settings(steps=None, tolerance=0.02),
        "arc, as many steps as an estimated error of 2 % needs, σ = 1.2, k auto: for numbers that go into print.",
    ),
    "Preview": (Settings(steps=12), "arc, m = 12, σ = 1.2, k auto: quick, for looking around with slow networks."),
}
CUSTOM = "Custom"


class PresetButton(QPushButton):
    """Shows which preset is in use, if any; reports `preset_chosen(Settings)`, also for the one in use."""

    preset_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for name, (_, tooltip) in PRESETS.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setToolTip(tooltip)
            self._group.addAction(action)
        self._group.triggered.connect(self._choose)
        self.setMenu(menu)
        self.show_settings(Settings())

    def actions_by_name(self) -> dict[str, QAction]:
        """The menu's lines."""
        return {action.text(): action for action in self._group.actions()}

    def show_settings(self, settings: Settings) -> None:
        """Name the preset of these settings; precision does not count."""
        name = preset_name(settings)
        self.setText(name)
        for action in self._group.actions():
            action.setChecked(action.text() == name)

    def _choose(self, action: QAction) -> None:
        self.preset_chosen.emit(PRESETS[action.text()][0])


def preset_name(settings: Settings) -> str:
    """The preset whose settings these are, apart from precision; "Custom" where there is none."""
    plain = replace(settings, precision=Precision.FLOAT32)
    return next((name for name, (preset, _) in PRESETS.items() if preset == plain), CUSTOM)
