"""How far the sum of a map lies from ΔD, and when that is too far."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lamgui.attribution.integral.completeness import completeness_gap, is_large_gap, largest_fall, misses_little


@pytest.mark.parametrize(("gap", "large"), [(0.05, False), (-0.051, True), (math.nan, True), (math.inf, True)])
def test_large_gaps(gap: float, large: bool) -> None:
    assert is_large_gap(gap) is large


def test_the_gap_is_a_share_of_the_change() -> None:
    assert completeness_gap(1.5, 2.0) == -0.25
    assert math.isnan(completeness_gap(0.0, 0.0))
    assert completeness_gap(1.0, 0.0) == math.inf
    assert math.isnan(completeness_gap(1e-9, -1e-9, rounding=1e-6))


def test_what_is_missed_is_held_against_the_range_of_d() -> None:
    up_and_down = np.array([0.0, 10.0, 0.1])
    assert misses_little(0.5, up_and_down)
    assert not misses_little(0.51, up_and_down)


@pytest.mark.parametrize(
    ("objective", "fall"),
    [([0, 5, 10], 0.0), ([10, 5, 0], 1.0), ([0, 6, 4, 10], 0.2), ([0, 8, 7, 6, 10], 0.2), ([3, 3], 0.0)],
)
def test_a_fall_is_a_share_of_the_range_in_which_d_moves(objective: list[float], fall: float) -> None:
    assert largest_fall(np.array(objective, dtype=np.float64)) == pytest.approx(fall)
