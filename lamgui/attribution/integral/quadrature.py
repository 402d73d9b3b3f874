"""Quadrature: the nodes of a rule in levels from coarse to fine; coarse sums within fine."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.attribution.integral.rules.nodes import Level, PathLength
from lamgui.attribution.integral.rules.registry import RULES

FIRST_NODES = 6
"""About as many as the first level has: a map to look at while the others are computed."""

AUTO_LEVELS = 5
"""Of steps that are found automatically: 6, 18, 54, 162 and at most 486 nodes."""


@dataclass(frozen=True)
class Quadrature:
    """Nodes at the rising `alphas`, and levels from coarse to fine: each takes the nodes of the one before and more."""

    alphas: tuple[float, ...]
    levels: tuple[Level, ...]


def make_quadrature(rule: str, steps: int | None, path_length: PathLength) -> Quadrature:
    """The nodes of the rule of that name with `steps` intervals; None lays out levels, each three times as fine.

    The last level is the rule itself. Only a rule that goes by the path's length asks for it.
    """
    intervals = FIRST_NODES * 3 ** (AUTO_LEVELS - 1) if steps is None else steps
    nodes = RULES[rule].nodes(intervals, path_length)
    strides = [3**k for k in reversed(range(AUTO_LEVELS))] if steps is None else _strides(intervals)
    return Quadrature(nodes.alphas, tuple(nodes.level(stride) for stride in strides))


def _strides(steps: int) -> list[int]:
    """A first level before the whole where that is worth it."""
    coarse = round(steps / FIRST_NODES)
    return [coarse, 1] if coarse > 1 else [1]
