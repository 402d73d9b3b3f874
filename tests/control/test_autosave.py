"""The session is saved for after a crash once its changes are over, and not left behind by a program that ends well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.control.controllers import FileControllers
from lamgui.session.file import read_session
from lamgui.session.left_behind import LeftBehindSessions
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
    (file,) = (tmp_path / "home" / "autosave").glob("*.lamgui")
    contents = read_session(file).contents
    assert contents.state.patch == Patch(3, 2, 16)
    assert list(contents.analyses) == []


def test_a_program_that_ends_as_it_should_leaves_no_session_behind(rig: Rig, tmp_path: Path) -> None:
    autosave = FileControllers(rig, tmp_path / "home").autosave
    autosave.save()
    rig.wait(lambda: not rig.desk.is_busy("autosave"))
    assert len(list((tmp_path / "home" / "autosave").glob("*.lamgui"))) == 1
    autosave.close()
    assert list((tmp_path / "home" / "autosave").iterdir()) == []


def test_changes_that_come_while_the_program_ends_are_not_saved(rig: Rig, tmp_path: Path) -> None:
    autosave = FileControllers(rig, tmp_path / "home").autosave
    rig.rows.move_patch(Patch(1, 2, 16), "drag-1")
    autosave.stop()
    assert not autosave._timer.isActive()
    rig.rows.move_patch(Patch(2, 2, 16), "drag-1")
    assert not autosave._timer.isActive()


def test_what_was_left_behind_is_deleted_only_when_it_is_saved_again(
    rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = FileControllers(rig, tmp_path / "home")
    folder = tmp_path / "home" / "autosave"
    files.autosave.save()
    rig.wait(lambda: not rig.desk.is_busy("autosave"))
    (own,) = folder.glob("*.lamgui")
    left = folder / "999999999-1.lamgui"
    left.write_bytes(own.read_bytes())
    files.autosave.close()
    forgotten: list[bool] = []
    forget = LeftBehindSessions.forget

    def noted(sessions: LeftBehindSessions, path: Path) -> None:
        forgotten.append(own.exists())
        forget(sessions, path)

    monkeypatch.setattr(LeftBehindSessions, "forget", noted)
    files.autosave.restore(left)
    rig.wait(lambda: not left.exists())
    assert forgotten == [True]


def test_ended_from_outside_the_session_is_there(rig: Rig, tmp_path: Path) -> None:
    autosave = FileControllers(rig, tmp_path / "home").autosave
    autosave.save_at_the_end()
    rig.desk.close()
    (file,) = (tmp_path / "home" / "autosave").glob("*.lamgui")
    assert read_session(file).contents.state.picture is not None
