"""A new study by picking: what is chosen at first, what is missing, and what is reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.prepare import Role
from lamgui.jobs.studies.stating import StudyChoices
from lamgui.networks.catalogue import bundled
from lamgui.session.state import Bookmark, State
from lamgui.widgets.studies.network_choices import NOT_TICKED
from lamgui.widgets.studies.new_study_dialog import NewStudyDialog
from tests.small import hr_picture
from tests.widgets.letters import repeated_letters

SETTINGS = Settings(steps=7, rule="midpoint", surroundings=32)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> Iterator[NewStudyDialog]:
    bookmark = Bookmark("Eye", Patch(4, 8, 16), "a.png", "0", tmp_path / "a.png")
    state = State(
        picture=hr_picture(),
        network=bundled()[1],
        compared=bundled()[:2],
        settings=SETTINGS,
        bookmarks=(bookmark,),
    )
    dialog = NewStudyDialog(state, bundled(), (tmp_path / "a.png", tmp_path / "b.png"), {"studies": str(tmp_path)})
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.close()


def made(dialog: NewStudyDialog) -> StudyChoices:
    reported: list[StudyChoices] = []
    dialog.made.connect(reported.append)
    assert dialog.problem.text() == ""
    dialog.make_button.click()
    return reported[0]


def test_the_main_window_says_what_is_chosen_at_first(dialog: NewStudyDialog, tmp_path: Path) -> None:
    assert made(dialog) == StudyChoices(
        tmp_path / "study-1.study",
        (tmp_path / "a.png", tmp_path / "b.png"),
        bundled()[:2],
        ("centre:16",),
        settings=SETTINGS,
        role=Role.HR,
    )
    assert not dialog.isVisible()


def test_everything_can_be_chosen_otherwise(dialog: NewStudyDialog, tmp_path: Path) -> None:
    patches = dialog.patches
    dialog.folder.setText(str(tmp_path / "other"))
    for box in (patches.centre, patches.hard, patches.grid, patches.bookmarks):
        box.click()
    patches.hard_count.setValue(5)
    patches.size_box.setValue(24)
    patches.grid_step.setValue(40)
    dialog.surroundings.setCurrentIndex(1)
    dialog.session_settings.click()
    dialog.networks.list.item(0).setCheckState(NOT_TICKED)
    dialog.pictures.list.item(0).setSelected(True)
    dialog.pictures.remove_button.click()
    choices = made(dialog)
    assert choices.folder == tmp_path / "other.study"
    assert choices.patches == ("hard:5:24", "grid:24:40")
    assert [one.name for one in choices.bookmarks] == ["Eye"]
    assert (choices.surroundings, choices.settings) == (None, Settings())
    assert choices.networks == bundled()[1:2]
    assert choices.pictures == (tmp_path / "b.png",)


def test_what_is_missing_is_said(dialog: NewStudyDialog, tmp_path: Path) -> None:
    dialog.patches.centre.click()
    assert dialog.problem.text() == "Choose the patches of each picture."
    dialog.patches.centre.click()
    (tmp_path / "there.study").mkdir()
    dialog.folder.setText(str(tmp_path / "there"))
    assert dialog.problem.text() == "there.study is there already: choose another name."
    dialog.folder.setText("")
    assert dialog.problem.text() == "The study needs a folder."
    assert not dialog.make_button.isEnabled()


def test_letters_are_unique(dialog: NewStudyDialog) -> None:
    assert repeated_letters(dialog) == {}
