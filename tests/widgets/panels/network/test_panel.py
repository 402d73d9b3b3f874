"""The network panel lists the networks, tells what is known of the one in use, and reports each choice once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lamgui.networks.entry import NetworkEntry, Output
from lamgui.widgets.controls.form import Choice
from lamgui.widgets.panels.network.panel import NetworkPanel
from tests.widgets.analysis_of import FACTS

EDSR = NetworkEntry("EDSR", Path("models/edsr.safetensors"), bundled=True)
OWN = NetworkEntry("mine", Path("/home/mine.pth"), value_range=255.0)


@pytest.fixture
def panel(qtbot: QtBot) -> NetworkPanel:
    panel = NetworkPanel()
    qtbot.addWidget(panel)
    panel.show_entries((EDSR, OWN), EDSR)
    return panel


def range_of(panel: NetworkPanel) -> Choice:
    return panel.conventions.choices["value_range"]


def facts_label(panel: NetworkPanel) -> QLabel:
    return next(label for label in panel.details.findChildren(QLabel) if not label.buddy())


def test_reports_the_network_that_the_user_picks(panel: NetworkPanel) -> None:
    chosen: list[NetworkEntry] = []
    reached: list[NetworkEntry] = []
    panel.network_chosen.connect(chosen.append)
    panel.network_reached.connect(reached.append)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert (reached, chosen) == ([OWN], []), "the arrow keys choose nothing"
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert chosen == [OWN]
    panel.show_entries((EDSR, OWN), OWN)
    assert range_of(panel).value() == 255.0
    panel.show_entries((EDSR, OWN), EDSR)
    panel.show_entries((OWN,), OWN)
    panel.show_entries((), None)
    assert chosen == [OWN]


def test_keeps_its_place_when_the_range_of_the_network_in_use_differs(panel: NetworkPanel) -> None:
    panel.show_entries((EDSR, OWN), replace(OWN, value_range=1.0))
    assert panel.list.currentRow() == 1
    assert range_of(panel).value() == 1.0


def test_reports_the_range_once(panel: NetworkPanel) -> None:
    chosen: list[tuple[str, object]] = []
    panel.convention_chosen.connect(lambda name, value: chosen.append((name, value)))
    panel.show_entries((EDSR, OWN), OWN)
    assert chosen == []
    QTest.keyClick(range_of(panel), Qt.Key.Key_Home)
    assert chosen == [("value_range", None)]


def test_only_networks_of_the_user_can_be_removed(panel: NetworkPanel, qtbot: QtBot) -> None:
    removed: list[object] = []
    panel.remove_wanted.connect(removed.append)
    assert not panel.remove_button.isEnabled()
    panel.show_entries((EDSR, OWN), OWN)
    QTest.mouseClick(panel.remove_button, Qt.MouseButton.LeftButton)
    assert removed == [(OWN,)]
    with qtbot.waitSignal(panel.add_wanted):
        QTest.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)


def test_tells_the_facts_in_brief_and_in_full(panel: NetworkPanel) -> None:
    panel.show_facts(FACTS)
    label = facts_label(panel)
    assert label.text() == "EDSR ×4 · RGB 0..255\n1.52 M parameters · field bounded"
    for fact in ("Lim et al., CVPRW 2017", "cd" * 32, "Its range was found by trying.", "1,517,571"):
        assert fact in label.toolTip()
    panel.show_loading(True)
    assert label.text() == "Reading the checkpoint…"
    panel.show_loading(False)
    assert "EDSR ×4" in label.text()
    panel.show_facts(None)
    assert label.text() == "No network loaded."


def test_several_outputs_are_offered_with_their_sizes(panel: NetworkPanel) -> None:
    outputs = (
        Output("0", "3 channels, 96x96 of 48x48", True),
        Output("1", "64 channels, 48x48 of 48x48", False),
        Output("2", "3 channels, 192x192 of 48x48", True),
    )
    panel.show_entries((EDSR, OWN), OWN)
    choice = panel.conventions.choices["output"]
    assert not panel.conventions._form.isRowVisible(choice)
    said: list[tuple[str, object]] = []
    panel.conventions.convention_chosen.connect(lambda name, value: said.append((name, value)))
    panel.show_known({OWN.path: replace(FACTS, output="2", outputs=outputs)})
    assert panel.conventions._form.isRowVisible(choice)
    texts = [choice.itemText(k) for k in range(choice.count())]
    assert texts == ["Auto: 2", "0: 3 channels, 96x96 of 48x48", "2: 3 channels, 192x192 of 48x48"]
    choice.setCurrentIndex(1)
    assert said == [("output", "0")]
