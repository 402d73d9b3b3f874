"""Esc leaves one thing at a time, from the innermost outwards, and cancels the run last."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.widgets.dialogs.palette import Palette
from lamgui.window.commands.leave import LEFT_BY_ESC, THE_RUN
from tests.rig import LONG
from tests.widgets.window_rig import WindowRig


def test_the_run_is_cancelled_last() -> None:
    assert LEFT_BY_ESC[-1] is THE_RUN


def test_each_escape_leaves_what_is_innermost(rig: WindowRig, qtbot: QtBot) -> None:
    rig.window.activateWindow()
    qtbot.waitUntil(rig.window.isActiveWindow)
    viewer, action = rig.window.viewer, rig.window.menus.actions["leave"]
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    button = rig.window.progress_strip.cancel_button
    assert (action.text(), button.text()) == ("Cancel the r&un", "Cancel (Esc)")
    rig.choose("layout_one")
    assert (action.text(), button.text()) == ("Bac&k to all cells", "Cancel (Ctrl+.)")
    rig.choose("layout_grid")
    rig.choose("toggle_duel")
    assert (action.text(), button.text()) == ("Bac&k to the cells", "Cancel (Ctrl+.)")
    rig.window.centre.enlarge(True)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not rig.window.centre.enlarged, "it lies over the pictures"
    assert rig.ends == []
    rig.choose("show_palette")
    (palette,) = rig.window.findChildren(Palette)
    QTest.keyClick(palette.words, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert rig.ends == []
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not rig.window.menus.actions["toggle_duel"].isChecked()
    assert rig.ends == [], "the run goes on"
    assert button.text() == "Cancel (Esc)"
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert rig.ends == ["Cancelled"]
    assert not action.isEnabled()


def test_escape_removes_a_measured_line_before_it_cancels(rig: WindowRig, qtbot: QtBot) -> None:
    rig.window.activateWindow()
    qtbot.waitUntil(rig.window.isActiveWindow)
    rig.run()
    rig.wait(lambda: rig.session.running is None)
    viewer, action = rig.window.viewer, rig.window.menus.actions["leave"]
    assert not action.isEnabled()
    canvas = viewer.cell.canvas
    middle = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, middle)
    QTest.mouseMove(canvas, middle + QPoint(20, 10))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, middle + QPoint(20, 10))
    assert viewer.has_line
    assert (action.text(), action.isEnabled()) == ("Remove the l&ine", True)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not rig.window.viewer.has_line
    assert not action.isEnabled()
