"""Quadrature: at which α the gradient is taken, and for which piece of the path it stands; coarse sums within fine."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from lamgui.attribution.path.equal_pieces import equal_pieces
from lamgui.attribution.settings.settings import Rule

Floats = npt.NDArray[np.float64]

FIRST_NODES = 6
"""About as many as the first level has: a map to look at while the others are computed."""

AUTO_LEVELS = 5
"""Of steps that are found automatically: 6, 18, 54, 162 and at most 486 nodes."""

LEAST_FOR_THIRDS = 6
"""Nodes of which every third still says something about the path."""


@dataclass(frozen=True)
class Cell:
    """The piece of the path that a node's gradient stands for: `weight` * ∂D/∂γ ⊙ (γ(upper) - γ(lower)).

    `reached` is the α up to which the integral is summed once this term is in.
    """

    lower: float
    upper: float
    reached: float
    weight: float = 1.0


Cells = Mapping[int, Cell]
"""A sum that covers the path once: some of the nodes, by their index and in the order of α, each with its cell."""


@dataclass(frozen=True)
class Level:
    """A sum over some of the nodes, and over every third of those alone: how far the two differ tells the error.

    The first of `thirds` is the rule's own with three times the step. There are none where there are too few nodes.
    So many of them as `error_thirds` tell the error of the map.
    """

    cells: Cells
    thirds: tuple[Cells, ...] = ()
    error_thirds: int = 1


@dataclass(frozen=True)
class Quadrature:
    """Nodes at the rising `alphas`, and levels from coarse to fine: each takes the nodes of the one before and more."""

    alphas: tuple[float, ...]
    levels: tuple[Level, ...]


def make_quadrature(rule: Rule, steps: int | None, path_length: Callable[[], tuple[Floats, Floats]]) -> Quadrature:
    """The nodes of a rule with `steps` intervals; None lays out levels that go on, each three times as fine.

    The last level is the rule itself. `path_length` gives rising α, from 0 to 1, and the path's length up to each;
    only `arc` asks it.
    """
    intervals = FIRST_NODES * 3 ** (AUTO_LEVELS - 1) if steps is None else steps
    nodes = _Nodes(rule, intervals, _grid(rule, intervals, path_length))
    strides = [3**k for k in reversed(range(AUTO_LEVELS))] if steps is None else _strides(intervals)
    return Quadrature(nodes.alphas, tuple(nodes.level(stride) for stride in strides))


def _strides(steps: int) -> list[int]:
    """A first level before the whole where that is worth it."""
    coarse = round(steps / FIRST_NODES)
    return [coarse, 1] if coarse > 1 else [1]


def _grid(rule: Rule, intervals: int, path_length: Callable[[], tuple[Floats, Floats]]) -> Floats:
    """α of the ends of all intervals, and of their middles where the rule takes those."""
    if rule is Rule.ARC:
        return equal_pieces(*path_length(), 2 * intervals)
    return np.linspace(0.0, 1.0, (2 if rule is Rule.MIDPOINT else 1) * intervals + 1)


@dataclass(frozen=True, eq=False)
class _Nodes:
    """All nodes of a rule, and the sums over some of them."""

    rule: Rule
    intervals: int
    grid: Floats
    alphas: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        part = {Rule.RIGHT: self.grid[1:], Rule.TRAPEZOID: self.grid}.get(self.rule, self.grid[1::2])
        object.__setattr__(self, "alphas", tuple(part.tolist()))

    def level(self, stride: int) -> Level:
        """The level of every `stride`-th node."""
        chosen = self._every(stride)
        if len(chosen) < LEAST_FOR_THIRDS:
            return Level(self._cells(chosen))
        coarser = chosen.index(self._every(3 * stride)[0])
        thirds = tuple(self._cells(chosen[(coarser + k) % 3 :: 3]) for k in range(3))
        # Right ends do not see a gradient that changes in the first interval of a sum; no third begins with the same.
        return Level(self._cells(chosen), thirds, error_thirds=len(thirds) if self.rule is Rule.RIGHT else 1)

    def _every(self, stride: int) -> Sequence[int]:
        """Those that the rule itself would take with intervals `stride` times as long."""
        if self.rule is Rule.TRAPEZOID:
            return range(0, self.intervals + 1, stride)
        if self.rule is Rule.RIGHT:
            return range((self.intervals - 1) % stride, self.intervals, stride)
        return range(min(stride // 2, self.intervals - 1), self.intervals, stride)

    def _cells(self, chosen: Sequence[int]) -> Cells:
        if self.rule is Rule.TRAPEZOID:
            # The mean of both ends of an interval needs an end: those of the path belong to every sum.
            return self._means_of_ends(sorted({0, *chosen, self.intervals}))
        if self.rule is Rule.RIGHT:
            cuts = [self.alphas[k] for k in chosen[:-1]]
        else:
            cuts = [float(self.grid[a + b + 1]) for a, b in pairwise(chosen)]
        bounds = [0.0, *cuts, 1.0]
        return {k: Cell(low, up, up) for k, (low, up) in zip(chosen, pairwise(bounds), strict=True)}

    def _means_of_ends(self, chosen: Sequence[int]) -> Cells:
        """Gathered by node: each gradient counts for half of the interval on either side."""
        at = [self.alphas[k] for k in chosen]
        before, after = [at[0], *at[:-1]], [*at[1:], at[-1]]
        return {
            k: Cell(low, up, (middle + up) / 2, 0.5)
            for k, low, middle, up in zip(chosen, before, at, after, strict=True)
        }
