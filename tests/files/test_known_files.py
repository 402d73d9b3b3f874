"""Files are found again by what they hold, wherever they lie and whatever they are called."""

from __future__ import annotations

from pathlib import Path

from lamgui.figures.locate import NeededFile, locate
from lamgui.files.door import sha256_of
from lamgui.files.known_files import KnownFiles
from lamgui.networks.catalogue import find
from tests.made import analysis
from tests.small import saved


def test_known_files_are_found_by_what_they_hold(tmp_path: Path) -> None:
    known, file = KnownFiles(tmp_path / "home" / "k.json"), saved(tmp_path / "a.png", 16, 16)
    sha256 = sha256_of(file)
    assert sha256 is not None
    assert known.find(sha256) is None
    known.remember({sha256: file})
    assert KnownFiles(tmp_path / "home" / "k.json").find(sha256) == file
    saved(file, 20, 20)
    assert known.find(sha256) is None, "it holds something else by now"
    (tmp_path / "home" / "k.json").write_text("{", encoding="utf-8")
    assert known.find(sha256) is None


def test_locate_takes_only_files_with_the_hash(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    file = saved(tmp_path / "deep" / "a.png", 16, 16)
    sha256 = sha256_of(file)
    assert sha256 is not None
    wanted = (NeededFile("a.png", sha256, "picture"), NeededFile("w", "0" * 64, "network"))
    known = KnownFiles(tmp_path / "k.json")
    assert locate(wanted, known).missing == wanted
    found = locate(wanted, known, folders=(tmp_path,))
    assert dict(found.files) == {sha256: file}
    assert found.missing == wanted[1:]
    fsrcnn = analysis().network
    assert locate((NeededFile("n", fsrcnn.sha256, "network"),), known).files[fsrcnn.sha256] == find("FSRCNN").path
