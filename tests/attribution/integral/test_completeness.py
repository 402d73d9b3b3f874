"""How far the sum of a map lies from ΔD, and when that is too far."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lamgui.attribution.integral.completeness import completeness_gap, is_large_gap, misses_little


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
