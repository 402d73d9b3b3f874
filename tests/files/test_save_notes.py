"""A killed program's temporary files go at a later start, all else stays; no folder is listed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lamgui.cli.main import main
from lamgui.files.atomic import replacing
from lamgui.files.save_notes import remove_leftovers
from lamgui.files.user_folders import user_folder

SAVING = """
import os, sys
from pathlib import Path
from lamgui.files.atomic import replacing
with replacing(Path(sys.argv[1])) as temporary:
    temporary.write_text("half")
    print(temporary.name, flush=True)
    if sys.argv[2] == "killed":
        os._exit(9)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one."""
    folder = tmp_path / "a folder ü"
    folder.mkdir()
    return folder


@pytest.fixture
def left(folder: Path) -> Path:
    """What a program that was killed in the middle of a save left."""
    command = [sys.executable, "-c", SAVING, str(folder / "a.png"), "killed"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    (path,) = folder.iterdir()
    return path


@pytest.fixture
def being_written(folder: Path) -> Iterator[Path]:
    """What a program that runs is writing."""
    command = [sys.executable, "-c", SAVING, str(folder / "slow.png"), "runs on"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        yield folder / program.stdout.readline().decode().strip()
        program.stdin.close()
    assert program.returncode == 0


def notes() -> list[Path]:
    return sorted((user_folder() / "saving").iterdir())


def test_the_next_start_removes_what_a_killed_program_left(left: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(notes()) == 1
    assert main(["networks"]) == 0
    assert capsys.readouterr().out
    assert not left.exists()
    assert notes() == []


def test_what_a_running_program_writes_stays(being_written: Path) -> None:
    remove_leftovers()
    assert being_written.exists()
    assert len(notes()) == 1


def test_a_save_leaves_no_note(folder: Path) -> None:
    with replacing(folder / "b.txt") as temporary:
        temporary.write_text("whole")
        assert len(notes()) == 1
        remove_leftovers()
        assert temporary.exists()
    assert notes() == []
    assert [path.name for path in folder.iterdir()] == ["b.txt"]


def test_a_save_that_fails_leaves_no_note(folder: Path) -> None:
    with pytest.raises(KeyError), replacing(folder / "b.txt"):
        raise KeyError
    with pytest.raises(FileNotFoundError), replacing(folder / "none" / "b.txt"):
        pass
    assert notes() == []


def test_no_folder_is_listed_at_a_save(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a folder was listed")

    monkeypatch.setattr(os, "listdir", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    with replacing(folder / "b.txt") as temporary:
        temporary.write_text("whole")
    assert (folder / "b.txt").read_text() == "whole"


def test_without_a_data_folder_a_save_goes_on(folder: Path) -> None:
    user_folder().parent.mkdir(parents=True, exist_ok=True)
    # Nothing can be made below a file, whoever tries.
    user_folder().write_text("a file")
    with replacing(folder / "b.txt") as temporary:
        temporary.write_text("whole")
    remove_leftovers()
    assert (folder / "b.txt").read_text() == "whole"
    assert user_folder().read_text() == "a file"


@pytest.mark.parametrize(
    "name",
    [
        "mine.txt", "lamgui-0123456789abcdef", ".lamgui-notes.txt", ".lamgui-0123456789abcde",
        ".lamgui-0123456789abcdef~", "a.lamgui-0123456789abcdef", ".LAMGUI-0123456789abcdef",
        ".lamgui-0123456789abcdeg.png",
    ],
)  # fmt: skip
def test_a_note_removes_only_files_of_exactly_such_a_name(name: str, left: Path) -> None:
    mine = left.with_name(name)
    mine.write_text("mine")
    notes()[0].write_bytes(os.fsencode(mine))
    remove_leftovers()
    assert mine.read_text() == "mine"
    assert left.exists()


@pytest.mark.parametrize("content", [b"", b"\0", b"\xff\xfe", b"/" * 5000, b".lamgui-0123456789abcdef"])
def test_a_note_may_hold_anything(content: bytes, left: Path) -> None:
    notes()[0].write_bytes(content)
    remove_leftovers()
    assert left.exists()


def test_folders_and_links_stay(left: Path) -> None:
    mine = left.with_name("mine.txt")
    mine.write_text("mine")
    note = notes()[0]
    folder, link = left.with_name(f".lamgui-{'0' * 16}"), left.with_name(f".lamgui-{'1' * 16}")
    folder.mkdir()
    note.write_bytes(os.fsencode(folder))
    remove_leftovers()
    assert folder.is_dir()
    try:
        link.symlink_to(mine)
    except OSError:
        pytest.skip("this system makes no links for this user")
    note.write_bytes(os.fsencode(link))
    remove_leftovers()
    assert link.is_symlink()
    assert mine.read_text() == "mine"


def test_what_cannot_be_removed_is_tried_again(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == left:
            raise PermissionError(path)
        real(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        remove_leftovers()
    assert left.exists()
    remove_leftovers()
    assert not left.exists()
    assert notes() == []


def test_what_is_gone_already_needs_no_note(left: Path) -> None:
    left.unlink()
    remove_leftovers()
    assert notes() == []
