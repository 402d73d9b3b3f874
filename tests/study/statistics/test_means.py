"""Means with bootstrap intervals: against the closed form of their spread, and the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.study.statistics.means import RESAMPLES, difference_of_means, mean_of, resampled_means


def test_the_interval_is_that_of_the_normal_distribution_for_many_values() -> None:
    values = np.random.default_rng(3).normal(5.0, 2.0, 400)
    mean = mean_of(values)
    half = 1.96 * values.std() / np.sqrt(values.size)
    assert mean.value == pytest.approx(values.mean())
    # The quantiles of 10,000 means are within 5 % of the width; the distribution of 400 is normal to less.
    assert mean.low == pytest.approx(values.mean() - half, abs=0.1 * half)
    assert mean.high == pytest.approx(values.mean() + half, abs=0.1 * half)


def test_of_two_values_a_quarter_of_the_resamples_is_each_alone() -> None:
    means = resampled_means(np.array([0.0, 1.0]))
    assert means.size == RESAMPLES
    shares = [float(np.mean(means == value)) for value in (0.0, 0.5, 1.0)]
    np.testing.assert_allclose(shares, [0.25, 0.5, 0.25], atol=5 * np.sqrt(0.25 / RESAMPLES))


def test_one_value_has_a_mean_without_an_interval_and_none_has_no_mean() -> None:
    assert (mean_of(np.array([3.0])).value, mean_of(np.array([3.0])).low) == (3.0, None)
    with pytest.raises(ValueError, match="a mean needs"):
        mean_of(np.empty(0))


def test_the_same_values_give_the_same_interval() -> None:
    values = np.arange(20.0)
    assert mean_of(values) == mean_of(values)
    assert mean_of(values, seed=1) != mean_of(values)


def test_a_difference_draws_each_group_for_itself() -> None:
    first, second = np.random.default_rng(0).normal(3, 1, 200), np.random.default_rng(1).normal(1, 2, 300)
    found = difference_of_means(first, second)
    half = 1.96 * np.hypot(first.std() / np.sqrt(200), second.std() / np.sqrt(300))
    assert found.value == pytest.approx(first.mean() - second.mean())
    assert found.low == pytest.approx(found.value - half, abs=0.1 * half)
    assert found.high == pytest.approx(found.value + half, abs=0.1 * half)
    assert difference_of_means(np.array([1.0]), second).low is None
