"""`lamgui networks --get`: what is here then, what is said on the way, and why it failed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lamgui.files.user_folders import user_folder
from lamgui.networks.catalogue import find
from lamgui.networks.downloads import folder as downloaded
from lamgui.networks.downloads.release import Release
from tests.cli.terminal import lamgui
from tests.networks.server import FileServer, serving
from tests.small import edsr_x2, saved


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving() as server:
        yield server


@pytest.fixture
def release(server: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Release:
    """The only release of the catalogue: a tiny EDSR."""
    content = edsr_x2(tmp_path).path.read_bytes()
    url = server.offer("/tiny.pth", content)
    sha256 = hashlib.sha256(content).hexdigest()
    release = Release("Tiny-x2", "EDSR", (2,), "noise", "tiny.pth", "MIT", "-", "-", url, sha256=sha256)
    monkeypatch.setattr(downloaded, "releases", lambda: (release,))
    return release


def folder() -> Path:
    return user_folder() / "networks"


def test_a_network_is_got_and_found_by_its_name(
    release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lamgui(capsys, "networks").out[-1].endswith("; not here")
    ran = lamgui(capsys, "networks", "--get", "tiny-X2", "--json")
    assert (ran.status, ran.err) == (0, [])
    assert ran.results == [{"name": "Tiny-x2", "path": str(folder() / "tiny.pth")}]
    assert find("tiny-x2").path == folder() / "tiny.pth"
    assert lamgui(capsys, "networks", "--json").results[-1]["status"] == "downloaded"
    picture, out = saved(tmp_path / "a.png"), tmp_path / "out"
    words = ("--network", release.name, "--patch", 20, 20, 8, "--steps", 3, "--out", out, "--device", "cpu")
    ran = lamgui(capsys, "attribute", picture, *words)
    assert (ran.status, ran.results[0]["network"]) == (0, "Tiny-x2")


def test_what_is_not_got_yet_is_told_with_the_way_to_get_it(
    release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--network", release.name, "--patch", 20, 20, 8, "--out", tmp_path / "out")
    ran = lamgui(capsys, "attribute", saved(tmp_path / "a.png"), *words)
    assert "Tiny-x2 is not downloaded yet. Get it: lamgui networks --get Tiny-x2" in ran.require_one_line("attribute")


@pytest.mark.parametrize(
    ("name", "words"), [("Tiny-x3", "Did you mean Tiny-x2?"), ("CARN", "`lamgui networks` lists what there is")]
)
def test_what_the_catalogue_has_not(
    release: Release, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    said = lamgui(capsys, "networks", "--get", name).require_one_line("networks")
    assert f"The catalogue has no '{name}'. {words}" in said
    assert release.name


def test_one_that_fails_is_told_and_the_others_are_got(
    release: Release, server: FileServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.offers["/tiny.pth"].cut_after = 100
    ran = lamgui(capsys, "networks", "--get", release.name, release.name)
    assert ran.status == 1
    assert ran.out == [f"Tiny-x2: {folder() / 'tiny.pth'}"]
    assert len(ran.err) == 1
    assert "lamgui networks: Tiny-x2: The connection to 127.0.0.1 broke. Get it again" in ran.err[0]
    assert server.asked[-1][2] == "bytes=100-"


def test_the_wrong_file_is_not_kept(release: Release, server: FileServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.offer("/tiny.pth", b"another")
    said = lamgui(capsys, "networks", "--get", release.name).require_one_line("networks")
    assert "its sha256 is another. It was deleted" in said
    assert list(folder().iterdir()) == []


def test_without_a_connection_the_list_is_there_and_getting_says_so(
    release: Release, server: FileServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.server_close()
    server.shutdown()
    assert lamgui(capsys, "networks").status == 0
    said = lamgui(capsys, "networks", "--get", release.name).require_one_line("networks")
    assert "127.0.0.1 cannot be reached. Check the connection to the internet" in said


def test_a_downloaded_network_is_deleted(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    assert lamgui(capsys, "networks", "--get", release.name).status == 0
    path = folder() / "tiny.pth"
    size_bytes = path.stat().st_size
    ran = lamgui(capsys, "networks", "--delete", "tiny-X2", "--json")
    assert ran.status == 0
    assert ran.results == [{"name": "Tiny-x2", "path": str(path), "deleted_bytes": size_bytes}]
    assert not path.exists()
    said = lamgui(capsys, "networks", "--delete", release.name).require_one_line("networks")
    assert "Tiny-x2 is not downloaded: there is nothing to delete." in said


def test_only_downloads_are_deleted(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    bundled = find("FSRCNN").path
    said = lamgui(capsys, "networks", "--delete", "FSRCNN").require_one_line("networks")
    assert "The catalogue has no 'FSRCNN'." in said
    assert bundled.is_file()
    assert release.name
