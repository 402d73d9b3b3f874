"""Whether nodes placed by a coarse map pay: their error beside that of as many nodes of equal arc length.

`python -m tests.benchmarks.node_placement --out FOLDER --pictures FILE...` takes the gradients that
`tests.benchmarks.error_bars` stores in the folder, and makes those that are missing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import torch

from lamgui.attribution.path.equal_pieces import equal_pieces
from lamgui.attribution.path.path import LENGTH_GRID
from lamgui.base.arrays import Doubles, Floats
from lamgui.networks.catalogue import bundled, entry_named
from lamgui.networks.loading.load import load_network
from tests.benchmarks.error_bars_gradients import ARC_PIECES, Case, case_of
from tests.benchmarks.error_bars_maps import reference_map

FIRST, LATER = 6, 12
"""Nodes of the coarse map, and nodes that are placed by it."""

POWER = 2 / 3
"""Of the norm of an interval's part of the map: shares of the error of midpoints, whose error falls as n**-2."""

SCALE = 4


def main() -> None:
    """Print the median error of each way as a share of that of equal pieces with as many passes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder with the gradients")
    parser.add_argument("--pictures", type=Path, nargs="+", required=True, help="HR pictures of 256x256 or more")
    parser.add_argument("--networks", nargs="*", default=[entry.name for entry in bundled()], help="names or files")
    parser.add_argument("--alpha-steps", type=int, default=100, help="equal steps of α, as the gradients were stored")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    ratios: dict[str, dict[str, list[float]]] = {}
    for name in arguments.networks:
        network = load_network(entry_named(name, SCALE))
        for picture in arguments.pictures:
            case = case_of(arguments.out, network, picture, arguments.alpha_steps)
            for way, ratio in ratios_of(case).items():
                ratios.setdefault(way, {}).setdefault(network.facts.name, []).append(ratio)
    for way, by_network in ratios.items():
        every = [ratio for several in by_network.values() for ratio in several]
        each = ", ".join(f"{name} {np.median(several):.2f}" for name, several in by_network.items())
        sys.stdout.write(f"{way}: {np.median(every):.2f} ({len(every)} maps; {each})\n")


def ratios_of(case: Case) -> dict[str, float]:
    """The error of each way of placing nodes, as a share of that of equal pieces with the same passes."""
    reference = reference_map(case)
    on = _Pieces(case)

    def error(places: Doubles) -> float:
        return float(np.linalg.norm(on.lam(places) - reference))

    first, placed = _equal(FIRST), on.placed(LATER)
    both = np.unique(np.concatenate([first, placed]))
    return {
        f"{LATER} placed by {FIRST}, alone, against {LATER} equal": error(placed) / error(_equal(LATER)),
        f"{LATER} placed by {FIRST}, alone, against {FIRST + LATER} equal": error(placed)
        / error(_equal(FIRST + LATER)),
        f"{LATER} placed by {FIRST}, with these, against {FIRST + LATER} equal": error(both)
        / error(_equal(FIRST + LATER)),
    }


def _equal(nodes: int) -> Doubles:
    """The middles of pieces of equal length, in stored pieces from the beginning of the path."""
    middles: Doubles = (np.arange(nodes) + 0.5) * ARC_PIECES / nodes
    return middles


class _Pieces:
    """A case along its length, in pieces of which ARC_PIECES make the path; at the end of each there is a gradient."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._ends = equal_pieces(LENGTH_GRID, case.path.lengths, ARC_PIECES)

    def lam(self, places: Doubles) -> Floats:
        """The map of nodes at `places`, rising: each stands for the path halfway to its neighbours."""
        total: Floats = np.sum(self._parts(places), axis=0)
        return total

    def placed(self, nodes: int) -> Doubles:
        """Nodes that share the coarse map's parts, to the power, in equal shares."""
        parts = self._parts(_equal(FIRST))
        weights = np.linalg.norm(parts.reshape(FIRST, -1), axis=1) ** POWER
        known = np.concatenate([[0.0], np.cumsum(weights)]) / weights.sum()
        bounds = np.interp(np.linspace(0, 1, nodes + 1), known, np.linspace(0, ARC_PIECES, FIRST + 1))
        middles: Doubles = np.unique(np.round((bounds[1:] + bounds[:-1]) / 2))
        return middles

    def _parts(self, places: Doubles) -> Floats:
        bounds = np.concatenate([[0.0], (places[1:] + places[:-1]) / 2, [ARC_PIECES]])
        points = self._case.path.at(np.interp(bounds, np.arange(ARC_PIECES + 1), self._ends).tolist()).numpy()
        gradients = self._case.at(self._ends[places.astype(int)].tolist()).numpy()
        parts: Floats = gradients * (points[1:] - points[:-1])
        return parts


if __name__ == "__main__":
    main()
