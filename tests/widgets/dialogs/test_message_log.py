"""The log shows every message of the run in full, the newest first, and copies them all."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from lamgui.widgets.controls.messages.message_bar import MessageBar
from lamgui.widgets.dialogs.message_log import NONE_YET, MessageLog


def test_every_message_is_there_with_its_details(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_error("failed", "do this", "word for word")
    bar.show_info("saved")
    log = MessageLog(bar.logged())
    qtbot.addWidget(log)
    assert [log.list.item(k).text().split("  ")[1] for k in range(2)] == ["saved", "failed"]
    log.list.setCurrentRow(1)
    assert log.text.toPlainText().endswith("error: failed\ndo this\nword for word")
    log.copy_all()
    copied = QGuiApplication.clipboard().text()
    assert copied.index("word for word") < copied.index("saved")


def test_an_empty_log_says_so(qtbot: QtBot) -> None:
    log = MessageLog(())
    qtbot.addWidget(log)
    assert log.text.toPlainText() == NONE_YET
