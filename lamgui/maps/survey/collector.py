"""D of every patch, collected from a run that restores whole pictures anyway: a survey without passes of its own."""

from __future__ import annotations

import numpy as np

from lamgui.attribution.detectors.detector import summed_density
from lamgui.attribution.integral.integrate import Plan, Step
from lamgui.attribution.measures.survey import BASELINE, INPUT, NODE_COUNTS, Survey
from lamgui.attribution.settings.makers import make_density
from lamgui.attribution.settings.settings import Settings
from lamgui.base.arrays import Floats
from lamgui.base.memory_limits import SURVEY_OF_RUN_BYTES

FEWEST_NODES = NODE_COUNTS[1]
"""Least nodes, both ends included; with fewer the curves under the pointer would be coarser than a survey's."""


class SurveyCollector:
    """Collects the contribution of every position to D at some nodes of a run, evenly spread, and at both ends."""

    def __init__(self, settings: Settings, plan: Plan) -> None:
        self._plan = plan
        self._density = make_density(settings)
        self._planes: dict[float, Floats] = {}
        nodes = [node for node in plan.likely.cells if BASELINE < plan.quadrature.alphas[node] < INPUT]
        plane_bytes = plan.sr[0].nbytes
        count = min(NODE_COUNTS[0], SURVEY_OF_RUN_BYTES // plane_bytes) - 2
        is_worth_it = min(count, len(nodes)) + 2 >= FEWEST_NODES and plan.baseline_sr is not None
        spread = np.linspace(0, len(nodes) - 1, max(0, count)).round().astype(int) if is_worth_it else ()
        self._nodes = {nodes[place] for place in spread}

    def add(self, step: Step) -> None:
        """Look at the SR picture of a step, if it brings one and its node is one of those."""
        if self._density is not None and step.sr is not None and step.node in self._nodes:
            density, side_px = self._density
            self._planes[step.alpha] = summed_density(density, side_px, step.sr)

    def survey(self) -> Survey | None:
        """The survey; None with too few nodes, or where D of an end is not finite."""
        plan = self._plan
        if self._density is None or plan.baseline_sr is None or len(self._planes) + 2 < FEWEST_NODES:
            return None
        density, side_px = self._density
        for alpha, sr in ((BASELINE, plan.baseline_sr), (INPUT, plan.sr)):
            self._planes[alpha] = summed_density(density, side_px, sr)
        if not all(np.isfinite(self._planes[end]).all() for end in (BASELINE, INPUT)):
            return None
        alphas = sorted(self._planes)
        return Survey(tuple(alphas), tuple(self._planes[alpha] for alpha in alphas), side_px)
