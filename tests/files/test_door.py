"""What is opened is a regular file of a bounded size, and nobody waits for it for ever."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from lamgui.base.errors import PictureError
from lamgui.base.file_limits import Limit
from lamgui.base.generators import result_of
from lamgui.files import door
from lamgui.files.door import NotAFile, ReadStopped, Silent, TooLarge, hashing, opened, read_bytes, sha256_of
from lamgui.files.wanted import Wanted

WANTED = Wanted(PictureError, Limit("LAMGUI_TEST_MIB", 1), "a picture", "PNG")


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_socket(path: Path) -> None:
    # The name of a socket is short: it is made from inside its folder.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize("make", [a_pipe, a_device, a_socket])
def test_pipes_devices_and_sockets_are_no_files(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "x.png"
    make(path)
    with pytest.raises(NotAFile):
        read_bytes(path, 100)
    with pytest.raises(PictureError, match="is a device or a pipe, not a file"):
        WANTED.read(path)
    assert sha256_of(path) is None


def test_a_folder_is_none(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        read_bytes(tmp_path, 100)


def test_all_bytes_and_their_hash(tmp_path: Path) -> None:
    content = bytes(range(256)) * 9000
    (tmp_path / "f").write_bytes(content)
    assert read_bytes(tmp_path / "f", len(content)) == content
    counted: list[int] = []
    assert result_of(hashing(tmp_path / "f"), counted.append) == hashlib.sha256(content).hexdigest()
    assert counted == [1 << 20, 2 << 20, len(content)]
    assert sha256_of(tmp_path / "f") == hashlib.sha256(content).hexdigest()
    with opened(tmp_path / "f", len(content)) as stream:
        stream.seek(-6, os.SEEK_END)
        assert (stream.read(4), stream.tell(), stream.read(9)) == (content[-6:-2], len(content) - 2, content[-2:])


def test_a_limit_holds_for_what_is_stated_and_for_what_comes(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(bytes(101))
    for read in (read_bytes, lambda path, most: opened(path, most).__enter__()):
        with pytest.raises(TooLarge):
            read(tmp_path / "f", 100)
    # A file of the system that states no size.
    with pytest.raises(TooLarge):
        read_bytes(Path("/proc/self/smaps"), 100)


def test_a_limit_can_be_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "f").write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(PictureError, match=r"f has 1.0 MiB; files of at most 1.0 MiB are opened"):
        WANTED.read(tmp_path / "f")
    monkeypatch.setenv("LAMGUI_TEST_MIB", "2")
    assert len(WANTED.read(tmp_path / "f")) == (1 << 20) + 1
    monkeypatch.setenv("LAMGUI_TEST_MIB", "-2")
    with pytest.raises(PictureError, match="are opened"):
        WANTED.read(tmp_path / "f")


def test_a_file_that_does_not_answer_is_left_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, really = Event(), os.open
    monkeypatch.setattr(door, "SILENT_AT_MOST_S", 0.0)

    def hanging(path: Path, how: int) -> int:
        gate.wait()
        return really(path, how)

    monkeypatch.setattr(os, "open", hanging)
    (tmp_path / "f").write_bytes(b"late")
    with pytest.raises(Silent):
        read_bytes(tmp_path / "f", 100)
    with pytest.raises(PictureError, match="does not answer"):
        WANTED.read(tmp_path / "f")
    gate.set()


def test_a_wait_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, stop, really = Event(), Event(), os.open

    def hanging(path: Path, how: int) -> int:
        stop.set()
        gate.wait()
        return really(path, how)

    monkeypatch.setattr(os, "open", hanging)
    (tmp_path / "f").write_bytes(b"late")
    with pytest.raises(ReadStopped):
        read_bytes(tmp_path / "f", 100, stop)
    gate.set()
