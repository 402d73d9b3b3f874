"""Sessions of programs that are gone: each is found, whatever the clock says, and each answer is about one."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.session.autosave import Autosave
from lamgui.session.file import SMALL_VIEW, write_session
from lamgui.session.left_behind import DECLINED_DAYS, LeftBehindSessions, lock_file_of
from tests.session.test_file import contents

NO_PROCESS = 999999999
"""Above every number that a process can have."""

DAY_S = 24 * 3600.0


def left(folder: Path, name: str, at_s: float = 0.0) -> Path:
    """A session without a program, saved at a time."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.lamgui"
    write_session(path, contents(), embed_pictures=False)
    os.utime(path, (at_s, at_s))
    return path


def test_that_of_a_program_that_runs_is_none(tmp_path: Path) -> None:
    autosave = Autosave(tmp_path)
    autosave.write(contents())
    (own,) = tmp_path.glob("*.lamgui")
    assert LeftBehindSessions(tmp_path).all() == ()
    os.utime(own, (0, 0))
    assert LeftBehindSessions(tmp_path).all() == (), "a clock that was set says nothing of a program"


def test_that_of_a_program_that_was_killed_is_found_even_if_another_has_its_number(tmp_path: Path) -> None:
    path = left(tmp_path, f"{os.getpid()}-abc")
    hold = f"import os; from filelock import FileLock; FileLock({str(lock_file_of(path))!r}).acquire(); os._exit(1)"
    assert subprocess.run([sys.executable, "-c", hold], check=False, capture_output=True).returncode != 0
    assert lock_file_of(path).exists()
    assert [one.path for one in LeftBehindSessions(tmp_path).all()] == [path]


def test_of_version_0_1_0_the_number_of_its_process_says_whether_it_runs(tmp_path: Path) -> None:
    gone = left(tmp_path, f"{NO_PROCESS}-1")
    left(tmp_path, f"{os.getpid()}-1")
    assert [one.path for one in LeftBehindSessions(tmp_path).all()] == [gone]


def test_each_is_listed_with_what_tells_it_from_others(tmp_path: Path) -> None:
    older, newer = left(tmp_path, f"{NO_PROCESS}-a", DAY_S), left(tmp_path, f"{NO_PROCESS}-b", 2 * DAY_S)
    seen = replace(contents(), layout={SMALL_VIEW: b"a small PNG"})
    write_session(newer, seen, embed_pictures=False)
    os.utime(newer, (2 * DAY_S, 2 * DAY_S))
    (tmp_path / f"{NO_PROCESS}-c.lamgui").write_bytes(b"broken")
    first, second = LeftBehindSessions(tmp_path).all()
    assert (first.path, first.saved_at.timestamp(), first.small_view) == (newer, 2 * DAY_S, b"a small PNG")
    assert (second.path, second.saved_at.timestamp(), second.small_view) == (older, DAY_S, b"")
    assert seen.state.picture is not None
    assert (first.picture, first.networks) == (seen.state.picture.name, len(seen.state.networks))


def test_an_answer_is_about_one_alone_and_what_was_declined_stays_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = LeftBehindSessions(tmp_path)
    restored, declined, other = (left(tmp_path, f"{NO_PROCESS}-{name}") for name in "abc")
    now_s = 1000 * DAY_S
    monkeypatch.setattr("lamgui.session.left_behind.time.time", lambda: now_s)
    sessions.decline(declined)
    sessions.forget(restored)
    assert [(one.path.name, one.is_declined) for one in sessions.all()] == [
        (other.name, False),
        (f"{int(now_s)}-{declined.name}", True),
    ]
    now_s += (DECLINED_DAYS - 1) * DAY_S
    assert len(sessions.all()) == 2
    now_s += 2 * DAY_S
    assert [one.path for one in sessions.all()] == [other]
