"""The middle of each of steps that are equally long on the path: nodes lie densest where it moves fastest."""

from __future__ import annotations

from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.integral.rules.kind import RuleKind
from lamgui.attribution.integral.rules.midpoint import Midpoints
from lamgui.attribution.integral.rules.nodes import PathLength
from lamgui.attribution.path.equal_pieces import equal_pieces


def midpoints_by_length(intervals: int, path_length: PathLength) -> Midpoints:
    """Of intervals of equal path length."""
    return Midpoints(equal_pieces(*path_length(), 2 * intervals))


RULE = RuleKind(
    name="arc",
    title="Equal arc length",
    tooltip="Midpoints of intervals of equal path length: the most exact for its steps.",
    sentence="midpoints of equal arc length",
    nodes=midpoints_by_length,
    calibration=Calibration(of_map=0.43, of_diffusion_index=0.82),
)
