"""What the README says of networks is what the code reads and what the cards measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lamgui.networks.architectures._architecture import Architecture
from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.catalogue import bundled

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
RELEASED_BY = {
    "official": r"release|yjn870|twtygqyy|EDSR-PyTorch|ESRGAN old and new",
    "official_old": "both releases",
    "basicsr": "BasicSR",
    "edsrpytorch": "EDSR-PyTorch",
    "esrgan_old": "ESRGAN old",
    "kair": "KAIR",
    "kair_v0": "KAIR",
    "kair_v1": "KAIR",
    "leftthomas": "leftthomas",
    "leftthomas_released": "leftthomas",
    "lornatang": "Lornatang",
    "nhatthanh": "Nhat-Thanh",
    "buptldy": "BUPTLdy",
    "yjn870": "yjn870",
}
"""How the README calls what a dialect was released by."""


def _rows(first_column: str) -> dict[str, tuple[str, ...]]:
    """A table of the README by its first column."""
    lines = README[README.index(f"| {first_column} |") :].splitlines()
    rows = [re.split(r" *\| *", line.strip("| ")) for line in lines[2 : lines.index("")]]
    return {row[0]: tuple(row[1:]) for row in rows}


LOADED = _rows("network | files that load")


def test_the_table_lists_every_architecture_once() -> None:
    assert [name.partition(",")[0] for name in LOADED] == [architecture.name for architecture in ARCHITECTURES]


@pytest.mark.parametrize("architecture", ARCHITECTURES, ids=lambda architecture: architecture.name)
def test_the_table_names_whoever_released_what_is_read(architecture: Architecture) -> None:
    (files,) = next(row for name, row in LOADED.items() if name.partition(",")[0] == architecture.name)
    for dialect in architecture.dialects:
        assert re.search(RELEASED_BY[dialect.name], files), f"{architecture.name} in the dialect {dialect.name}"


def test_bundled_networks_are_listed_with_what_their_cards_say() -> None:
    listed = {name.partition(" ")[0]: psnr for name, (_, psnr, *_) in _rows("network | sees").items()}
    assert sorted(listed) == sorted(entry.name for entry in bundled())
    for entry in bundled():
        card = entry.path.with_suffix(".md").read_text(encoding="utf-8")
        assert f"| set5 (5) | {listed[entry.name]} |" in card
