"""Means over places with their 95 % intervals, by the bootstrap with a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.base.arrays import Doubles

LEVEL = 0.95
RESAMPLES = 10_000
SEED = 0
_AT_ONCE = 2_000_000
"""Drawn numbers held at a time."""


@dataclass(frozen=True)
class Mean:
    """A mean of `count` values, and the interval in which it lies at 95 %; without one where there is one value."""

    value: float
    low: float | None
    high: float | None
    count: int


def mean_of(values: Doubles, seed: int = SEED) -> Mean:
    """The mean of values (n,) with its percentile bootstrap interval; raises ValueError without any.

    The same n draws the same places, so that the intervals of several networks belong to the same resamples.
    """
    if values.size == 0:
        raise ValueError("a mean needs a value")
    if values.size == 1:
        return Mean(float(values[0]), None, None, 1)
    low, high = _interval(resampled_means(values, seed))
    return Mean(float(values.mean()), low, high, values.size)


def difference_of_means(first: Doubles, second: Doubles, seed: int = SEED) -> Mean:
    """Mean of the first values (n,) less that of the second (m,), each group drawn for itself.

    There is no interval where a group has one value. Raises ValueError where one has none.
    """
    if not first.size or not second.size:
        raise ValueError("a difference of means needs values on both sides")
    value, count = float(first.mean() - second.mean()), first.size + second.size
    if min(first.size, second.size) == 1:
        return Mean(value, None, None, count)
    low, high = _interval(resampled_means(first, seed) - resampled_means(second, seed + 1))
    return Mean(value, low, high, count)


def resampled_means(values: Doubles, seed: int = SEED) -> Doubles:
    """The means of so many samples of the size of values (n,), drawn from them with repetition, (RESAMPLES,)."""
    random = np.random.default_rng(seed)
    at_once = max(1, _AT_ONCE // values.size)
    means = []
    for begin in range(0, RESAMPLES, at_once):
        drawn = random.integers(0, values.size, (min(at_once, RESAMPLES - begin), values.size))
        means.append(values[drawn].mean(axis=1))
    found: Doubles = np.concatenate(means)
    return found


def _interval(means: Doubles) -> tuple[float, float]:
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
