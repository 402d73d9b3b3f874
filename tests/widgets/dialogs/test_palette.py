"""The list of all commands: typing finds one, Enter runs it, and what cannot be chosen says why and does nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.widgets.dialogs.palette import Palette, PaletteLine

LINES = (
    PaletteLine("open", "File", "Open picture", "Ctrl+O", "Open an HR or LR picture"),
    PaletteLine("save", "File", "Save session", "Ctrl+S", "All in one file", "This needs a picture."),
    PaletteLine("signed", "View", "Signed map", "Ctrl+T", "Show the sign", ticked=True, search_words="export html"),
)


@pytest.fixture
def palette(qtbot: QtBot) -> Palette:
    palette = Palette(LINES)
    # Deleted as it is closed, and by nothing else.
    palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(palette)
    with qtbot.waitExposed(palette):
        palette.show()
    return palette


def test_all_are_listed_with_their_menu_and_keys(palette: Palette) -> None:
    assert palette.shown() == LINES
    items = [palette.list.topLevelItem(row) for row in range(3)]
    texts = [[item.text(column) for column in range(3)] for item in items if item is not None]
    assert texts == [
        ["Open picture", "File", "Ctrl+O"],
        ["Save session", "File", "Ctrl+S"],
        ["Signed map ✓", "View", "Ctrl+T"],
    ]


def test_typing_finds_one_and_enter_runs_it(palette: Palette) -> None:
    chosen: list[str] = []
    palette.command_chosen.connect(chosen.append)
    QTest.keyClicks(palette.words, "si")
    assert [line.id for line in palette.shown()] == ["signed", "save"], "what can be chosen comes first"
    QTest.keyClick(palette.words, Qt.Key.Key_Return)
    assert chosen == ["signed"]
    assert not palette.isVisible()


def test_search_words_find_a_command_that_is_called_otherwise(palette: Palette) -> None:
    QTest.keyClicks(palette.words, "html")
    assert [line.id for line in palette.shown()] == ["signed"]


def test_keys_move_in_the_list_and_what_cannot_be_chosen_says_why(palette: Palette) -> None:
    chosen: list[str] = []
    palette.command_chosen.connect(chosen.append)
    assert palette.note.text() == "Open an HR or LR picture"
    QTest.keyClick(palette.words, Qt.Key.Key_Down)
    assert palette.note.text() == "This needs a picture."
    QTest.keyClick(palette.words, Qt.Key.Key_Return)
    assert chosen == []
    assert palette.isVisible()
    QTest.keyClicks(palette.words, "zzz")
    assert palette.shown() == ()
    assert palette.note.text() == "No command is called so."
    QTest.keyClick(palette.words, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_words_of_what_a_command_does_find_it_behind_all_names(palette: Palette) -> None:
    palette.words.setText("picture")
    assert [line.id for line in palette.shown()] == ["open"]
    palette.words.setText("sign")
    assert [line.id for line in palette.shown()] == ["signed"]
    palette.words.setText("lr picture")
    assert [line.id for line in palette.shown()] == ["open"]
