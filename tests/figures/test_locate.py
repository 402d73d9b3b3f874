"""The files of a figure are looked for by name first, and the search reports and stops."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lamgui.figures import locate as locating
from lamgui.figures.locate import Looking, NeededFile, locate, looking_for
from lamgui.files.known_files import KnownFiles
from tests.small import run_to_end


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the program are not among those that are hashed."""
    monkeypatch.setattr(locating, "bundled", tuple)
    monkeypatch.setattr(locating, "sample_picture", lambda: Path("none.png"))


@pytest.fixture
def known(tmp_path: Path) -> KnownFiles:
    return KnownFiles(tmp_path / "known.json")


def needed(content: bytes, name: str, kind: str = "picture") -> NeededFile:
    return NeededFile(name, hashlib.sha256(content).hexdigest(), kind)


def test_a_file_of_its_name_is_hashed_before_all_others(tmp_path: Path, known: KnownFiles) -> None:
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    for name in ("a.png", "b.bin", "c.txt"):
        (folder / name).write_bytes(name.encode())
    (folder / "deep" / "mine.png").write_bytes(b"mine")
    reports, located = run_to_end(looking_for([needed(b"mine", "mine.png")], known, (), (folder,)))
    hashed = [one.path.name for one in reports if isinstance(one, Looking) and one.path.is_file()]
    assert set(hashed) == {"mine.png"}
    assert list(located.files.values()) == [folder / "deep" / "mine.png"]
    assert located.missing == ()


def test_a_file_that_was_renamed_is_found_among_those_of_its_ending_first(tmp_path: Path, known: KnownFiles) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.txt", "b.png", "c.pth"):
        (folder / name).write_bytes(name.encode())
    reports, located = run_to_end(looking_for([needed(b"c.pth", "net", "network")], known, (), (folder,)))
    hashed = [one.path.name for one in reports if isinstance(one, Looking) and one.path.is_file()]
    assert set(hashed) == {"c.pth"}
    assert located.missing == ()
    assert locate([needed(b"a.txt", "net", "network")], known, (), (folder,)).missing == ()


def test_the_search_stops_and_counts_what_it_has_hashed(tmp_path: Path, known: KnownFiles) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for k in range(3):
        (folder / f"{k}.png").write_bytes(bytes(1000))
    searching = looking_for([needed(b"x", "x.png")], known, (), (folder,))
    counted = [next(searching).hashed_bytes for _ in range(4)]
    searching.close()
    assert counted == [0, 0, 0, 1000]


def test_a_folder_of_very_many_files_is_searched_up_to_a_number(
    tmp_path: Path, known: KnownFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locating, "MOST_FILES_SEARCHED", 2)
    folder = tmp_path / "folder"
    folder.mkdir()
    for k in range(5):
        (folder / f"{k}.png").write_bytes(b"%d" % k)
    reports, _ = run_to_end(looking_for([needed(b"x", "x.png")], known, (), (folder,)))
    assert len({one.path for one in reports if isinstance(one, Looking) and one.path.parent == folder}) == 2
