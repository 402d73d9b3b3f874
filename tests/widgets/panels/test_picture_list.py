"""The strip of pictures: asks for what is in view alone, and reports what is chosen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.widgets.panels.picture_list import PictureList

PATHS = tuple(Path(f"/pictures/set/{k}.png") for k in range(40))


@pytest.fixture
def strip(qtbot: QtBot) -> PictureList:
    strip = PictureList()
    qtbot.addWidget(strip)
    strip.resize(240, 120)
    return strip


def test_it_is_hidden_without_pictures_and_says_where_one_is(strip: PictureList) -> None:
    assert strip.isHidden()
    strip.show_pictures(PATHS, PATHS[2])
    assert not strip.isHidden()
    assert strip._place.text() == "3 of 40 · set"
    strip.show_pictures(PATHS, Path("/elsewhere.png"))
    assert strip._place.text() == "40 pictures · set"
    strip.show_pictures((), None)
    assert strip.isHidden()


def test_only_what_is_in_view_is_asked_for_and_once(strip: PictureList, qtbot: QtBot) -> None:
    asked: list[list[Path]] = []
    strip.thumbnails_wanted.connect(asked.append)
    strip.show_pictures(PATHS, PATHS[0])
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    first = set(asked[-1])
    assert PATHS[0] in first
    assert len(first) < 8
    strip.show_thumbnails({path: np.zeros((48, 64, 3), np.uint8) for path in first})
    assert not strip.list.item(0).icon().isNull()
    strip.show_pictures(PATHS, PATHS[-1])
    qtbot.waitUntil(lambda: PATHS[-1] in asked[-1])
    assert not set(asked[-1]) & first


def test_keys_and_buttons_report_and_the_program_does_not(strip: PictureList, qtbot: QtBot) -> None:
    chosen: list[Path] = []
    strip.picture_chosen.connect(chosen.append)
    strip.show_pictures(PATHS, PATHS[0])
    QTest.keyClick(strip.list, Qt.Key.Key_Right)
    assert chosen == [PATHS[1]]
    for button, signal in (
        (strip.next_button, strip.next_wanted),
        (strip.previous_button, strip.previous_wanted),
        (strip.close_button, strip.close_wanted),
    ):
        with qtbot.waitSignal(signal):
            button.click()
