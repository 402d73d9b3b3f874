"""Automatic steps go on while more nodes help: not within the tolerance, not adding up; and not where none would."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

from lamgui.attribution.integral.completeness import completeness_gap, misses_little
from lamgui.attribution.integral.integrate import Plan, integrate, make_plan
from lamgui.attribution.integral.passes import Restore
from lamgui.attribution.integral.quadrature import AutomaticSteps, make_quadrature
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import NetworkError
from lamgui.base.generators import result_of
from tests.attribution.named import intensity
from tests.attribution.networks import linear_network, picture, smooth_network
from tests.attribution.run import run

PATCH = Patch(9, 7, 6)
GRID = np.linspace(0.0, 1.0, 129)
MOST = 54
FIRST_NODES, FIRST_WITH_THIRDS, *_ = (
    len(level.cells) for level in make_quadrature("arc", AutomaticSteps(0.05, MOST), lambda: (GRID, GRID)).levels
)
"""The first level, and the first that tells its error."""


def passes_for(plan: Plan, network: Restore) -> int:
    return len(result_of(integrate(network, PATCH, intensity, plan, 64)).points.alpha)


def test_a_map_that_does_not_add_up_is_refined_though_its_thirds_agree() -> None:
    network, path = linear_network(2), make_path(Settings(), picture(12, 13))
    plan = make_plan(network, path, PATCH, intensity, "arc", AutomaticSteps(0.05, MOST))
    assert passes_for(plan, network) == FIRST_WITH_THIRDS
    slightly_off = replace(plan, objective_input=plan.objective_input + 0.04 * plan.delta)
    assert passes_for(slightly_off, network) == FIRST_WITH_THIRDS
    off = replace(plan, objective_input=plan.objective_input + 0.2 * plan.delta)
    assert passes_for(off, network) == MOST


def test_a_flat_picture_ends_with_the_first_level_and_has_neither_a_gap_nor_an_error() -> None:
    flat = torch.full((3, 12, 13), 0.37, dtype=torch.float64)
    attribution, steps = run(smooth_network(2), flat, PATCH, steps=None, tolerance=0.05)
    assert len(steps) == FIRST_NODES
    assert attribution.error is None
    assert np.isnan(attribution.completeness_gap)


def broken(x: Tensor) -> Tensor:
    return torch.where(x > 0.5, x, x * float("nan"))


def infinite(x: Tensor) -> Tensor:
    return x + torch.full_like(x, torch.inf)


@pytest.mark.parametrize("network", [broken, infinite])
def test_values_that_are_not_finite_end_with_the_first_level(network: Restore) -> None:
    attribution, steps = run(network, picture(12, 13), Patch(2, 2, 4), steps=None, tolerance=0.05, detector="intensity")
    assert len(steps) == FIRST_NODES
    ends = [attribution.objective_baseline, attribution.objective_input]
    objectives = [*(step.objective for step in steps), *ends]
    gradients = sum(int((~step.seen_gradient.isfinite()).sum()) for step in steps)
    assert attribution.nonfinite == gradients + int((~np.isfinite(objectives)).sum())
    assert attribution.nonfinite >= len(steps) + 2


def detached(x: Tensor) -> Tensor:
    return x.detach() * 2


def unused(x: Tensor) -> Tensor:
    return torch.ones_like(x).requires_grad_(True)


@pytest.mark.parametrize("network", [detached, unused])
def test_a_network_without_a_gradient_is_told(network: Restore) -> None:
    with pytest.raises(NetworkError, match="No gradient leads from the patch"):
        run(network, picture(12, 13), Patch(2, 2, 4), steps=3)


@pytest.mark.parametrize(
    ("total", "delta", "rounding", "gap"),
    [(1.1, 1.0, 0.0, 0.1), (-0.9, -1.0, 0.5, -0.1), (0.0, 0.0, 0.0, np.nan), (1.0, 0.0, 0.0, np.inf)],
)
def test_the_gap_is_relative_to_delta(total: float, delta: float, rounding: float, gap: float) -> None:
    assert completeness_gap(total, delta, rounding) == pytest.approx(gap, nan_ok=True)


def test_what_rounding_leaves_has_no_gap() -> None:
    assert np.isnan(completeness_gap(0.0, 1e-15, 1e-12))
    assert completeness_gap(0.0, 1e-3, 1e-12) == -1.0
    assert completeness_gap(1e-3, 1e-15, 1e-12) > 1e6


def test_what_is_missed_counts_against_the_range_of_d() -> None:
    assert misses_little(0.5, np.array([0.0, 10.0, 1.0]))
    assert not misses_little(0.51, np.array([0.0, 10.0, 1.0]))
    assert misses_little(0.0, np.array([1.0, 1.0]))
