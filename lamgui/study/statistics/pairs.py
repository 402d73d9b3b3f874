"""How many pictures are needed to tell two networks apart, from how much their difference varies over pictures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lamgui.base.arrays import Doubles
from lamgui.study.statistics.comparison import DI, Comparison

Z_LEVEL, Z_POWER = 1.959963984540054, 0.8416212335729143
"""Quantiles of the normal distribution: 5 % two-tailed, and a power of 80 %."""

FORMULA = "n = ⌈((1.960 + 0.842) s / d)² + 1.960² / 2⌉"
"""In words: d is the mean of the paired differences, s their standard deviation."""


@dataclass(frozen=True)
class PairOfNetworks:
    """Two networks, the mean and the spread of their paired differences of DI, and the pictures that tell them apart.

    `needed` is None where they do not differ, or their spread is not known: no number of pictures follows.
    """

    first: str
    second: str
    difference: float
    spread: float | None
    needed: int | None


def pictures_needed(differences: Doubles) -> int | None:
    """How many pictures a paired t-test at 5 % (two-tailed) needs to find this difference in 80 % of studies.

    n = ((z₁ + z₂) s / d)² + z₁² / 2, rounded up (Guenther 1981), d the mean and s the standard deviation of the
    differences (n,); at least 2. None for a mean of 0 and for a single difference.
    """
    if differences.size < 2:
        return None
    mean, spread = float(differences.mean()), float(differences.std(ddof=1))
    if mean == 0:
        return None
    wanted = ((Z_LEVEL + Z_POWER) * spread / mean) ** 2 + Z_LEVEL**2 / 2
    return max(2, math.ceil(wanted)) if math.isfinite(wanted) else None


def pairs(comparison: Comparison, name: str = DI) -> tuple[PairOfNetworks, ...]:
    """Every two networks, the ones that are hardest to tell apart first; `name` is the number that is compared."""
    values = comparison.values(name)
    found = []
    for first, second in combinations(range(len(comparison.networks)), 2):
        differences = values[first] - values[second]
        differences = differences[np.isfinite(differences)]
        if differences.size:
            found.append(
                PairOfNetworks(
                    comparison.names[first],
                    comparison.names[second],
                    float(differences.mean()),
                    float(differences.std(ddof=1)) if differences.size > 1 else None,
                    pictures_needed(differences),
                )
            )
    return tuple(sorted(found, key=lambda one: -(math.inf if one.needed is None else one.needed)))
