"""The device panel shows what computes, also where it is gone, and reports a choice once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.widgets.panels.device import DevicePanel

DEVICES = (("cuda:0", "NVIDIA H100"), ("cpu", "CPU, 2 threads"))


def test_reports_a_choice_once(qtbot: QtBot) -> None:
    panel = DevicePanel()
    qtbot.addWidget(panel)
    chosen: list[str] = []
    panel.device_chosen.connect(chosen.append)
    panel.show_devices(DEVICES, "cpu")
    assert panel.choice.currentText() == "CPU, 2 threads"
    panel.show_current("cuda:0")
    assert panel.choice.currentText() == "cuda:0, NVIDIA H100"
    assert chosen == []
    QTest.keyClick(panel.choice, Qt.Key.Key_Down)
    assert chosen == ["cpu"]


def test_a_device_that_is_gone_is_still_named(qtbot: QtBot) -> None:
    panel = DevicePanel()
    qtbot.addWidget(panel)
    assert panel.choice.currentText() == "Auto"
    panel.show_devices(DEVICES, "cuda:3")
    assert panel.choice.currentText() == "cuda:3 (not here)"
    panel.show_devices(DEVICES, "cpu")
    assert panel.choice.count() == 2
