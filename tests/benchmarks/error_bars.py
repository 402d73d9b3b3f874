"""How often error bars hold. `python -m tests.benchmarks.error_bars --out FOLDER --pictures FILE...`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from lamgui.files.atomic import replacing
from lamgui.networks.catalogue import bundled, entry_named
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.benchmarks.error_bars_gradients import case_file, case_of
from tests.benchmarks.error_bars_maps import Map, maps_of
from tests.benchmarks.error_bars_tables import HeldBack, show_tables

SCALE = 4


def main() -> None:
    """Compute what is missing in the folder, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for gradients and maps; a run there goes on")
    parser.add_argument("--pictures", type=Path, nargs="*", default=[], help="HR pictures of 256x256 or more")
    parser.add_argument(
        "--networks", nargs="*", default=[entry.name for entry in bundled()], help="names or files (default: bundled)"
    )
    parser.add_argument("--alpha-steps", type=int, default=100, help="equal steps of α; with 50 half the maps of rules")
    parser.add_argument("--only-tables", action="store_true", help="of all that is there, and compute nothing")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    if not arguments.only_tables:
        networks = [load_network(entry_named(name, SCALE)) for name in arguments.networks]
        # Picture after picture, so that a run that is stopped has all networks.
        for picture in arguments.pictures:
            for network in networks:
                _compute(arguments.out, network, picture, arguments.alpha_steps)
    maps = [Map(**values) for file in sorted(arguments.out.glob("*.json")) for values in json.loads(file.read_text())]
    if maps:
        show_tables(maps, held_back_of(maps))


def held_back_of(maps: Sequence[Map]) -> HeldBack:
    """Every third network and every second picture, in the order of their names: nobody chose them."""
    networks, pictures = (sorted({*names}) for names in zip(*((m.network, m.picture) for m in maps), strict=True))
    return HeldBack(networks[1::3], pictures[1::2])


def _compute(folder: Path, network: Network, picture: Path, alpha_steps: int) -> None:
    """The maps of a network on a picture, where they are not there yet."""
    file = case_file(folder, network.facts.name, picture).with_suffix(".json")
    if file.exists():
        return
    case = case_of(folder, network, picture, alpha_steps)
    maps = [asdict(one) for one in maps_of(case, network.facts.name, picture.stem)]
    with replacing(file) as stream:
        stream.write_text(json.dumps(maps), encoding="utf-8")
    sys.stderr.write(f"{network.facts.name}, {picture.stem}: {len(maps)} maps\n")


if __name__ == "__main__":
    main()
