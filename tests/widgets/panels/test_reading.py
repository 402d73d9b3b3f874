"""The choices that a picture's file leaves are shown, report each choice once, and show it when it has been read so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.read import read_picture
from lamgui.imaging.reading import Colours, LevelRule, Reading
from lamgui.widgets.controls.form import Choice
from lamgui.widgets.panels.reading import ReadingControls
from tests.imaging.pictures import sixteen_bit
from tests.imaging.tiffs import tiff
from tests.small import saved


@pytest.fixture
def controls(qtbot: QtBot) -> ReadingControls:
    controls = ReadingControls()
    qtbot.addWidget(controls)
    controls.show()
    return controls


@pytest.fixture
def deep(tmp_path: Path) -> Picture:
    """Two pages of 16 bits in four bands."""
    numbers = np.concatenate([sixteen_bit(12, 9), sixteen_bit(12, 9)[..., :1]], axis=2)
    (tmp_path / "deep.tif").write_bytes(tiff(numbers, numbers, photometric=1, tags={338: (3, (0, 0, 0))}))
    return read_picture(tmp_path / "deep.tif")


def named(controls: ReadingControls, name: str) -> QWidget:
    return next(w for w in controls.findChildren(QWidget) if w.accessibleName() == name)


def choice(controls: ReadingControls, name: str) -> Choice:
    found = named(controls, name)
    assert isinstance(found, Choice)
    return found


def field(controls: ReadingControls, name: str) -> QLineEdit:
    found = named(controls, name)
    assert isinstance(found, QLineEdit)
    return found


def shown(controls: ReadingControls) -> set[str]:
    names = ("Levels", "Black and white", "Page", "Bands", "Colours", "HR original of the LR picture")
    return {name for name in names if named(controls, name).isVisible()}


def chosen_of(controls: ReadingControls) -> list[Reading]:
    chosen: list[Reading] = []
    controls.reading_chosen.connect(chosen.append)
    return chosen


def test_only_what_the_file_leaves_open_is_offered(controls: ReadingControls, deep: Picture, tmp_path: Path) -> None:
    controls.show_picture(None, Role.HR)
    assert shown(controls) == set()
    plain = read_picture(saved(tmp_path / "a.png"))
    controls.show_picture(plain, Role.HR)
    assert shown(controls) == set()
    controls.show_picture(plain, Role.LR)
    assert shown(controls) == {"HR original of the LR picture"}
    controls.show_picture(deep, Role.HR)
    assert shown(controls) == {"Levels", "Page", "Bands"}
    controls.show_picture(replace(deep, offers=replace(deep.offers, has_profile=True)), Role.HR)
    assert shown(controls) == {"Levels", "Page", "Bands", "Colours"}
    controls.show_picture(replace(deep, path=None), Role.LR)
    assert shown(controls) == set()


def test_each_choice_is_reported_once_and_shows_when_it_is_read(controls: ReadingControls, deep: Picture) -> None:
    chosen = chosen_of(controls)
    controls.show_picture(replace(deep, offers=replace(deep.offers, has_profile=True)), Role.HR)
    for name, value, wanted in (
        ("Levels", LevelRule.FULL, Reading(LevelRule.FULL)),
        ("Page", 2, Reading(page=2)),
        ("Colours", Colours.SRGB, Reading(colour=Colours.SRGB)),
    ):
        one = choice(controls, name)
        before = one.value()
        one.setCurrentIndex([one.itemText(k) for k in range(one.count())].index(text_of(value)))
        assert chosen.pop() == wanted
        assert chosen == []
        assert one.value() == before
    controls.show_picture(replace(deep, reading=Reading(LevelRule.FULL, page=2)), Role.HR)
    assert (choice(controls, "Levels").value(), choice(controls, "Page").value()) == (LevelRule.FULL, 2)
    assert chosen == []


def text_of(value: object) -> str:
    return {LevelRule.FULL: "Full scale", 2: "2 of 2", Colours.SRGB: "To sRGB"}[value]


def test_own_levels_and_bands_are_typed(controls: ReadingControls, deep: Picture) -> None:
    chosen = chosen_of(controls)
    controls.show_picture(deep, Role.HR)
    choice(controls, "Levels").setCurrentIndex(2)
    levels = field(controls, "Black and white")
    assert levels.isVisible()
    assert chosen == []
    enter(levels, "12, 4000")
    assert chosen.pop() == Reading((12, 4000))
    enter(field(controls, "Bands"), "4,3,2")
    assert chosen.pop() == Reading(bands=(4, 3, 2))
    controls.show_picture(replace(deep, reading=Reading((12, 4000), bands=(4, 3, 2))), Role.HR)
    assert (levels.text(), field(controls, "Bands").text()) == ("12,4000", "4,3,2")


def test_what_cannot_be_is_framed_and_says_why(controls: ReadingControls, deep: Picture) -> None:
    chosen = chosen_of(controls)
    controls.show_picture(deep, Role.HR)
    bands = field(controls, "Bands")
    enter(bands, "1,2")
    assert chosen == []
    assert "not three bands" in bands.toolTip()
    assert bands.styleSheet()
    controls.show_picture(deep, Role.HR)
    assert bands.text() == "1,2,3"
    assert not bands.styleSheet()


def test_the_original_is_asked_for_and_dropped(controls: ReadingControls, deep: Picture) -> None:
    said: list[str] = []
    controls.reference_wanted.connect(lambda: said.append("wanted"))
    controls.reference_dropped.connect(lambda: said.append("dropped"))
    for reference in (None, deep):
        controls.show_picture(replace(deep, reference=reference), Role.LR)
        QTest.mouseClick(controls.reference_button, Qt.MouseButton.LeftButton)
    assert said == ["wanted", "dropped"]


def enter(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
