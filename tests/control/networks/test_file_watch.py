"""A file that changed is told of once, when at rest: written in pieces, replaced by a rename, gone for a moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.control.networks.file_watch import FileWatch, Looks, looks_of

PATIENCE_MS = 10_000


class Watched:
    """A watch over files of a folder, and what it told."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self.path = folder / "größe 4.pth"
        self.path.write_bytes(b"one")
        self.told: list[Path] = []
        self.watch = FileWatch(at_rest_ms=60)
        self.watch.file_changed.connect(self.told.append)
        self.watch.watch({self.path})

    def wait(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def told_once(self) -> None:
        """It was told, and nothing is left to tell."""
        self.wait(lambda: bool(self.told))
        self.wait(lambda: not self.watch._settle.isActive())
        assert self.told == [self.path]
        self.told.clear()


@pytest.fixture
def watched(qtbot: QtBot, tmp_path: Path) -> Watched:
    return Watched(qtbot, tmp_path)


def test_a_file_written_in_pieces_is_told_once(watched: Watched) -> None:
    with watched.path.open("wb") as stream:
        for piece in range(4):
            stream.write(bytes(1000))
            stream.flush()
            watched.wait(watched.watch._settle.isActive)
            assert watched.told == [], f"it was told of after piece {piece}, while it was being written"
    watched.told_once()


def test_a_file_replaced_by_a_rename_is_told_each_time(watched: Watched) -> None:
    for text in (b"two", b"six"):
        other = watched.path.with_name("other")
        other.write_bytes(text)
        other.replace(watched.path)
        watched.told_once()


def test_a_file_that_is_gone_for_a_moment_is_told_of_when_it_is_back(watched: Watched) -> None:
    watched.path.unlink()
    watched.wait(watched.watch._settle.isActive)
    watched.wait(lambda: not watched.watch._settle.isActive())
    assert watched.told == []
    watched.path.write_bytes(b"two")
    watched.told_once()


def test_other_files_of_the_folder_are_not_told_of(watched: Watched) -> None:
    watched.path.with_name("log").write_bytes(b"step 1")
    watched.wait(watched.watch._settle.isActive)
    watched.wait(lambda: not watched.watch._settle.isActive())
    assert watched.told == []
    watched.watch.watch(set())
    assert watched.watch._watcher.files() == watched.watch._watcher.directories() == []


def test_a_change_without_notice_is_found_by_looking_again(watched: Watched, qtbot: QtBot) -> None:
    """As on a network drive: the system says nothing of what others write there."""
    looked: list[tuple[Path, ...]] = []

    def look_at(paths: tuple[Path, ...], take: Callable[[Looks], None]) -> None:
        looked.append(paths)
        take(looks_of(paths))

    silent = FileWatch(at_rest_ms=20, poll_ms=40, look_at=look_at)
    silent._watcher.fileChanged.disconnect()
    silent._watcher.directoryChanged.disconnect()
    reported: list[Path] = []
    silent.file_changed.connect(reported.append)
    silent.watch({watched.path})
    watched.path.write_bytes(b"longer than before")
    qtbot.waitUntil(lambda: bool(reported), timeout=PATIENCE_MS)
    assert reported == [watched.path]
    silent.watch(set())
    assert not silent._poll.isActive()
    count = len(looked)
    silent._look()
    assert len(looked) == count, "nothing is looked at where nothing is watched"


def test_looks_that_come_late_count_from_the_first(watched: Watched) -> None:
    """Looks are taken on another thread: a change between two of them is found all the same."""
    asked: list[tuple[tuple[Path, ...], Callable[[Looks], None]]] = []
    late = FileWatch(at_rest_ms=10_000, look_at=lambda paths, take: asked.append((paths, take)))
    reported: list[Path] = []
    late.file_changed.connect(reported.append)
    late.watch({watched.path})
    paths, take = asked.pop()
    take(looks_of(paths))
    watched.path.write_bytes(b"longer than before")
    for _ in range(2):
        assert reported == []
        late._look()
        paths, take = asked.pop()
        take(looks_of(paths))
    assert reported == [watched.path]
    late.watch(set())


def test_a_file_whose_folder_is_not_there_is_no_error(watched: Watched) -> None:
    watched.watch.watch({Path("/nowhere/at all/net.pth"), watched.path})
    watched.path.write_bytes(b"two")
    watched.told_once()
