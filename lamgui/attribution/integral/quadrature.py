"""Quadrature: the nodes of a rule in levels from coarse to fine; coarse sums within fine."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.nodes import Level, PathLength
from lamgui.attribution.integral.rules.registry import RULES

FEWEST_NODES = 3
"""Of the first level: a map to look at while the others are computed."""


@dataclass(frozen=True)
class AutomaticSteps:
    """As many nodes as a map needs whose error, a share of its norm, is within `tolerance`: `most` of them at most."""

    tolerance: float
    most: int


@dataclass(frozen=True)
class Quadrature:
    """Nodes at the rising `alphas`, and levels from coarse to fine: each takes the nodes of the one before and more.

    `calibration` makes an error of how far the maps of every third node lie from that of all.
    """

    alphas: tuple[float, ...]
    levels: tuple[Level, ...]
    calibration: Calibration

    def level_with(self, nodes: int) -> Level:
        """The first level of at least so many nodes, else the last."""
        return next((level for level in self.levels if len(level.cells) >= nodes), self.levels[-1])

    def up_to(self, nodes: int) -> Quadrature:
        """The levels of at most so many nodes; raises ValueError where even the first has more."""
        levels = tuple(level for level in self.levels if len(level.cells) <= nodes)
        if not levels:
            raise ValueError(f"no level has {nodes} nodes or fewer")
        return replace(self, levels=levels)


def make_quadrature(rule: str, steps: int | AutomaticSteps, path_length: PathLength) -> Quadrature:
    """The nodes of the rule of that name with `steps` intervals, and a coarse level before where that is worth it.

    Automatic steps have all levels, each about twice as fine as the one before. Only a rule that goes by the path's
    length asks for it.
    """
    kind = RULES[rule]
    if isinstance(steps, int):
        nodes = kind.nodes(steps, path_length)
        *coarser, whole = nodes.levels(FEWEST_NODES)
        first = [level for level in coarser[:1] if 2 * len(level.cells) < len(whole.cells)]
        return Quadrature(nodes.alphas, (*first, whole), kind.calibration)
    nodes = kind.nodes(steps.most, path_length)
    if (excess := len(nodes.alphas) - steps.most) > 0:
        # A rule that takes both ends of its intervals has one node more.
        nodes = kind.nodes(steps.most - excess, path_length)
    return Quadrature(nodes.alphas, nodes.levels(FEWEST_NODES), kind.calibration)
