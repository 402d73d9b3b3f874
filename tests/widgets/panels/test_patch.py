"""The patch panel reports patches that lie inside the SR picture, one for each step, and none that is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.widgets.panels.patch import PatchPanel

Edits = list[tuple[Patch, str]]


@pytest.fixture
def panel(qtbot: QtBot) -> PatchPanel:
    panel = PatchPanel()
    qtbot.addWidget(panel)
    panel.show_limits(100, 60)
    panel.show_patch(Patch(10, 20, 16))
    return panel


@pytest.fixture
def edits(panel: PatchPanel) -> Edits:
    found: Edits = []
    panel.patch_edited.connect(lambda patch, gesture: found.append((patch, gesture)))
    return found


def test_steps_share_a_gesture(panel: PatchPanel, edits: Edits) -> None:
    QTest.keyClick(panel.column, Qt.Key.Key_Up)
    QTest.keyClick(panel.column, Qt.Key.Key_Up)
    QTest.keyClick(panel.row, Qt.Key.Key_Down)
    assert edits == [(Patch(11, 20, 16), "spin-x"), (Patch(12, 20, 16), "spin-x"), (Patch(12, 19, 16), "spin-y")]


def test_what_is_shown_is_not_reported(panel: PatchPanel, edits: Edits) -> None:
    panel.show_patch(Patch(50, 30, 20))
    panel.show_limits(30, 20)
    panel.show_patch(None)
    assert edits == []
    assert not panel.isEnabled()


def test_a_larger_patch_moves_to_stay_inside(panel: PatchPanel, edits: Edits) -> None:
    panel.show_patch(Patch(83, 43, 16))
    panel.side.setValue(30)
    assert edits == [(Patch(69, 29, 30), "spin-size")]
    assert (panel.column.value(), panel.row.value()) == (69, 29)


def test_numbers_stop_one_pixel_before_the_edge(panel: PatchPanel, edits: Edits) -> None:
    panel.column.setValue(10_000)
    panel.row.setValue(10_000)
    assert edits[-1] == (Patch(83, 43, 16), "spin-y")
    panel.side.setValue(10_000)
    assert edits[-1][0].size == 59


def test_a_picture_without_room_has_nothing_to_edit(panel: PatchPanel, edits: Edits) -> None:
    panel.show_limits(1, 60)
    assert not panel.isEnabled()
    panel.show_limits(2, 60)
    assert panel.isEnabled()
    assert edits == []
