"""Correlations against scipy and by hand; Kendall's W against Friedman's test."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from lamgui.study.statistics.correlation import concordance, correlate, rank_correlation


def test_many_pairs_have_what_scipy_gives() -> None:
    random = np.random.default_rng(2)
    x = random.normal(size=40)
    y = 0.5 * x + random.normal(size=40)
    found = correlate(x, y)
    assert found is not None
    pearson, spearman = stats.pearsonr(x, y), stats.spearmanr(x, y)
    assert (found.pearson, found.pearson_p) == (pearson.statistic, pearson.pvalue)
    assert (found.spearman, found.spearman_p) == (spearman.statistic, spearman.pvalue)
    assert found.count == 40
    assert rank_correlation(x, y) == found.spearman


@pytest.mark.parametrize(
    ("y", "p"),
    [
        # Of the 6 orders of three two have a ρ of ±1; of the 24 of four 8 have |ρ| of 0.8 or more.
        ([1.0, 2.0, 3.0], 2 / 6),
        ([1.0, 2.0, 4.0, 3.0], 8 / 24),
    ],
)
def test_few_pairs_have_the_exact_p_of_spearman(y: list[float], p: float) -> None:
    found = correlate(np.arange(len(y), dtype=np.float64), np.array(y))
    assert found is not None
    assert found.spearman_p == pytest.approx(p)


def test_pairs_that_are_not_finite_are_left_out() -> None:
    x, y = np.array([1.0, 2.0, np.nan, 4.0, 5.0]), np.array([2.0, 1.0, 9.0, np.inf, 3.0])
    found = correlate(x, y)
    assert found is not None
    assert found.count == 3
    assert found == correlate(np.array([1.0, 2.0, 5.0]), np.array([2.0, 1.0, 3.0]))


@pytest.mark.parametrize("y", [[1.0, 2.0], [3.0, 3.0, 3.0], [0.1 + 0.2, 0.3, 0.3]])
def test_two_pairs_and_constants_have_none(y: list[float]) -> None:
    x = np.arange(len(y), dtype=np.float64)
    assert correlate(x, np.array(y)) is None
    assert correlate(np.array(y), x) is None
    assert rank_correlation(x, np.array(y)) is None


def test_equal_rankings_agree_wholly_and_opposite_ones_not_at_all() -> None:
    ratings = np.array([[1.0, 2.0, 3.0]] * 4)
    same, opposite = concordance(ratings), concordance(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]))
    assert same is not None
    assert opposite is not None
    assert [same.w, opposite.w] == pytest.approx([1.0, 0.0])


def test_w_with_ties_is_friedmans_chi_squared() -> None:
    # Friedman's χ² with ties is m (n - 1) W.
    ratings = np.random.default_rng(5).integers(0, 4, (12, 6)).astype(np.float64)
    found = concordance(ratings)
    friedman = stats.friedmanchisquare(*ratings.T)
    assert found is not None
    assert found.chi_squared == pytest.approx(friedman.statistic)
    assert found.p == pytest.approx(friedman.pvalue)


@pytest.mark.parametrize("shape", [(1, 4), (4, 1)])
def test_a_single_ranking_agrees_with_nobody(shape: tuple[int, int]) -> None:
    assert concordance(np.arange(4.0).reshape(shape)) is None
    assert concordance(np.ones((3, 3))) is None
