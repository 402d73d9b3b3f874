"""The list of hard patches: what it says of each, and that mouse and keys step through it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.attribution.measures.ranking import HardPatch
from lamgui.attribution.patch import Patch
from lamgui.widgets.panels.hard_patches import HardPatchesPanel, texts_of
from tests.widgets.viewer_of import LEFT, NO_KEY
from tests.widgets.window_rig import words_in

HARD = tuple(HardPatch(Patch(20 * k, 7, 16), 120.5 - k, 650.25, 1 - k / 10) for k in range(5))


@pytest.fixture
def panel(qtbot: QtBot) -> HardPatchesPanel:
    panel = HardPatchesPanel()
    qtbot.addWidget(panel)
    panel.resize(240, 300)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_hard(HARD, "")
    return panel


@pytest.fixture
def chosen(panel: HardPatchesPanel) -> list[Patch]:
    heard: list[Patch] = []
    panel.patch_chosen.connect(heard.append)
    return heard


def test_what_a_line_says() -> None:
    assert texts_of(HARD[1]) == ("20, 7", "119.5", "20.00 dB")
    assert texts_of(HardPatch(Patch(1, 2, 8), -0.5, None, 1.0)) == ("1, 2", "−0.5000", "–")
    assert texts_of(HardPatch(Patch(1, 2, 8), 3.0, 0.0, 0.0))[2] == "∞ dB"


def test_a_click_goes_there_once(panel: HardPatchesPanel, chosen: list[Patch]) -> None:
    table = panel.table
    line = table.visualRect(table.model().index(2, 0))
    QTest.mouseClick(table.viewport(), LEFT, NO_KEY, line.center())
    assert set(chosen) == {HARD[2].patch}


def test_arrow_keys_and_enter_go_there(panel: HardPatchesPanel, chosen: list[Patch]) -> None:
    panel.show_patch(HARD[0].patch)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_Up)
    assert chosen == [HARD[k].patch for k in (1, 2, 1)]
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert chosen[3:] == [HARD[1].patch]


def test_the_patch_in_use_is_marked_and_showing_it_tells_nobody(panel: HardPatchesPanel, chosen: list[Patch]) -> None:
    panel.show_patch(HARD[3].patch)
    assert panel.table.currentRow() == 3
    panel.show_patch(Patch(1, 1, 16))
    assert panel.table.currentRow() == -1
    assert not panel.table.selectedItems()
    assert chosen == []


def test_without_patches_the_reason_stands_there(panel: HardPatchesPanel) -> None:
    assert panel.next_button.isEnabled()
    panel.show_hard((), "Later.")
    assert panel.table.rowCount() == 0
    assert "Later." in words_in(panel)
    assert not panel.next_button.isEnabled()
    assert not panel.previous_button.isEnabled()


def test_the_network_is_named_where_there_are_several(qtbot: QtBot) -> None:
    panel = HardPatchesPanel()
    qtbot.addWidget(panel)
    panel.show_hard(HARD, "", "EDSR")
    assert panel.summary.lines[0].value.startswith("EDSR: ")
    panel.show_hard((), "Ranking…", "EDSR")
    assert panel.summary.lines[0].value == "EDSR: Ranking…"
