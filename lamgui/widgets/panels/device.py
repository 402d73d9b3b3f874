"""The device that computes the map."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.summary import SummaryLine, SummaryLines

_EXPLANATION = "The device that runs the network. The map is the same up to the rounding of its arithmetic."


class DevicePanel(QWidget):
    """Shows the devices; reports `device_chosen(name)`. `summary` is placed by the rail."""

    device_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Choice()
        self.summary = SummaryLines()
        add_row(narrow_form(self), "Device", self.choice, _EXPLANATION)
        self._devices: tuple[tuple[str, str], ...] = ()
        self.choice.chosen.connect(self._choose)
        self.show_devices((), "auto")

    def show_devices(self, devices: tuple[tuple[str, str], ...], current: str) -> None:
        """Show devices as (name, label), the current one chosen; one that is not among them is shown as missing."""
        self._devices = devices
        options = [Option(name, _text(name, label), f"{name}: {label}") for name, label in devices]
        if current not in [option.value for option in options]:
            reason = "The fastest device that is here." if current == "auto" else "This device is not here now."
            options.insert(0, Option(current, "Auto" if current == "auto" else f"{current} (not here)", reason))
        self.choice.set_options(options)
        self.choice.show_value(current)
        describe(self.choice, "Device", f"{_EXPLANATION}\n{self.choice.currentText()}")
        # What computes, whether it was chosen or found.
        device = self.choice.currentText().removeprefix("Auto (").removesuffix(")")
        self.summary.show_lines((SummaryLine("Device", device),), (self.choice,))

    def show_current(self, current: str) -> None:
        """Show another device of those known as chosen."""
        self.show_devices(self._devices, current)

    def _choose(self, name: str) -> None:
        self.device_chosen.emit(name)


def _text(name: str, label: str) -> str:
    return label if name.lower() in label.lower() else f"{name}, {label}"
