"""How many pictures tell two networks apart: against the power of the t-test, which the formula approaches."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lamgui.study.statistics.comparison import compared
from lamgui.study.statistics.pairs import pairs, pictures_needed
from tests.study.rows import results_of


@pytest.mark.parametrize("effect", [0.2, 0.5, 0.8])
def test_the_number_has_80_percent_power_in_a_t_test(effect: float) -> None:
    # Two differences with this mean and a standard deviation of 1.
    needed = pictures_needed(effect + np.array([-1.0, 1.0]) / math.sqrt(2))
    assert needed is not None
    powers = []
    for count in (needed - 2, needed + 1):
        limit = stats.t.ppf(0.975, count - 1)
        powers.append(float(stats.nct.sf(limit, count - 1, effect * math.sqrt(count))))
    assert powers[0] < 0.8 < powers[1], powers


def test_no_number_follows_without_a_difference_or_of_one_picture() -> None:
    assert pictures_needed(np.array([1.0, -1.0])) is None
    assert pictures_needed(np.array([2.0])) is None


def test_equal_differences_need_two_pictures() -> None:
    assert pictures_needed(np.array([0.5, 0.5, 0.5])) == 2


def test_the_pair_that_is_hardest_to_tell_apart_comes_first() -> None:
    base = np.array([1.0, 1.5, 2.0, 2.5])
    noise = np.array([0.1, -0.1, 0.2, -0.15])
    found = pairs(compared(results_of([base, base + 0.01 + noise, base + 1 + noise])))
    assert {(found[0].first, found[0].second)} == {("N0", "N1")}
    assert found[0].difference == pytest.approx(-(0.01 + noise.mean()))
    assert found[0].spread == pytest.approx(noise.std(ddof=1))
    assert len(found) == 3
