"""A gap is put in words that do not contradict its number."""

from __future__ import annotations

import math

import pytest

from lamgui.attribution.integral.completeness import LARGE_GAP, MET_GAP
from lamgui.maps.gap_words import gap_in_words
from lamgui.maps.verdict import Trust, judge
from tests.widgets.analysis_of import analysis_of


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (-0.001, "−0.1 %: the sum meets ΔD"),
        (0.0002, "+0.02 %: the sum meets ΔD"),
        (0.0, "0.00 %: the sum meets ΔD"),
        (-1e-9, "0.00 %: the sum meets ΔD"),
        (-0.01, "−1.0 %: the sum meets ΔD"),
        (-0.022, "−2.2 %: the sum nearly meets ΔD"),
        (0.05, "+5.0 %: the sum nearly meets ΔD"),
        (-0.08, "−8.0 %: the sum misses ΔD"),
        (0.123, "+12.3 %: the sum exceeds ΔD"),
        (math.nan, "none: ΔD is 0"),
        (-math.inf, "none: ΔD is 0, but the sum is not"),
    ],
)
def test_gap_says_whether_the_sum_meets_delta(gap: float, words: str) -> None:
    assert gap_in_words(gap) == words


def test_gap_of_a_map_that_is_not_finite_does_not_blame_delta() -> None:
    assert gap_in_words(math.nan, nonfinite=3) == "none: the map is not finite"


@pytest.mark.parametrize("gap", [-2.0, -LARGE_GAP, -0.03, -MET_GAP, 0.0, MET_GAP, 0.03, LARGE_GAP, 0.06])
def test_a_sum_that_meets_delta_speaks_against_no_map_and_another_does(gap: float) -> None:
    sound = judge(analysis_of(gap=gap)).trust is Trust.SOUND
    assert sound == ("meets" in gap_in_words(gap))
