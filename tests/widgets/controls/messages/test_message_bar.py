"""Messages stay until dismissed, stack, and give their details word for word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from lamgui.widgets.controls.messages.message_bar import MAX_MESSAGES, MessageBar
from lamgui.widgets.controls.severity import Severity, severity_colour, severity_surface
from lamgui.widgets.controls.theme import Scheme, make_palette


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    bar = MessageBar()
    qtbot.addWidget(bar)
    return bar


def press(button: QToolButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def titles(bar: MessageBar) -> list[str]:
    return [message.title for message in bar.messages()]


def test_hidden_until_there_is_something_to_say(bar: MessageBar) -> None:
    assert bar.isHidden()
    bar.show_error("notes.txt is no picture.", "Open a PNG.")
    assert not bar.isHidden()
    assert {"notes.txt is no picture.", "Open a PNG."} <= {label.text() for label in bar.findChildren(QLabel)}
    assert bar.accessibleName() == "error: notes.txt is no picture."
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert not bar.isHidden()
    press(bar.dismiss_button)
    assert bar.isHidden()


def test_newest_on_top_and_the_others_wait(bar: MessageBar) -> None:
    bar.show_error("first", "")
    bar.show_info("second")
    bar.show_error("third", "")
    assert titles(bar) == ["third", "second", "first"]
    assert bar.more_button.text() == "2 more"
    press(bar.more_button)
    assert titles(bar) == ["second", "first", "third"]
    press(bar.dismiss_button)
    assert titles(bar) == ["first", "third"]
    assert bar.more_button.text() == "1 more"
    press(bar.dismiss_all_button)
    assert bar.isHidden()


def test_a_closed_bar_does_not_come_back_when_a_remark_would_leave(bar: MessageBar) -> None:
    bar.show_error("stays", "")
    bar.show_info("leaves")
    assert bar.remarks_leave.isActive()
    bar.close()
    assert not bar.remarks_leave.isActive()


def test_one_message_has_no_others(bar: MessageBar) -> None:
    bar.show_error("first", "")
    assert bar.more_button.isHidden()
    assert bar.dismiss_all_button.isHidden()


def test_the_same_message_stands_there_once(bar: MessageBar) -> None:
    bar.show_error("first", "")
    bar.show_error("second", "")
    bar.show_error("first", "")
    assert titles(bar) == ["first", "second"]


def test_a_flood_is_bounded(bar: MessageBar) -> None:
    for index in range(MAX_MESSAGES + 10):
        bar.show_error(f"error {index}", "")
    assert len(titles(bar)) == MAX_MESSAGES
    assert titles(bar)[0] == f"error {MAX_MESSAGES + 9}"


def test_details_are_one_click_away_and_plain(bar: MessageBar) -> None:
    bar.show_error("<b>odd</b>.png", "Open another.", "line 1\n<i>line 2</i>")
    assert bar.details.isHidden()
    odd = next(label for label in bar.findChildren(QLabel) if label.text() == "<b>odd</b>.png")
    assert odd.textFormat() is Qt.TextFormat.PlainText
    press(bar.details_button)
    assert not bar.details.isHidden()
    assert bar.details.toPlainText() == "line 1\n<i>line 2</i>"
    assert bar.details.isReadOnly()
    press(bar.copy_button)
    assert QApplication.clipboard().text() == "<b>odd</b>.png\nOpen another.\nline 1\n<i>line 2</i>"
    bar.show_info("plain")
    assert bar.details.isHidden()
    assert bar.details_button.isHidden()


@pytest.mark.parametrize("scheme", [Scheme.DARK, Scheme.LIGHT])
@pytest.mark.parametrize("severity", list(Severity))
def test_text_is_legible_on_every_tone(scheme: Scheme, severity: Severity) -> None:
    palette = make_palette(scheme)
    assert contrast(palette.color(QPalette.ColorRole.WindowText), severity_surface(severity, palette)) > 7
    assert contrast(severity_colour(severity, palette), palette.color(QPalette.ColorRole.Window)) > 4.5


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: QColor) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_remarks_go_by_themselves_and_errors_stay(bar: MessageBar) -> None:
    bar.show_info("saved")
    bar.show_error("failed")
    bar.show_info("opened")
    assert bar.remarks_leave.isActive()
    assert bar.remarks_leave.interval() == 6000
    bar.remarks_leave.timeout.emit()
    assert titles(bar) == ["failed"]
    assert not bar.isHidden()
    press(bar.dismiss_button)
    bar.show_info("saved again")
    bar.remarks_leave.timeout.emit()
    assert bar.isHidden()


def test_a_remark_under_the_pointer_waits(bar: MessageBar, monkeypatch: pytest.MonkeyPatch) -> None:
    bar.show_info("saved")
    monkeypatch.setattr(bar, "underMouse", lambda: True)
    bar.remarks_leave.timeout.emit()
    assert titles(bar) == ["saved"]
    assert bar.remarks_leave.isActive()


def test_all_messages_stay_in_the_log(bar: MessageBar) -> None:
    bar.show_error("failed", "do this", "word for word")
    bar.show_info("saved")
    bar.show_error("failed", "do this", "word for word")
    bar.dismiss_all_button.click()
    logged = bar.logged()
    assert [one.message.title for one in logged] == ["failed", "saved", "failed"]
    assert logged[0].at <= logged[1].at <= logged[2].at
    assert logged[0].as_text().endswith("error: failed\ndo this\nword for word")
