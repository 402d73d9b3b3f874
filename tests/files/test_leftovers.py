"""Temporary files of killed programs are removed with the next save, a day later; nothing else ever is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lamgui.files import atomic
from lamgui.files.atomic import replacing

KILLED = """
import os, sys
from pathlib import Path
from lamgui.files.atomic import replacing
with replacing(Path(sys.argv[1])) as temporary:
    temporary.write_text("half")
    os._exit(9)
"""
TWO_DAYS_S = 2 * 24 * 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    return folder


def left_by_a_killed_program(folder: Path) -> Path:
    """What a program that ended in the middle of a save left, two days ago."""
    subprocess.run([sys.executable, "-c", KILLED, str(folder / "a.png")], check=False)
    (left,) = [path for path in folder.iterdir() if path.name.startswith(".lamgui-")]
    return aged(left)


def aged(path: Path, age_s: float = TWO_DAYS_S) -> Path:
    then_s = time.time() - age_s
    os.utime(path, (then_s, then_s))
    return path


def save(folder: Path) -> None:
    with replacing(folder / "b.txt") as temporary:
        temporary.write_text("whole")


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_next_save_into_the_folder_removes_it(folder: Path) -> None:
    left_by_a_killed_program(folder)
    save(folder)
    assert names_in(folder) == {"b.txt"}


def test_a_fresh_one_stays(folder: Path) -> None:
    left = aged(left_by_a_killed_program(folder), 60)
    save(folder)
    assert names_in(folder) == {left.name, "b.txt"}


def test_that_of_a_program_that_runs_stays_however_old(folder: Path) -> None:
    with replacing(folder / "slow.bin") as temporary:
        aged(temporary)
        save(folder)
        assert temporary.exists()
    assert names_in(folder) == {"slow.bin", "b.txt"}


def test_only_files_of_exactly_such_a_name_go(folder: Path) -> None:
    """Names that are nearly ours, folders, and links (what they point to too) stay."""
    gone = left_by_a_killed_program(folder).name
    near: tuple[str, ...] = (
        gone[1:],
        f"{gone}~",
        f"a{gone}",
        gone.replace("lamgui", "LAMGUI"),
        ".lamgui-notes.txt",
        f".lamgui-{'a' * 16}",
    )
    number, token = gone.removeprefix(".lamgui-").split("-")
    near += (f".lamgui-{number}-{token[:15]}", f".lamgui-{number}-{'g' * 16}.png")
    for name in near:
        aged_file = folder / name
        aged_file.write_text("mine")
        aged(aged_file)
    (folder / f".lamgui-{number}-{'0' * 16}").mkdir()
    aged(folder / f".lamgui-{number}-{'0' * 16}")
    mine = folder / "mine.txt"
    mine.write_text("mine")
    aged(mine)
    link = folder / f".lamgui-{number}-{'1' * 16}"
    try:
        link.symlink_to(mine)
    except OSError:
        pytest.skip("this system makes no links for this user")
    os.utime(link, (0, 0), follow_symlinks=False)
    before = names_in(folder)
    save(folder)
    assert names_in(folder) == before - {gone} | {"b.txt"}
    assert mine.read_text() == "mine"


def test_what_cannot_be_removed_stops_no_save(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = left_by_a_killed_program(folder)

    def refuse(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "unlink", refuse)
    save(folder)
    assert names_in(folder) == {left.name, "b.txt"}


def test_of_a_very_full_folder_only_so_many_files_are_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = left_by_a_killed_program(folder)
    monkeypatch.setattr(atomic, "MOST_LOOKED_AT", 0)
    save(folder)
    assert left.exists()
