"""Two pictures of which one is a multiple of the other are opened, and a message asks whether they are a pair."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.imaging.pairs import Pair
from lamgui.imaging.prepare import Role
from lamgui.window.bind.pictures import TWO_PICTURES, question_of
from tests.small import saved
from tests.widgets.window_rig import WindowRig


def dropped(rig: WindowRig, folder: Path) -> None:
    """Drop an LR picture and its HR original on the window, and wait for the question."""
    paths = [saved(folder / "hr.png", 128, 96), saved(folder / "lr.png", 32, 24)]
    rig.window.files_dropped.emit(paths)
    rig.wait(lambda: bool(rig.window.message_bar.messages()))


def answers(rig: WindowRig) -> list[str]:
    return [button.text() for button in rig.window.message_bar.answer_buttons if button.isVisibleTo(rig.window)]


def test_the_answer_makes_them_a_pair(rig: WindowRig, tmp_path: Path) -> None:
    dropped(rig, tmp_path)
    bar = rig.window.message_bar
    assert bar.messages()[0].title == "hr.png is 4 times as large as lr.png. Is it its HR original?"
    assert answers(rig) == ["LR with its HR", TWO_PICTURES]
    assert not bar.dismiss_button.isVisibleTo(rig.window)
    bar.remarks_leave.timeout.emit()
    assert len(bar.messages()) == 1, "a question is no remark"
    QTest.mouseClick(bar.answer_buttons[0], Qt.MouseButton.LeftButton)
    assert bar.messages() == ()
    rig.wait(lambda: rig.session.state.role is Role.LR)
    picture = rig.session.state.picture
    assert picture is not None
    assert picture.reference is not None
    assert (picture.name, picture.reference.name) == ("lr.png", "hr.png")


def test_the_other_answer_and_esc_leave_two_pictures(rig: WindowRig, qtbot: QtBot, tmp_path: Path) -> None:
    rig.window.activateWindow()
    qtbot.waitUntil(rig.window.isActiveWindow)
    for leave in ("answer", "esc"):
        dropped(rig, tmp_path)
        bar, action = rig.window.message_bar, rig.window.menus.actions["leave"]
        assert action.text() == "Two pictures, not a pa&ir"
        if leave == "answer":
            QTest.mouseClick(bar.answer_buttons[1], Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(rig.window.viewer, Qt.Key.Key_Escape)
        assert (bar.messages(), rig.session.pairs) == ((), ())
        assert [path.name for path in rig.session.pictures] == ["hr.png", "lr.png"]
        assert rig.session.state.role is Role.HR


def test_of_one_size_the_clean_one_is_asked_for() -> None:
    a, b = Path("a.png"), Path("b.png")
    title, offered = question_of((Pair(a, b, 1), Pair(b, a, 1)))
    assert title == "a.png and b.png are of one size. Is one the original of the other?"
    assert offered == ("b.png is the clean one", "a.png is the clean one", TWO_PICTURES)
