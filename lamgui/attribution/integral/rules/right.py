"""The right end of each of equal steps, as the authors' demo computes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.kind import RuleKind
from lamgui.attribution.integral.rules.nodes import Cell, Cells, Nodes, PathLength


class RightEnds(Nodes):
    """Nodes at α = k/m, each for the interval before it."""

    def __init__(self, intervals: int, _path_length: PathLength) -> None:
        super().__init__(np.linspace(0.0, 1.0, intervals + 1)[1:], intervals)

    def every_second(self, chosen: Sequence[int]) -> Sequence[int]:
        """Counted from the end: the last node is the input itself."""
        return chosen[(len(chosen) - 1) % 2 :: 2]

    def cells(self, chosen: Sequence[int]) -> Cells:
        """From the node before to the node itself."""
        bounds = [0.0, *(self.alphas[k] for k in chosen[:-1]), 1.0]
        return {k: Cell(low, up, up) for k, (low, up) in zip(chosen, pairwise(bounds), strict=True)}


RULE = RuleKind(
    name="right",
    title="Right ends",
    tooltip="Nodes at α = k/m, the right end of each interval. What the demo computes.",
    sentence="right end points",
    nodes=RightEnds,
    calibration=Calibration(of_map=0.70, of_diffusion_index=1.3),
)
