"""The middle of each of equal steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.kind import RuleKind
from lamgui.attribution.integral.rules.nodes import Cell, Cells, Nodes, PathLength
from lamgui.base.arrays import Doubles


class Midpoints(Nodes):
    """Nodes in the middles of intervals; `grid` has the α of all their ends and, between each two, of the middle."""

    def __init__(self, grid: Doubles) -> None:
        self._grid = grid
        super().__init__(grid[1::2], len(grid) // 2)

    def every_second(self, chosen: Sequence[int]) -> Sequence[int]:
        """From the first or from the second on: whichever lies nearer to the middle of its cell."""
        if len(chosen) < 2:
            return chosen[1:]
        # In intervals: the first lies `chosen[0] + 1/2` from the baseline, and should lie half of the new distance.
        is_too_near = 2 * chosen[0] + 1 < chosen[1] - chosen[0]
        return chosen[1 if is_too_near else 0 :: 2]

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
    calibration=Calibration(of_map=0.54, of_diffusion_index=1.02),
)
