"""The page of preferences reports each change at once, as it is to be stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from lamgui.widgets.dialogs.preferences_dialog import FolderButton, PreferencesDialog, PreferenceValues


@pytest.fixture
def dialog(qtbot: QtBot) -> PreferencesDialog:
    values = PreferenceValues(125, "dark", 3, 1024, "sample")
    dialog = PreferencesDialog(values, (("Data", Path("/data/lamgui")),))
    # Deleted as it is closed, and by nothing else.
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    return dialog


def test_it_shows_what_holds(dialog: PreferencesDialog) -> None:
    assert (dialog.text_size.value(), dialog.theme.value(), dialog.start.value()) == (125, "dark", "sample")
    assert (dialog.threads.value(), dialog.memory.value()) == (3, 1024)
    assert any("/data/lamgui" in label.text() for label in dialog.findChildren(QLabel))


def test_each_change_is_reported_with_all_others(dialog: PreferencesDialog) -> None:
    reported: list[PreferenceValues] = []
    dialog.changed.connect(reported.append)
    QTest.keyClick(dialog.text_size, Qt.Key.Key_End)
    QTest.keyClick(dialog.theme, Qt.Key.Key_Home)
    QTest.keyClick(dialog.start, Qt.Key.Key_Home)
    dialog.threads.setValue(0)
    dialog.memory.setValue(1)
    assert reported[0] == PreferenceValues(150, "dark", 3, 1024, "sample")
    assert reported[-1] == dialog.values() == PreferenceValues(150, "system", 0, 64, "last")
    assert dialog.threads.text() == "Automatic"


def test_a_folder_is_opened_in_the_file_browser(dialog: PreferencesDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    (button,) = dialog.findChildren(FolderButton)
    button.click()
    assert opened == ["/data/lamgui"]


@pytest.mark.parametrize("percent", [100, 150])
def test_every_choice_can_be_read(dialog: PreferencesDialog, qtbot: QtBot, percent: int) -> None:
    font = dialog.font()
    font.setPointSizeF(font.pointSizeF() * percent / 100)
    dialog.setFont(font)
    with qtbot.waitExposed(dialog):
        dialog.show()
    for choice in (dialog.text_size, dialog.theme, dialog.start):
        longest = max(choice.fontMetrics().horizontalAdvance(choice.itemText(k)) for k in range(choice.count()))
        assert choice.width() >= longest + choice.fontMetrics().height(), "its arrow stands beside it"
