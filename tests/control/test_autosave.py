"""The session is saved for after a crash once its changes are over, and not left behind by a program that ends well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.control.controllers import FileControllers
from lamgui.session.file import read_session
from tests.rig import Rig


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(qtbot)
    yield rig
    rig.desk.close()


def test_changes_that_follow_each_other_are_saved_once_and_a_crash_leaves_them(rig: Rig, tmp_path: Path) -> None:
    autosave = FileControllers(rig, tmp_path / "home").autosave
    for x in (1, 2, 3):
        rig.rows.move_patch(Patch(x, 2, 16), "drag-1")
    assert not (tmp_path / "home" / "autosave").exists(), "the drag may go on"
    assert autosave._timer.isActive()
    autosave._timer.timeout.emit()
    rig.wait(lambda: not rig.desk.is_busy("autosave"))
    (file,) = (tmp_path / "home" / "autosave").iterdir()
    contents = read_session(file).contents
    assert contents.state.patch == Patch(3, 2, 16)
    assert list(contents.analyses) == []


def test_a_program_that_ends_as_it_should_leaves_no_session_behind(rig: Rig, tmp_path: Path) -> None:
    autosave = FileControllers(rig, tmp_path / "home").autosave
    autosave.save()
    rig.wait(lambda: not rig.desk.is_busy("autosave"))
    assert len(list((tmp_path / "home" / "autosave").iterdir())) == 1
    autosave.close()
    assert list((tmp_path / "home" / "autosave").iterdir()) == []
