"""A group opens and closes by mouse and key, and reports only that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lamgui.widgets.controls.collapsible import Collapsible


def test_opens_and_closes(qtbot: QtBot) -> None:
    body = QLabel("body")
    group = Collapsible("Patch", body, opened=False)
    qtbot.addWidget(group)
    reported: list[bool] = []
    group.opened_changed.connect(reported.append)
    assert body.isHidden()
    group.set_opened(True)
    assert not body.isHidden()
    assert reported == []
    QTest.mouseClick(group.header, Qt.MouseButton.LeftButton)
    assert body.isHidden()
    QTest.keyClick(group.header, Qt.Key.Key_Space)
    assert group.opened
    assert reported == [False, True]
