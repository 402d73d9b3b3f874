"""The catalogue's releases: complete, at secure places, under names and files of their own."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.catalogue import bundled
from lamgui.networks.downloads.release import READ_BY_SPANDREL, Release, read_releases, releases
from lamgui.networks.downloads.transfer import is_secure
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from tests.shared import shared_path

RELEASE = """
[[release]]
name = "A"
architecture = "EDSR"
scale = [2, 4]
training = "DIV2K"
url = "https://example.org/files/a.pth"
licence = "MIT"
paper = "Who et al., 2020"
documented = "README"
"""
ONE = Release(
    "A", "EDSR", (2, 4), "DIV2K", "a.pth", "MIT", "Who et al., 2020", "README", "https://example.org/files/a.pth"
)


def test_every_release_says_what_it_is_and_who_names_its_place() -> None:
    names = {entry.name.casefold() for entry in bundled()}
    for release in releases():
        for said in (release.training, release.licence, release.paper, release.documented, release.architecture):
            assert said.strip(), release.name
        assert release.name.casefold() not in names
        assert " " not in release.name, "it is typed on command lines"
        assert release.hub or release.url.startswith("https://")
    assert len(releases()) >= 20


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("RFDN_x4.pth", "RFDN-official"),
        ("CARN-M_x234.pth", "CARN-M-official"),
        ("FSRCNN_x4_ycbcr.pt", "FSRCNN-NhatThanh-x4"),
        ("FSRCNN_x2_ycbcr.pt", "FSRCNN-NhatThanh-x2"),
        ("SRCNN-955_ycbcr.pt", "SRCNN-955-NhatThanh"),
    ],
)
def test_files_are_what_the_catalogue_says(file: str, name: str) -> None:
    path = shared_path("checkpoints", file)
    content = path.read_bytes()
    (release,) = (release for release in releases() if release.name == name)
    assert (release.sha256, release.size_bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    facts = load_network(NetworkEntry(release.name, path, scale=release.scale)).facts
    assert (facts.architecture, facts.scale) == (release.architecture, release.scale)


def test_a_catalogue_of_releases_is_read(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text(RELEASE)
    assert read_releases(path) == (ONE,)
    assert ONE.scale == 4
    on_hub = RELEASE.replace("[2, 4]", "4").replace("url =", 'hub = "who/a"\nhub_file =')
    path.write_text(f'{on_hub}sha256 = "{"a" * 64}"\n')
    (release,) = read_releases(path)
    assert (release.scales, release.scale, release.hub, release.file) == ((4,), 4, "who/a", "a.pth")
    assert release.source == "hub:who/a/https://example.org/files/a.pth"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('name = "A"', ""),
        ("https://", "http://"),
        ("files/a.pth", "files/a.exe"),
        ("files/a.pth", "files/.pth"),
        ('licence = "MIT"', 'licence = "MIT"\nfile = "../a.pth"'),
        ('licence = "MIT"', 'licence = "MIT"\nsha256 = "12"'),
        ('licence = "MIT"', 'licence = "MIT"\nsize = 0'),
        ('licence = "MIT"', 'licence = "MIT"\nhub = "a/b"'),
        ("[2, 4]", "[]"),
        ("[2, 4]", "0"),
        ("[[release]]", "[[release]"),
    ],
)
def test_a_broken_release_is_named(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "catalogue.toml").write_text(RELEASE.replace(old, new))
    with pytest.raises(ValueError, match=r"catalogue\.toml is not a catalogue of networks"):
        read_releases(tmp_path / "catalogue.toml")


def test_names_and_files_are_taken_once(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text(RELEASE + RELEASE.replace('"A"', '"a"').replace("a.pth", "b.pth"))
    with pytest.raises(ValueError, match="two releases with one name: a"):
        read_releases(path)
    path.write_text(RELEASE + RELEASE.replace('"A"', '"B"').replace("a.pth", "A.pth"))
    with pytest.raises(ValueError, match="two releases with one file"):
        read_releases(path)


@pytest.mark.parametrize(
    ("url", "secure"),
    [
        ("https://example.org/a", True),
        ("http://127.0.0.1:8000/a", True),
        ("http://[::1]:8000/a", True),
        ("http://localhost/a", True),
        ("http://example.org/a", False),
        ("http://127.0.0.1.example.org/a", False),
        ("http://localhost@example.org/a", False),
        ("file:///a", False),
        ("https:///a", False),
    ],
)
def test_secure_addresses(url: str, secure: bool) -> None:
    assert is_secure(url) is secure


def test_listing_releases_imports_nothing_heavy() -> None:
    code = (
        "import sys; from lamgui.networks.downloads.release import releases; releases(); "
        "sys.exit(any(name in sys.modules for name in ('torch', 'httpx2', 'huggingface_hub')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_who_reads_each_release_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {architecture.name for architecture in ARCHITECTURES}
    assert {release.architecture for release in releases()} - own == READ_BY_SPANDREL
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    told = {release.architecture for release in releases() if "lamgui[spandrel]" in release.extra_in_words}
    assert told == READ_BY_SPANDREL
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    assert {release.extra_in_words for release in releases()} == {""}
