"""The mean of both ends of each of equal steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.kind import RuleKind
from lamgui.attribution.integral.rules.nodes import Cell, Cells, Nodes, PathLength


class BothEnds(Nodes):
    """Nodes at α = 0, 1/m ... 1: each gradient counts for half of the interval on either side."""

    def __init__(self, intervals: int, _path_length: PathLength) -> None:
        super().__init__(np.linspace(0.0, 1.0, intervals + 1), intervals)

    def every_second(self, chosen: Sequence[int]) -> Sequence[int]:
        """From the baseline on, and the input, which every sum has."""
        return (*chosen[:-1:2], chosen[-1])

    def cells(self, chosen: Sequence[int]) -> Cells:
        """From the node before to the node after; both ends of the path belong to every sum."""
        nodes = sorted({0, *chosen, self.intervals})
        at = [self.alphas[k] for k in nodes]
        before, after = [at[0], *at[:-1]], [*at[1:], at[-1]]
        return {
            k: Cell(low, up, (middle + up) / 2, 0.5)
            for k, low, middle, up in zip(nodes, before, at, after, strict=True)
        }


RULE = RuleKind(
    name="trapezoid",
    title="Trapezoid",
    tooltip="The mean of both ends of m equal intervals of α; one pass more.",
    sentence="trapezoids",
    nodes=BothEnds,
    calibration=Calibration(of_map=0.50, of_diffusion_index=0.85),
)
