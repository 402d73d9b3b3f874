"""How two columns of numbers go together: Pearson, Spearman, and whether many rankings agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations

import numpy as np
import numpy.typing as npt

from lamgui.base.arrays import Doubles

LEAST_PAIRS = 3
"""Fewer have no correlation that could be other than ±1."""
MOST_EXACT = 8
"""Up to so many pairs Spearman's p counts all orders; the usual t distribution says p = 0 of three in a row."""


@dataclass(frozen=True)
class Correlation:
    """Pearson's r and Spearman's ρ of `count` pairs, each with its two-tailed p."""

    pearson: float
    pearson_p: float
    spearman: float
    spearman_p: float
    count: int


@dataclass(frozen=True)
class Concordance:
    """Kendall's W of `raters` rankings of `objects`: 1 where all agree, 0 where none do; p by χ², df objects - 1."""

    w: float
    chi_squared: float
    p: float
    raters: int
    objects: int


def correlate(x: Doubles, y: Doubles) -> Correlation | None:
    """The correlations of two columns (n,), pairs with a number that is not finite left out.

    None for fewer than three pairs, and where a column is constant: it goes together with nothing.
    """
    from scipy import stats

    finite = np.isfinite(x) & np.isfinite(y)
    x, y = x[finite], y[finite]
    if x.size < LEAST_PAIRS or _is_constant(x) or _is_constant(y):
        return None
    pearson, spearman = stats.pearsonr(x, y), stats.spearmanr(x, y)
    spearman_p = float(spearman.pvalue)
    if x.size <= MOST_EXACT:
        spearman_p = _exact_p(stats.rankdata(x), stats.rankdata(y))
    return Correlation(float(pearson.statistic), float(pearson.pvalue), float(spearman.statistic), spearman_p, x.size)


def rank_correlation(x: Doubles, y: Doubles) -> float | None:
    """Spearman's ρ alone of two finite columns (n,); None where `correlate` gives none."""
    from scipy import stats

    if x.size < LEAST_PAIRS or _is_constant(x) or _is_constant(y):
        return None
    return float(stats.spearmanr(x, y).statistic)


def concordance(ratings: Doubles) -> Concordance | None:
    """Kendall's W of ratings (raters, objects), ties counted; None for fewer than two of either, or all ties.

    W = 12 S / (m² (n³ - n) - m T), S the squared deviations of the objects' sums of ranks, T = Σ (t³ - t) over all
    groups of t equal ratings of a rater; χ² = m (n - 1) W.
    """
    from scipy import stats

    raters, objects = ratings.shape
    if min(raters, objects) < 2:
        return None
    ranks = stats.rankdata(ratings, axis=1)
    sums = ranks.sum(axis=0)
    deviations = float(((sums - sums.mean()) ** 2).sum())
    ties = 0.0
    for one in ratings:
        _, counts = np.unique(one, return_counts=True)
        ties += float((counts.astype(np.float64) ** 3 - counts).sum())
    most = raters**2 * (objects**3 - objects) - raters * ties
    if most <= 0:
        return None
    w = 12 * deviations / most
    chi_squared = raters * (objects - 1) * w
    return Concordance(w, chi_squared, float(stats.chi2.sf(chi_squared, objects - 1)), raters, objects)


def _exact_p(x: Doubles, y: Doubles) -> float:
    """The share of all orders of y whose ρ with x is at least as large in magnitude; both are ranks."""
    centred = x - x.mean()
    products = (y - y.mean())[_orders(y.size)] @ centred
    found = abs(float((y - y.mean()) @ centred))
    return float(np.mean(np.abs(products) >= found - 1e-9))


@cache
def _orders(count: int) -> npt.NDArray[np.intp]:
    """All orders of so many things, (count!, count)."""
    return np.array(list(permutations(range(count))), dtype=np.intp)


def _is_constant(values: Doubles) -> bool:
    """Whether values differ by rounding at most."""
    return bool(np.ptp(values) <= 1e-12 * np.abs(values).max())
