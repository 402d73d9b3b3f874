"""A file that is replaced is the old one or the whole new one, with the permissions it should have."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from lamgui.files.atomic import replacing

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    return folder


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_appears_when_the_block_ends(folder: Path) -> None:
    with replacing(folder / "a.txt") as temporary:
        temporary.write_text("new")
        assert not (folder / "a.txt").exists()
    assert [p.name for p in folder.iterdir()] == ["a.txt"]
    assert (folder / "a.txt").read_text() == "new"


def test_an_error_leaves_the_old_file_and_nothing_else(folder: Path) -> None:
    (folder / "a.txt").write_text("old")

    def write_half() -> None:
        with replacing(folder / "a.txt") as temporary:
            temporary.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_half()
    assert [p.name for p in folder.iterdir()] == ["a.txt"]
    assert (folder / "a.txt").read_text() == "old"


def test_the_new_file_takes_the_name_and_the_old_bytes_are_never_written_over(folder: Path) -> None:
    """Another name of the old file still has all of it: a power cut at any moment would too."""
    (folder / "a.txt").write_text("old")
    os.link(folder / "a.txt", folder / "other name")
    with replacing(folder / "a.txt") as temporary:
        temporary.write_text("new")
    assert (folder / "a.txt").read_text() == "new"
    assert (folder / "other name").read_text() == "old"


def test_the_new_bytes_are_on_the_disk_before_they_have_the_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a power cut can leave the new name on an empty file."""
    path, written = folder / "a.txt", os.fsync
    path.write_text("old")
    seen: list[tuple[str, int]] = []

    def fsync(number: int) -> None:
        seen.append((path.read_text(), os.fstat(number).st_size))
        written(number)

    monkeypatch.setattr(os, "fsync", fsync)
    with replacing(path) as temporary:
        temporary.write_text("newer")
    assert seen == [("old", 5)]


@posix
def test_a_new_file_has_the_permissions_of_any_new_file(folder: Path) -> None:
    (folder / "usual").touch()
    with replacing(folder / "a.txt") as temporary:
        temporary.write_text("new")
    assert mode_of(folder / "a.txt") == mode_of(folder / "usual")


@posix
def test_an_old_file_keeps_its_permissions(folder: Path) -> None:
    (folder / "a.txt").touch()
    (folder / "a.txt").chmod(0o640)
    with replacing(folder / "a.txt") as temporary:
        temporary.write_text("new")
    assert mode_of(folder / "a.txt") == 0o640


def test_the_longest_name_that_a_folder_takes_is_taken(folder: Path) -> None:
    path = folder / ("n" * 251 + ".png")
    with replacing(path) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "new"
