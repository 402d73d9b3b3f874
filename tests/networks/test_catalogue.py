"""The bundled networks are listed, load and are found by name; a path stands for its file."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.networks.catalogue import bundled, default_entry, find, read_catalogue
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network

CATALOGUE = """
default = "A"
[[network]]
name = "A"
file = "a.safetensors"
scale = 4
value_range = 1
colour = "rgb"
"""


def test_bundled_networks_load_without_anything_to_remark() -> None:
    assert [entry.name for entry in bundled()] == ["EDSR", "FSRCNN", "SRCNN", "CARN-M", "IMDN", "RCAN"]
    for entry in bundled():
        facts = load_network(entry).facts
        assert (facts.name, facts.scale, facts.colour, facts.value_range) == (entry.name, 4, Colour.RGB, 1.0)
        assert facts.notes == ()
        assert entry.path.stat().st_size <= 4 << 20


@pytest.mark.parametrize("entry", bundled(), ids=lambda entry: entry.name)
def test_every_card_says_how_well_its_network_restores(entry: NetworkEntry) -> None:
    rows = re.findall(
        r"\| (\w+) \(\d+\) \| ([\d.]+) dB .* ([\d.]+) dB \|", entry.path.with_suffix(".md").read_text("utf-8")
    )
    gains = {name: float(psnr_db) - float(bicubic_db) for name, psnr_db, bicubic_db in rows}
    assert list(gains) == ["set5", "set14", "urban"]
    assert gains["set5"] >= {"SRCNN": 1.2, "FSRCNN": 1.9}.get(entry.name, 2.0) - 1e-9


def test_names_are_found_in_any_case() -> None:
    assert find("edsr") == find("EDSR")
    assert find("edsr").bundled
    assert default_entry() in bundled()


def test_a_path_is_an_entry_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.pth").touch()
    assert find(str(tmp_path / "mine.pth")) == NetworkEntry("mine", tmp_path / "mine.pth")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find("~/mine.pth").path == tmp_path / "mine.pth"
    monkeypatch.chdir(tmp_path)
    assert find("mine.pth").path == tmp_path / "mine.pth", "a path that holds from every folder is kept"


@pytest.mark.parametrize("name", ["EDRS", "", "absent/net.pth", "n" * 300, "~nobody-here/net.pth", "a\0b"])
def test_what_is_neither_lists_what_there_is(name: str) -> None:
    with pytest.raises(NetworkError, match=r"neither a bundled network nor a file\. Bundled are EDSR, FSRCNN"):
        find(name)


def test_catalogue_is_read(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_text(CATALOGUE)
    catalogue = read_catalogue(tmp_path / "catalogue.toml")
    wanted = NetworkEntry("A", tmp_path / "a.safetensors", bundled=True, value_range=1.0, colour=Colour.RGB, scale=4)
    assert (catalogue.default, catalogue.entries) == ("A", (wanted,))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('default = "A"', 'default = "B"'),
        ("scale = 4", ""),
        ('"rgb"', '"rbg"'),
        ("[[network]]", "[[network"),
        ("= 1", "= 0"),
    ],
)
def test_a_broken_catalogue_is_named(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "catalogue.toml").write_text(CATALOGUE.replace(old, new))
    with pytest.raises(ValueError, match=r"catalogue\.toml is not a catalogue of networks"):
        read_catalogue(tmp_path / "catalogue.toml")


def test_listing_networks_does_not_import_torch() -> None:
    code = "import sys; from lamgui.networks.catalogue import bundled; bundled(); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"value_range": 0.0}, "value of white, 1 or 255"), ({"scale": 0}, "at least 1"), ({"name": ""}, "needs a name")],
)
def test_impossible_entries_are_refused(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        NetworkEntry(**{"name": "A", "path": Path("a.pth"), **wrong})  # type: ignore[arg-type]
