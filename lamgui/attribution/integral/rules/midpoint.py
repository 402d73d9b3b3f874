"""The middle of each of equal steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lamgui.attribution.integral.rules.kind import RuleKind
from lamgui.attribution.integral.rules.nodes import Cell, Cells, Nodes, PathLength
from lamgui.base.arrays import Doubles


class Midpoints(Nodes):
    """Nodes in the middles of intervals; `grid` has the α of all their ends and, between each two, of the middle."""

    def __init__(self, grid: Doubles) -> None:
        self._grid = grid
        super().__init__(grid[1::2], len(grid) // 2)

    def every(self, stride: int) -> Sequence[int]:
        """From the middle of the first `stride` intervals on."""
        return range(min(stride // 2, self.intervals - 1), self.intervals, stride)

    def cells(self, chosen: Sequence[int]) -> Cells:
        """Cut halfway, along the grid, between each node and the next."""
        cuts = [float(self._grid[a + b + 1]) for a, b in pairwise(chosen)]
        return {k: Cell(low, up, up) for k, (low, up) in zip(chosen, pairwise([0.0, *cuts, 1.0]), strict=True)}


def equal_midpoints(intervals: int, _path_length: PathLength) -> Midpoints:
    """Of intervals that are equal in α."""
    return Midpoints(np.linspace(0.0, 1.0, 2 * intervals + 1))


RULE = RuleKind(
    name="midpoint",
    title="Midpoint",
    tooltip="Nodes halfway between the ends of m equal intervals of α.",
    sentence="midpoints",
    nodes=equal_midpoints,
)
