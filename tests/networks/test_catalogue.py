"""The bundled networks are listed, load and are found by name; a path stands for its file."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from lamgui.base.errors import NetworkError
from lamgui.imaging.colour import Colour
from lamgui.networks.catalogue import (
    bundled,
    bundled_sha256,
    default_entry,
    earlier_weights,
    find,
    label_of,
    read_catalogue,
    wide_entry,
    wide_releases,
)
from lamgui.networks.entry import EarlierWeights, NetworkEntry
from lamgui.networks.loading.load import load_network

RCAN_SHA256 = "02b3623658e8ae17086e6fb024c250709e23b3cfeb9ac5dcfd898614bb877dcb"
"""Of the weights under that name in 0.1.0."""

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
    assert [entry.name for entry in bundled()] == ["EDSR", "FSRCNN", "SRCNN", "CARN-M", "IMDN"]
    for entry in bundled():
        facts = load_network(entry).facts
        assert (facts.name, facts.scale, facts.colour, facts.value_range) == (entry.name, 4, Colour.RGB, 1.0)
        assert facts.notes == ()
        assert entry.path.stat().st_size <= 4 << 20


@pytest.mark.parametrize("entry", bundled(), ids=lambda entry: entry.name)
def test_the_catalogue_knows_the_very_file(entry: NetworkEntry) -> None:
    assert bundled_sha256(entry.name) == hashlib.sha256(entry.path.read_bytes()).hexdigest()


def test_weights_of_this_project_are_not_called_by_the_papers_name_alone() -> None:
    facts = load_network(find("IMDN")).facts
    assert (find("IMDN").label, label_of(facts)) == ("IMDN (lamgui)", "IMDN (lamgui)")
    authors = replace(facts, sha256="e" * 64)
    assert label_of(authors) == "IMDN"
    assert NetworkEntry("IMDN", Path("IMDN_x4.pth")).label == "IMDN"
    assert label_of(replace(facts, name="mine")) == "mine", "a user's name for a file of theirs stays"


def test_weights_of_a_former_version_are_told_from_those_of_today() -> None:
    former = earlier_weights(RCAN_SHA256)
    assert former == EarlierWeights("RCAN", RCAN_SHA256, "0.1.0")
    facts = replace(load_network(find("IMDN")).facts, name="RCAN", sha256=RCAN_SHA256)
    assert label_of(facts) == "RCAN (lamgui 0.1.0)"
    assert earlier_weights("0" * 64) is None


@pytest.mark.parametrize("entry", bundled(), ids=lambda entry: entry.name)
def test_every_card_says_how_well_its_network_restores(entry: NetworkEntry) -> None:
    rows = re.findall(
        r"\| (\w+) \(\d+\) \| ([\d.]+) dB .* ([\d.]+) dB \|", entry.path.with_suffix(".md").read_text("utf-8")
    )
    gains = {name: float(psnr_db) - float(bicubic_db) for name, psnr_db, bicubic_db in rows}
    assert list(gains) == ["set5", "set14", "urban", "lam"]
    assert gains["set5"] >= {"SRCNN": 1.2, "FSRCNN": 1.9}.get(entry.name, 2.0) - 1e-9


def test_the_bundled_networks_have_the_papers_order_of_reach() -> None:
    reached = {}
    for name in ("SRCNN", "FSRCNN", "CARN-M", "EDSR", "IMDN"):
        row = re.search(r"\| urban .* dB \| ([\d.]+) \(", find(name).path.with_suffix(".md").read_text("utf-8"))
        assert row is not None, name
        reached[name] = float(row[1])
    assert list(reached) == sorted(reached, key=lambda name: reached[name])
    assert reached["IMDN"] > 2 * reached["EDSR"]


def test_names_are_found_in_any_case() -> None:
    assert find("edsr") == find("EDSR")
    assert find("edsr").bundled
    assert default_entry() in bundled()
    assert wide_entry() == find("IMDN")
    assert [release.name for release in wide_releases()] == ["IMDN-official-x4", "RFDN-official"]


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
