"""Run an attribution to its end, as tests want it."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from lamgui.attribution.integral.integrate import Attribution, Step, integrate, make_plan
from lamgui.attribution.integral.passes import Restore
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_detector, make_path, make_steps
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of


def run(restore: Restore, lr: Tensor, patch: Patch, batch: int = 1, **settings: Any) -> tuple[Attribution, list[Step]]:
    """The attribution and the steps that led to it; partial sums are copied, since they grow in place."""
    chosen = Settings(**settings)
    detector = make_detector(chosen)
    plan = make_plan(restore, make_path(chosen, lr), patch, detector, chosen.rule, make_steps(chosen))
    running = integrate(restore, patch, detector, plan, batch)
    steps: list[Step] = []
    return result_of(running, steps.append), steps
