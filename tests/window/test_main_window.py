"""The window as a whole: reached by keyboard, named for screen readers, and closed without a trace at any moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QStatusTipEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QRadioButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from lamgui.attribution.settings.settings import Settings
from lamgui.networks.catalogue import find
from lamgui.widgets.curves.curves import CurvesView
from lamgui.widgets.drawer.layout import Place
from lamgui.widgets.viewer.viewer import Viewer
from lamgui.window.layout import WindowLayout
from tests.rig import LONG
from tests.small import edsr_x2, saved
from tests.widgets.window_rig import WindowRig, words_in

INTERACTIVE = (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    Viewer,
    CurvesView,
)
MOST_TABS = 300
NEXT_OF_PICTURE = (Qt.KeyboardModifier.ControlModifier,)
"""In the viewer Tab folds the rail, so Ctrl+Tab moves the focus on."""


def is_inner(widget: QWidget) -> bool:
    """Whether it is a part of another control, such as the line of a spin box, or a scroll bar."""
    return isinstance(widget, QScrollBar) or widget.objectName().startswith("qt_")


def controls(rig: WindowRig) -> list[QWidget]:
    """All that can be operated now, with a map on the screen and an error in the bar."""
    found = [w for w in rig.window.findChildren(QWidget) if isinstance(w, INTERACTIVE) and not is_inner(w)]
    return [widget for widget in found if widget.isVisible() and widget.isEnabled()]


@pytest.fixture
def full(rig: WindowRig, tmp_path: Path) -> WindowRig:
    """A window in which every part shows something."""
    entry = edsr_x2(tmp_path)
    rig.networks.add(entry.path)
    rig.wait(lambda: rig.session.state.network == entry)
    rig.session.update("", settings=Settings(steps=6))
    rig.finished()
    rig.window.rail.set_opened_sections(section.title for section in rig.window.rail.sections)
    rig.window.message_bar.show_error("One", "advice", "details")
    rig.window.message_bar.show_error("Two", "advice", "details")
    return rig


def test_every_control_has_a_name_and_a_tooltip(full: WindowRig) -> None:
    found = controls(full)
    assert len(found) > 30
    nameless = [widget for widget in found if not widget.accessibleName()]
    # Over pictures a tooltip would be in the way: what can be done there stands at the foot of the window.
    silent = [
        widget for widget in found if not (widget.whatsThis() if isinstance(widget, Viewer) else widget.toolTip())
    ]
    assert (nameless, silent) == ([], [])


def test_every_control_is_reached_by_tab(full: WindowRig, qtbot: QtBot) -> None:
    full.window.activateWindow()
    qtbot.waitUntil(full.window.isActiveWindow)
    full.window.viewer.setFocus()
    reached: list[QWidget] = []
    while (focus := QApplication.focusWidget()) not in reached and len(reached) < MOST_TABS:
        assert focus is not None
        reached.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab, *NEXT_OF_PICTURE if focus is full.window.viewer else ())
    # Of the radio buttons of a group, Tab reaches the one that is checked and arrow keys the others.
    missed = [w for w in controls(full) if w not in reached and not (isinstance(w, QRadioButton) and not w.isChecked())]
    assert missed == []


def test_tab_goes_back_the_same_way(full: WindowRig, qtbot: QtBot) -> None:
    full.window.activateWindow()
    qtbot.waitUntil(full.window.isActiveWindow)
    full.window.viewer.setFocus()
    QTest.keyClick(full.window.viewer, Qt.Key.Key_Tab, *NEXT_OF_PICTURE)
    assert not full.window.viewer.hasFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Backtab)
    assert full.window.viewer.hasFocus()


def test_it_fits_a_small_screen(full: WindowRig) -> None:
    hint = full.window.minimumSizeHint()
    assert hint.width() <= 1280
    assert hint.height() <= 800


def test_a_broken_geometry_leaves_the_usual_size(rig: WindowRig) -> None:
    rig.window.resize(900, 500)
    rig.window.restore_geometry(QByteArray(b"broken"))
    assert (rig.window.width(), rig.window.height()) == (1280, 800)


def test_a_layout_comes_back(rig: WindowRig) -> None:
    window = rig.window
    usual = window.layout_in_use
    window.columns.setSizes([300, 980])
    window.rail.set_opened_sections(["Patch", "Bookmarks"])
    window.centre.put(Place.BOTTOM)
    layout = window.layout_in_use
    assert layout != usual
    window.show_layout(usual)
    assert window.layout_in_use == usual
    stored = WindowLayout.from_bytes(layout.as_bytes())
    assert stored == layout
    assert stored is not None
    window.show_layout(stored)
    assert window.layout_in_use == layout
    assert window.columns.sizes()[0] == 300


@pytest.mark.parametrize("stored", [b"", b"broken", b"{}", b"[1]", b'{"drawer": {"place": "elsewhere"}}'])
def test_a_layout_that_cannot_be_read_is_none(stored: bytes) -> None:
    assert WindowLayout.from_bytes(stored) == (WindowLayout() if stored == b"{}" else None)


def test_the_rail_folds_and_comes_back_as_it_was(rig: WindowRig, qtbot: QtBot) -> None:
    window = rig.window
    window.rail.set_opened_sections(["Patch"])
    window.columns.setSizes([310, 970])
    width = window.rail.width()
    rig.choose("toggle_rail")
    assert not window.rail.isVisible()
    assert not window.menus.actions["toggle_rail"].isChecked()
    assert window.layout_in_use.rail_px == width
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.viewer.setFocus()
    QTest.keyClick(window.viewer, Qt.Key.Key_Tab)
    QApplication.processEvents()
    assert window.viewer.hasFocus()
    assert window.rail.width() == width
    assert window.rail.opened_sections() == ("Patch",)
    assert window.menus.actions["toggle_rail"].isChecked()


def test_a_plain_letter_folds_the_drawer_but_not_while_text_is_typed(rig: WindowRig, qtbot: QtBot) -> None:
    window = rig.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.viewer.setFocus()
    QTest.keyClick(window.viewer, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: not window.curves.isVisible())
    networks, in_use = window.network_panel.list, rig.session.state.network
    networks.setFocus()
    QTest.keyClick(networks, Qt.Key.Key_C)
    qtbot.waitUntil(window.curves.isVisible)
    QTest.keyClick(networks, Qt.Key.Key_S)
    assert rig.session.state.network == in_use, "a letter chooses no network"
    line = QLineEdit(window)
    line.show()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_C)
    assert line.text() == "c"
    assert window.curves.isVisible()
    line.hide()


def test_shift_f10_opens_the_menu_that_the_menu_key_does(rig: WindowRig, qtbot: QtBot) -> None:
    window = rig.window
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.viewer.setFocus()
    with qtbot.waitSignal(window.viewer.customContextMenuRequested):
        QTest.keyClick(window.viewer, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def test_commands_lay_the_drawer_out(rig: WindowRig) -> None:
    window, actions = rig.window, rig.window.menus.actions
    rig.choose("drawer_bottom")
    assert actions["drawer_bottom"].isChecked()
    assert window.drawer.y() > window.viewer.y()
    rig.choose("enlarge_drawer")
    assert not window.viewer.isVisible()
    rig.choose("leave")
    assert window.viewer.isVisible(), "Esc leaves the enlarged drawer"
    rig.choose("detach_drawer")
    assert window.drawer.window() is not window
    assert not actions["toggle_drawer"].isEnabled()
    window.drawer.window().close()
    assert window.drawer.window() is window
    assert not actions["detach_drawer"].isChecked()


def test_the_drawer_of_several_networks_is_a_line_at_the_bottom(rig: WindowRig) -> None:
    rig.run()
    assert rig.window.curves.isVisible()
    rig.rows.tick_networks((find("SRCNN"),), True)
    QApplication.processEvents()
    assert rig.window.drawer.folded
    assert rig.window.drawer.y() > rig.window.viewer.y()


def test_what_a_menu_item_does_stands_in_the_foot(rig: WindowRig) -> None:
    QApplication.sendEvent(rig.window, QStatusTipEvent("Open a picture file"))
    assert "Open a picture file" in words_in(rig.window.progress_strip)
    assert rig.window.progress_strip.isVisible()
    QApplication.sendEvent(rig.window, QStatusTipEvent(""))
    assert "Open a picture file" not in words_in(rig.window.progress_strip)


def test_closing_says_so_while_everything_is_there(rig: WindowRig, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rig.window.closing):
        rig.window.close()


def test_closing_in_the_middle_of_a_run_leaves_no_thread(rig: WindowRig) -> None:
    rig.window.closing.connect(rig.desk.close)
    rig.choices.choose_settings(LONG, "")
    rig.in_full_run()
    rig.window.close()
    assert not rig.desk.has_running_thread
    assert rig.analyses == []


def test_escape_cancels_wherever_the_focus_is(rig: WindowRig, qtbot: QtBot) -> None:
    rig.window.activateWindow()
    qtbot.waitUntil(rig.window.isActiveWindow)
    rig.window.rail.set_opened_sections(["Patch"])
    for part in (rig.window.viewer, rig.window.patch_panel.column, rig.window.network_panel.list):
        rig.runs.run_again()
        rig.choices.choose_settings(LONG, "")
        rig.in_full_run()
        part.setFocus()
        QTest.keyClick(part, Qt.Key.Key_Escape)
        assert rig.session.progress is None
    assert rig.ends == ["Cancelled"] * 3


def test_keys_of_the_menus_work_while_a_number_has_the_focus(rig: WindowRig, qtbot: QtBot) -> None:
    rig.run()
    rig.window.activateWindow()
    qtbot.waitUntil(rig.window.isActiveWindow)
    rig.window.rail.set_opened_sections(["Patch"])
    box = rig.window.patch_panel.column
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert rig.session.state.patch is not None
    assert rig.session.state.patch.x == 57
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rig.session.state.patch.x == 56
    QTest.keyClick(box, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert rig.session.view.signed


def test_tab_in_the_list_of_pictures_moves_on_and_ctrl_tab_does_everywhere(
    rig: WindowRig, tmp_path: Path, qtbot: QtBot
) -> None:
    window = rig.window
    strip = window.picture_panel.pictures
    rig.pictures.open_all(tuple(saved(tmp_path / f"{number}.png") for number in range(3)))
    qtbot.waitUntil(strip.list.isVisible)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for modifiers in ((), (Qt.KeyboardModifier.ControlModifier,)):
        strip.list.setFocus()
        QTest.keyClick(strip.list, Qt.Key.Key_Tab, *modifiers)
        assert not strip.list.hasFocus()
        assert window.rail.isVisible()
    strip.list.setFocus()
    QTest.keyClick(strip.list, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is strip.close_button
