"""Downloads of the window: one after the other, in the list when they are here, and in nobody's way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.base.errors import DownloadError
from lamgui.control.networks.downloads import DownloadController
from lamgui.networks.downloads.fetch import FetchProgress
from lamgui.networks.downloads.folder import DownloadedNetworks, Status
from lamgui.networks.downloads.release import Release
from tests.networks.server import FileServer, serving
from tests.rig import LONG, Rig, first_state
from tests.small import edsr_x2


@dataclass
class Downloads:
    """A rig, a server with two tiny networks, and what the controller said."""

    rig: Rig
    server: FileServer
    releases: tuple[Release, ...]
    controller: DownloadController
    progress: list[FetchProgress]

    def coming(self) -> Release | None:
        """The one that is being downloaded."""
        return self.controller.coming

    @property
    def names(self) -> list[str]:
        """Of the networks that are listed."""
        return [entry.name for entry in self.rig.session.entries]


def tiny(folder: Path, name: str, seed: int, server: FileServer) -> Release:
    folder.mkdir()
    content = edsr_x2(folder, seed).path.read_bytes()
    url = server.offer(f"/{name}.pth", content)
    sha256 = hashlib.sha256(content).hexdigest()
    return Release(name, "EDSR", (2,), "noise", f"{name}.pth", "MIT", "-", "-", url, sha256=sha256)


@pytest.fixture
def downloads(qtbot: QtBot, tmp_path: Path) -> Iterator[Downloads]:
    with serving() as server:
        rig = Rig(qtbot)
        releases = tuple(tiny(tmp_path / name, name, seed, server) for seed, name in enumerate(("one", "two")))
        controller = DownloadController(DownloadedNetworks(tmp_path / "home", releases), rig.networks)
        progress: list[FetchProgress] = []
        controller.progressed.connect(progress.append)
        yield Downloads(rig, server, releases, controller, progress)
        controller.close()
        rig.desk.close()


def test_what_was_downloaded_is_listed_and_chosen_under_its_name(downloads: Downloads) -> None:
    rig, release = downloads.rig, downloads.releases[0]
    downloads.controller.get(release)
    assert downloads.coming() == release
    rig.wait(lambda: rig.session.state.network is not None and rig.session.state.network.name == "one")
    assert downloads.names[-1] == "one"
    assert rig.finished().network.name == "one"
    assert downloads.coming() is None
    assert downloads.progress


def test_several_come_one_after_the_other_and_each_once(downloads: Downloads) -> None:
    one, two = downloads.releases
    for release in (one, two, two, one):
        downloads.controller.get(release)
    assert downloads.controller.waiting == (two,)
    # Each is listed when it is loaded, and the worker loads the latest first.
    downloads.rig.wait(lambda: sorted(downloads.names[-2:]) == ["one", "two"])
    assert [path for _, path, _ in downloads.server.asked] == ["/one.pth", "/two.pth"]


def test_what_is_here_is_used_without_asking_the_server(downloads: Downloads) -> None:
    rig, (one, _) = downloads.rig, downloads.releases
    downloads.controller.get(one)
    rig.wait(lambda: downloads.names[-1] == "one")
    entry = downloads.controller.downloaded.entry_of(one)
    rig.networks.remove(entry)
    downloads.controller.get(one)
    rig.wait(lambda: rig.session.state.network == entry)
    assert len(downloads.server.asked) == 1


def test_a_cancelled_download_ends_while_the_server_is_silent_and_the_next_begins(downloads: Downloads) -> None:
    one, two = downloads.releases
    downloads.server.offers["/one.pth"].hold_after = 1000
    downloads.controller.get(one)
    downloads.controller.get(two)
    downloads.rig.wait(lambda: bool(downloads.progress) and downloads.progress[-1].received_bytes == 1000)
    downloads.controller.cancel(one)
    downloads.rig.wait(lambda: downloads.names[-1] == "two")
    assert downloads.controller.downloaded.status_of(one) is Status.PARTLY
    downloads.server.offers["/one.pth"].hold_after = None
    downloads.controller.get(one)
    downloads.rig.wait(lambda: downloads.names[-1] == "one")
    assert downloads.server.asked[-1][2] == "bytes=1000-"


def test_one_that_waits_can_be_taken_back(downloads: Downloads) -> None:
    one, two = downloads.releases
    downloads.controller.get(one)
    downloads.controller.get(two)
    downloads.controller.cancel(two)
    downloads.rig.wait(lambda: downloads.names[-1] == "one")
    assert downloads.controller.waiting == ()
    assert [path for _, path, _ in downloads.server.asked] == ["/one.pth"]


def test_a_failure_is_told_and_the_next_one_comes(downloads: Downloads) -> None:
    one, two = downloads.releases
    failed: list[tuple[Release, Exception]] = []
    downloads.controller.failed.connect(lambda *told: failed.append(told))
    downloads.server.offer("/one.pth", b"another")
    downloads.controller.get(one)
    downloads.controller.get(two)
    downloads.rig.wait(lambda: bool(failed))
    ((release, error),) = failed
    assert release == one
    assert isinstance(error, DownloadError)
    assert "one: The file is not the one.pth" in error.message
    assert error.advice
    downloads.rig.wait(lambda: downloads.names[-1] == "two")


def test_a_server_that_does_not_answer_holds_up_no_map(downloads: Downloads) -> None:
    offer = downloads.server.offers["/one.pth"]
    offer.hold_answer = True
    downloads.controller.get(downloads.releases[0])
    downloads.rig.wait(lambda: bool(downloads.server.asked))
    assert downloads.rig.run().network.name == "FSRCNN"
    assert downloads.coming() == downloads.releases[0], "it has not been given up in the meantime"
    downloads.controller.stop()
    assert downloads.coming() is None
    offer.gate.set()


def test_a_long_run_does_not_hold_up_a_download(downloads: Downloads) -> None:
    rig = downloads.rig
    rig.session.update("Long", settings=LONG)
    rig.in_full_run()
    running = rig.session.running
    downloads.controller.get(downloads.releases[0])
    done = downloads.controller.downloaded
    rig.wait(lambda: done.status_of(downloads.releases[0]) is Status.DOWNLOADED)
    assert rig.session.running == running, "the run goes on"


def test_closing_in_the_middle_ends_at_once_and_keeps_what_came(downloads: Downloads) -> None:
    downloads.server.offers["/one.pth"].hold_after = 1000
    downloads.controller.get(downloads.releases[0])
    downloads.rig.wait(lambda: bool(downloads.progress) and downloads.progress[-1].received_bytes == 1000)
    downloads.controller.close()
    assert downloads.controller.downloaded.status_of(downloads.releases[0]) is Status.PARTLY


def test_nothing_is_started_before_it_is_needed(qtbot: QtBot, tmp_path: Path) -> None:
    rig = Rig(qtbot, first_state())
    controller = DownloadController(DownloadedNetworks(tmp_path, ()), rig.networks)
    controller.close()
    assert not (tmp_path / "networks").exists()
    rig.desk.close()


def test_what_is_deleted_leaves_disk_and_list_and_comes_again_when_wanted(downloads: Downloads) -> None:
    rig, (one, _), here = downloads.rig, downloads.releases, downloads.controller.downloaded
    downloads.controller.get(one)
    rig.wait(lambda: downloads.names[-1] == "one")
    told: list[None] = []
    downloads.controller.changed.connect(lambda: told.append(None))
    downloads.controller.delete(one)
    assert here.status_of(one) is Status.NOT_HERE
    assert not here.path_of(one).exists()
    assert "one" not in downloads.names
    assert rig.session.state.network is not None
    assert rig.session.state.network.name != "one"
    assert told
    downloads.controller.get(one)
    rig.wait(lambda: downloads.names[-1] == "one")
    assert len(downloads.server.asked) == 2


def test_what_has_come_of_one_is_deleted_too(downloads: Downloads) -> None:
    one, here = downloads.releases[0], downloads.controller.downloaded
    downloads.server.offers["/one.pth"].hold_after = 1000
    downloads.controller.get(one)
    downloads.rig.wait(lambda: bool(downloads.progress) and downloads.progress[-1].received_bytes == 1000)
    downloads.controller.cancel(one)
    downloads.rig.wait(lambda: here.size_bytes_of(one) == 1000)
    downloads.controller.delete(one)
    assert list(here.folder.iterdir()) == []


def test_one_that_cannot_be_deleted_stays_in_the_list_and_that_is_told(
    downloads: Downloads, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig, one = downloads.rig, downloads.releases[0]
    downloads.controller.get(one)
    rig.wait(lambda: downloads.names[-1] == "one")

    def refuse(path: Path, **_: bool) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    failed: list[tuple[Release, Exception]] = []
    downloads.controller.failed.connect(lambda *told: failed.append(told))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        downloads.controller.delete(one)
    ((_, error),) = failed
    assert isinstance(error, DownloadError)
    assert error.message == f"{downloads.controller.downloaded.path_of(one)} cannot be deleted: Permission denied."
    assert error.advice
    assert "one" in downloads.names
