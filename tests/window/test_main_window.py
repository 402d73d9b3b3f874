"""The window as a whole: reached by keyboard, named for screen readers, and closed without a trace at any moment."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
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
from lamgui.widgets.curves.curves import CurvesView
from lamgui.widgets.viewer.viewer import Viewer
from tests.rig import LONG
from tests.small import edsr_x2
from tests.widgets.window_rig import WindowRig

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
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    # Of the radio buttons of a group, Tab reaches the one that is checked and arrow keys the others.
    missed = [w for w in controls(full) if w not in reached and not (isinstance(w, QRadioButton) and not w.isChecked())]
    assert missed == []


def test_tab_goes_back_the_same_way(full: WindowRig, qtbot: QtBot) -> None:
    full.window.activateWindow()
    qtbot.waitUntil(full.window.isActiveWindow)
    full.window.viewer.setFocus()
    QTest.keyClick(full.window.viewer, Qt.Key.Key_Tab)
    assert not full.window.viewer.hasFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Backtab)
    assert full.window.viewer.hasFocus()


def test_it_fits_a_small_screen(full: WindowRig) -> None:
    hint = full.window.minimumSizeHint()
    assert hint.width() <= 1280
    assert hint.height() <= 800


def test_a_broken_layout_leaves_the_default(rig: WindowRig) -> None:
    rig.window.resize(900, 500)
    rig.window.restore_layout(QByteArray(b"broken"), QByteArray(b"broken"), QByteArray(b""), QByteArray(b""))
    assert (rig.window.width(), rig.window.height()) == (1280, 800)
    assert all(size > 100 for size in rig.window.columns.sizes())


def test_a_layout_comes_back(rig: WindowRig) -> None:
    window = rig.window
    window.columns.setSizes([400, 600, 280])
    sizes = window.columns.sizes()
    saved = (QByteArray(), window.columns.saveState(), *window.row_layouts())
    window.columns.setSizes([276, 800, 216])
    assert window.columns.sizes() != sizes
    window.restore_layout(*saved)
    assert window.columns.sizes() == sizes


def test_one_network_and_several_have_heights_of_their_own(rig: WindowRig) -> None:
    window = rig.window
    window.show_comparison(True)
    compared = window.rows.sizes()
    assert compared[0] > sum(compared) / 2, "the rows of the viewer need the room"
    window.show_comparison(False)
    alone = window.rows.sizes()
    assert alone != compared
    saved = window.row_layouts()
    window.rows.setSizes([100, 300, 300])
    window.show_comparison(True)
    assert window.rows.sizes() == compared
    window.restore_layout(QByteArray(), QByteArray(), *saved)
    assert window.rows.sizes() == compared
    window.show_comparison(False)
    assert window.rows.sizes() == alone


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
    box = rig.window.patch_panel.column
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert rig.session.state.patch is not None
    assert rig.session.state.patch.x == 57
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rig.session.state.patch.x == 56
    QTest.keyClick(box, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert rig.session.view.signed
