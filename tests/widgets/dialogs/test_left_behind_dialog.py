"""Sessions after a crash: each is shown, and an answer is about the chosen one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pytestqt.qtbot import QtBot

from lamgui.session.left_behind import LeftBehind
from lamgui.widgets.dialogs.left_behind_dialog import NOTHING, LeftBehindDialog

AT = datetime(2026, 5, 4, 13, 7).astimezone()  # it is shown in the user's own
A, B = (LeftBehind(Path(name), AT, f"{name}.png", 2, b"") for name in "ab")
OLD = LeftBehind(Path("old"), AT, "", 1, b"no picture", is_declined=True)


def shown(qtbot: QtBot, *sessions: LeftBehind) -> LeftBehindDialog:
    dialog = LeftBehindDialog(sessions)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_each_is_listed_with_picture_time_and_networks(qtbot: QtBot) -> None:
    dialog = shown(qtbot, A, OLD)
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert texts == ["a.png\n2026-05-04 13:07 · 2 networks", "no picture\n2026-05-04 13:07 · 1 network · declined"]


def test_declining_takes_one_out_and_leaves_the_other(qtbot: QtBot) -> None:
    dialog = shown(qtbot, A, B)
    dialog.list.setCurrentRow(1)
    with qtbot.waitSignal(dialog.declined) as declined:
        dialog.decline_button.click()
    assert declined.args == [B.path]
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.restored) as restored:
        dialog.restore_button.click()
    assert restored.args == [A.path]
    assert not dialog.isVisible()


def test_what_was_declined_can_be_restored_and_not_declined_again(qtbot: QtBot) -> None:
    dialog = shown(qtbot, OLD)
    assert dialog.restore_button.isEnabled()
    assert not dialog.decline_button.isEnabled()


def test_without_any_it_says_so(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    assert dialog.words.text() == NOTHING
    assert not dialog.restore_button.isEnabled()
    assert not dialog.decline_button.isEnabled()
