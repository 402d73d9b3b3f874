"""Releases come into the user's folder under their names, held to the published hash or to the first one."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from lamgui.base.errors import DownloadError
from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.downloads.download import download
from lamgui.networks.downloads.folder import DownloadedNetworks, Status
from lamgui.networks.downloads.release import Release
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from tests.networks.server import FileServer, serving
from tests.small import edsr_x2, run_to_end

FROM_HUB = """
import sys
from pathlib import Path
from lamgui.base.errors import DownloadError
from lamgui.networks.downloads.download import download
from lamgui.networks.downloads.folder import DownloadedNetworks
from lamgui.networks.downloads.release import Release

release = Release("N", "EDSR", (4,), "-", "net.pth", "-", "-", "the card of a/b", hub="a/b", hub_file="of x4/net.pth")
try:
    for _ in download(release, downloaded := DownloadedNetworks(Path(sys.argv[1]), (release,))):
        pass
except DownloadError as error:
    sys.exit(f"{error.message}|{error.advice}")
print(downloaded.expected_sha256(release))
"""
ON_HUB = "/a/b/resolve/main/of%20x4/net.pth"


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving() as server:
        yield server


def release_at(url: str, sha256: str | None = None) -> Release:
    return Release("Net of \u00e4", "EDSR", (2,), "DIV2K", "net.pth", "MIT", "-", "its README", url=url, sha256=sha256)


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_release_is_downloaded_found_and_loads(server: FileServer, tmp_path: Path) -> None:
    content = edsr_x2(tmp_path).path.read_bytes()
    release = release_at(server.offer("/files/net.pth", content), sha256_of(content))
    downloaded = DownloadedNetworks(tmp_path / "home", (release,))
    assert downloaded.status_of(release) is Status.NOT_HERE
    assert downloaded.find(release.name) is None
    _, entry = run_to_end(download(release, downloaded))
    assert entry == NetworkEntry("Net of \u00e4", tmp_path / "home" / "networks" / "net.pth", scale=2)
    assert downloaded.status_of(release) is Status.DOWNLOADED
    assert downloaded.find("NET OF \u00c4") == entry
    assert load_network(entry).scale == 2


def test_a_release_of_several_scales_is_used_at_the_largest(tmp_path: Path) -> None:
    release = Release("N", "CARN", (2, 3, 4), "-", "net.pth", "-", "-", "-", url="https://example.org/net.pth")
    assert DownloadedNetworks(tmp_path, (release,)).entry_of(release).scale == 4


def test_what_is_here_is_checked_and_not_fetched_again(server: FileServer, tmp_path: Path) -> None:
    release = release_at(server.offer("/net.pth", b"weights"), sha256_of(b"weights"))
    downloaded = DownloadedNetworks(tmp_path, (release,))
    run_to_end(download(release, downloaded))
    run_to_end(download(release, downloaded))
    assert len(server.asked) == 1
    downloaded.path_of(release).write_bytes(b"of the user")
    with pytest.raises(DownloadError, match="is not the file that the catalogue names"):
        run_to_end(download(release, downloaded))
    assert downloaded.path_of(release).read_bytes() == b"of the user", "what is not ours is left alone"


def test_without_a_published_hash_the_first_one_holds(server: FileServer, tmp_path: Path) -> None:
    release = release_at(server.offer("/net.pth", b"first"))
    run_to_end(download(release, DownloadedNetworks(tmp_path, (release,))))
    downloaded = DownloadedNetworks(tmp_path, (release,))
    assert downloaded.expected_sha256(release) == sha256_of(b"first")
    downloaded.path_of(release).unlink()
    server.offer("/net.pth", b"other", etag='"2"')
    with pytest.raises(DownloadError, match=r"not the net\.pth that the first download names") as caught:
        run_to_end(download(release, downloaded))
    assert "It was deleted" in caught.value.message
    assert "its README" in caught.value.details
    assert downloaded.status_of(release) is Status.NOT_HERE
    server.offer("/net.pth", b"first", etag='"3"')
    run_to_end(download(release, downloaded))


def test_a_part_is_told_as_such(server: FileServer, tmp_path: Path) -> None:
    release = release_at(server.offer("/net.pth", b"weights", cut_after=3))
    downloaded = DownloadedNetworks(tmp_path, (release,))
    with pytest.raises(DownloadError, match="Net of \u00e4: The connection"):
        run_to_end(download(release, downloaded))
    assert downloaded.status_of(release) is Status.PARTLY
    assert downloaded.find(release.name) is None


def from_hub(home: Path, endpoint: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Download from the hub in a process of its own: HF_ENDPOINT holds from the library's import on."""
    return subprocess.run(
        [sys.executable, "-c", FROM_HUB, str(home)],
        env={**os.environ, "HF_ENDPOINT": endpoint, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_release_on_the_hub_comes_from_the_endpoint_that_is_set(server: FileServer, tmp_path: Path) -> None:
    content = b"weights" * 1000
    # Another host, as the hub's large files lie on.
    elsewhere = server.offer("/store/1234", content).replace("127.0.0.1", "localhost")
    linked = {"X-Linked-Etag": f'"{sha256_of(content)}"', "X-Linked-Size": str(len(content)), "X-Repo-Commit": "c" * 40}
    server.offer(ON_HUB, b"", status=302, location=elsewhere, headers=linked)
    ran = from_hub(tmp_path, server.address)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == sha256_of(content)
    assert (tmp_path / "networks" / "net.pth").read_bytes() == content
    assert [asked[:2] for asked in server.asked] == [("HEAD", ON_HUB), ("GET", "/store/1234")]


def test_what_is_not_what_the_hub_says_is_refused(server: FileServer, tmp_path: Path) -> None:
    server.offer(ON_HUB, b"other", headers={"X-Linked-Etag": f'"{"0" * 64}"'})
    ran = from_hub(tmp_path, server.address)
    assert "not the net.pth that the hub names" in ran.stderr


def test_a_mark_of_the_hubs_that_is_no_sha256_holds_nobody_to_it(server: FileServer, tmp_path: Path) -> None:
    """Of small files it tells the hash of git, which is another."""
    server.offer(ON_HUB, b"weights", etag=f'"{"1" * 40}"')
    ran = from_hub(tmp_path, server.address)
    assert (ran.returncode, ran.stdout.strip()) == (0, sha256_of(b"weights")), ran.stderr


def test_a_hub_without_the_file_and_one_that_is_away_are_told(server: FileServer, tmp_path: Path) -> None:
    assert "no longer where it was" in from_hub(tmp_path, server.address).stderr
    assert "HF_HUB_OFFLINE is set" in from_hub(tmp_path, server.address, HF_HUB_OFFLINE="1").stderr
    with serving() as gone:
        address = gone.address
    ran = from_hub(tmp_path, address)
    assert "N: 127.0.0.1 cannot be reached.|Check the connection" in ran.stderr
    assert "is not encrypted" in from_hub(tmp_path, "http://example.org").stderr


def test_a_hostile_file_with_the_right_hash_is_still_only_read(server: FileServer, tmp_path: Path) -> None:
    torch.save(EDSR(scale=2, width=4, blocks=1), tmp_path / "module.pth")
    content = (tmp_path / "module.pth").read_bytes()
    release = release_at(server.offer("/net.pth", content), sha256_of(content))
    _, entry = run_to_end(download(release, DownloadedNetworks(tmp_path, (release,))))
    with pytest.raises(Exception, match="could run code"):
        load_network(entry)
