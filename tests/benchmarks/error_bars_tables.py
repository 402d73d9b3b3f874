"""Which share of the maps lies within its error bar: factors from some maps, their coverage on those held back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.registry import RULES
from lamgui.attribution.settings.settings import DEFAULT_TOLERANCE
from lamgui.base.arrays import Doubles
from tests.benchmarks.error_bars_maps import AUTOMATIC, Map

HOLDS_IN = 0.95
"""Share of the maps in which an error bar is meant to hold."""


@dataclass(frozen=True)
class HeldBack:
    """Networks and pictures that no factor is found from."""

    networks: Collection[str]
    pictures: Collection[str]

    def group(self, one: Map) -> str:
        """What of a map's network and picture is new to the factors."""
        new = (one.network in self.networks, one.picture in self.pictures)
        return {
            (True, True): "network and picture held back",
            (True, False): "network held back",
            (False, True): "picture held back",
            (False, False): "calibration",
        }[new]


GROUPS = ("calibration", "picture held back", "network held back", "network and picture held back")


def show_tables(maps: Sequence[Map], held_back: HeldBack) -> None:
    """Print the factors that the calibration part asks for, and the coverage of those in use, as Markdown."""
    _show_factors([one for one in maps if held_back.group(one) == GROUPS[0]])
    for group in GROUPS:
        _show_coverage(group, [one for one in maps if held_back.group(one) == group])
    _show_coverage("all that is held back", [one for one in maps if held_back.group(one) != GROUPS[0]])
    _show_default([one for one in maps if one.is_automatic])


def rule_of(one: Map) -> str:
    """The rule by which a map is calibrated."""
    return "arc" if one.rule == AUTOMATIC else one.rule


def calibration_of(one: Map) -> Calibration:
    """The factors in use for a map."""
    return RULES[rule_of(one)].calibration


def map_bar(one: Map) -> float:
    """± of the map, a share of its norm."""
    return one.apart * calibration_of(one).of_map


def index_bar(one: Map) -> float:
    """± of DI."""
    return one.index_apart * calibration_of(one).of_diffusion_index


def weighted_quantile(values: Sequence[float], networks: Sequence[str], share: float) -> float:
    """The value that `share` of all lies below, each network with the same weight."""
    counts = {network: networks.count(network) for network in {*networks}}
    order = np.argsort(values)
    weights: Doubles = np.cumsum([1 / counts[networks[k]] for k in order])
    place = int(np.searchsorted(weights, share * weights[-1]))
    return float(values[order[min(place, len(order) - 1)]])


def _show_factors(maps: Sequence[Map]) -> None:
    _write("\n| rule | maps | error / apart: median | 95 % | in use | DI: median | 95 % | in use |")
    _write("|---|---|---|---|---|---|---|---|")
    for rule in RULES:
        own = [one for one in maps if rule_of(one) == rule]
        if not own:
            continue
        networks = [one.network for one in own]
        found = [
            weighted_quantile([ratio(one) for one in own], networks, share)
            for ratio in (_map_ratio, _index_ratio)
            for share in (0.5, HOLDS_IN)
        ]
        used = RULES[rule].calibration
        _write(
            f"| {rule} | {len(own)} | {found[0]:.3f} | {found[1]:.3f} | {used.of_map:g} "
            f"| {found[2]:.3f} | {found[3]:.3f} | {used.of_diffusion_index:g} |"
        )


def _show_coverage(title: str, maps: Sequence[Map]) -> None:
    _write(f"\n{title}\n\n| rule | maps | within ± | median ± | ± / error, median | DI within ± | median ± of DI |")
    _write("|---|---|---|---|---|---|---|")
    for rule in (*RULES, AUTOMATIC, "all"):
        own = [one for one in maps if rule in (one.rule, "all")]
        if not own:
            continue
        bars = [map_bar(one) for one in own]
        wider = [bar / max(one.error, 1e-12) for bar, one in zip(bars, own, strict=True)]
        _write(
            f"| {rule} | {len(own)} | {_share(own, lambda one: one.error <= map_bar(one))} "
            f"| {100 * np.median(bars):.2f} % | {np.median(wider):.2f} "
            f"| {_share(own, lambda one: one.index_error <= index_bar(one))} "
            f"| {np.median([index_bar(one) for one in own]):.3g} |"
        )


def ended_at(levels: Sequence[Map], tolerance: float = DEFAULT_TOLERANCE) -> Map:
    """The level at which automatic steps end, of one network and picture."""
    rising = sorted(levels, key=lambda one: one.nodes)
    return next((one for one in rising if one.adds_up and map_bar(one) <= tolerance), rising[-1])


def _show_default(maps: Sequence[Map]) -> None:
    """How automatic steps end with each network."""
    _write("\n| network | pictures | passes: median | mean | most | short of 5 % | off by more than 5 % | within ± |")
    _write("|---|---|---|---|---|---|---|---|")
    cases = sorted({(one.network, one.picture) for one in maps})
    ends = [ended_at([one for one in maps if (one.network, one.picture) == case]) for case in cases]
    for network in [*sorted({one.network for one in ends}), "all"]:
        own = [one for one in ends if network in (one.network, "all")]
        passes = [one.nodes for one in own]
        _write(
            f"| {network} | {len(own)} | {np.median(passes):g} | {np.mean(passes):.1f} | {max(passes)} "
            f"| {sum(map_bar(one) > DEFAULT_TOLERANCE for one in own)} "
            f"| {sum(one.error > DEFAULT_TOLERANCE for one in own)} "
            f"| {_share(own, lambda one: one.error <= map_bar(one))} |"
        )


def _map_ratio(one: Map) -> float:
    return one.error / one.apart


def _index_ratio(one: Map) -> float:
    return one.index_error / one.index_apart


def _share(maps: Sequence[Map], holds: Callable[[Map], bool]) -> str:
    return f"{100 * np.mean([holds(one) for one in maps]):.1f} %"


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
