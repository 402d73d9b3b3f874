"""The head of a cell: what is elided where it is narrow, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lamgui.widgets.viewer.cells.cell_head import CellHead, limit_equally
from lamgui.widgets.viewer.cells.cell_title import CellTitle

TITLE = CellTitle("FSRCNN (lamgui)", 2, "34.9 eff. px · 15.6 dB", "34.9 px", is_current=True)


@pytest.fixture
def head(qtbot: QtBot) -> Iterator[CellHead]:
    # A window of its own would have the keyboard, and be no narrower than it likes.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 60)
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    head = CellHead(window)
    head.show_title(TITLE)
    head.resize(500, 24)
    window.show()
    window.setFocus()
    yield head
    window.close()


def test_with_room_all_of_it_is_there(head: CellHead) -> None:
    assert head._detail.text() == TITLE.detail
    assert head.large_button.isVisible()
    assert head.menu_button.isVisible()
    assert head.accessibleName() == "FSRCNN (lamgui), 34.9 eff. px · 15.6 dB, in focus"


def test_buttons_give_way_to_numbers_and_come_back_under_the_pointer(head: CellHead) -> None:
    texts = head._name.fontMetrics().horizontalAdvance(TITLE.name) + head._advance(head._detail, TITLE.detail)
    head.resize(texts + 50, 24)
    assert not head.large_button.isVisible()
    assert head._detail.text() == TITLE.detail
    head.show_pointed(True)
    assert head.large_button.isVisible()
    assert head._detail.text() == "34.9 px"
    head.show_pointed(False)
    assert not head.large_button.isVisible()


@pytest.mark.parametrize("width", [300, 160, 90])
def test_a_name_of_113_letters_pushes_nothing_out(head: CellHead, width: int) -> None:
    head.show_title(CellTitle("x" * 113, 0, TITLE.detail, TITLE.short))
    head.resize(width, 24)
    assert head._detail.text() == (TITLE.short if width > 100 else "")
    for part in (head._chip, head._name, head._detail, head.large_button, head.menu_button):
        if part.isVisible():
            assert part.geometry().right() < width
    assert head._name.width() > 0.3 * width
    assert "x" * 113 in head._name.toolTip()


def test_keys_put_in_focus_enlarge_move_and_hide(head: CellHead) -> None:
    heard: list[object] = []
    head.chosen.connect(lambda: heard.append("chosen"))
    head.large_wanted.connect(heard.append)
    head.moved.connect(heard.append)
    head.hidden.connect(lambda: heard.append("hidden"))
    for key, modifiers in (
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(head, key, modifiers)
    assert heard == ["chosen", True, -1, 1, "hidden"]
    assert [action.text() for action in head.make_menu().actions() if action.text()] == [
        "Put in &focus", "&Enlarge", "Move to&wards the first", "Move towards the &last", "&Hide",
    ]  # fmt: skip


def test_its_height_does_not_depend_on_what_it_shows(head: CellHead) -> None:
    height = head.sizeHint().height()
    head.resize(60, height)
    head.show_title(CellTitle("HR", None))
    head.show_actions(is_row=False, hides=False)
    assert head.sizeHint().height() == head.minimumSizeHint().height() == height


def test_a_cell_that_is_no_row_has_no_buttons_of_one(head: CellHead) -> None:
    head.show_actions(is_row=False, hides=True)
    assert not head.large_button.isVisible()
    assert [action.text() for action in head.make_menu().actions()] == ["&Hide"]
    head.show_actions(is_row=False, hides=False)
    assert head.make_menu().actions() == []


@pytest.mark.parametrize("width", range(90, 320, 10))
def test_a_number_is_shown_whole_or_not_at_all(head: CellHead, width: int) -> None:
    """A part of it would be another number."""
    font = head.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    head.setFont(font)
    head.resize(width, 36)
    limit_equally([head], width)
    words = head._detail.text()
    assert words in (TITLE.detail, TITLE.short, "")
    assert head._detail.width() >= head._detail.fontMetrics().horizontalAdvance(words)
