"""Measures of likeness, against scipy and against maps for which they are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from lamgui.attribution.measures.measures import area_of_contribution
from lamgui.sanity.similarity import rank_correlation, similarity_of, structural_similarity, top_overlap


def noise(seed: int, shape: tuple[int, int] = (14, 17)) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


@pytest.mark.parametrize("levels", [None, 5])
def test_rank_correlation_is_spearmans_over_the_areas_of_contribution(levels: int | None) -> None:
    first, second = noise(1), noise(1) + 0.7 * noise(2)
    if levels is not None:
        first, second = np.round(first * levels / 3), np.round(second * levels / 3)
    either = area_of_contribution(np.abs(first)) | area_of_contribution(np.abs(second))
    expected = stats.spearmanr(first[either], second[either]).statistic
    assert 0.3 < expected < 0.95
    assert rank_correlation(first, second) == pytest.approx(expected, abs=1e-12)


def test_one_map_is_like_itself_at_any_scale() -> None:
    same = similarity_of(noise(1), noise(1) * 7)
    assert (same.rank, same.ssim, same.overlap) == pytest.approx((1, 1, 1))
    assert similarity_of(noise(1), -noise(1)).rank == pytest.approx(-1)


def test_maps_that_have_nothing_in_common_are_not_alike() -> None:
    unlike = similarity_of(noise(1, (60, 60)), noise(2, (60, 60)))
    assert abs(unlike.rank) < 0.06
    assert abs(unlike.ssim) < 0.2
    assert unlike.overlap < 0.4


def test_what_no_map_marks_makes_no_maps_alike() -> None:
    """Local networks leave thousands of pixels at 0: they agree there, whatever their weights are."""
    first, second = np.zeros((64, 64)), np.zeros((64, 64))
    first[20:30, 20:30], second[20:30, 20:30] = noise(1, (10, 10)), noise(2, (10, 10))
    assert stats.spearmanr(np.abs(first).ravel(), np.abs(second).ravel()).statistic > 0.9
    alike = similarity_of(first, second)
    assert abs(alike.rank) < 0.3
    assert alike.ssim < 0.5


def test_overlap_counts_pixels() -> None:
    first, second = np.zeros((4, 5)), np.zeros((4, 5))
    first.flat[:4], second.flat[2:6] = (4, 3, 2, 1), (9, 1, 1, 1)
    # Of 10, half are held by the first two pixels; the second map's first two are 2 and 3.
    assert top_overlap(first, second) == 0
    second.flat[1] = 8
    assert top_overlap(first, second) == 0.5


@pytest.mark.parametrize("bad", [0.0, math.nan, math.inf])
def test_zero_and_non_finite_maps_are_like_nothing(bad: float) -> None:
    broken = np.zeros((6, 6)) if bad == 0 else np.where(np.eye(6) > 0, bad, noise(1, (6, 6)))
    for pair in ((broken, noise(1, (6, 6))), (noise(1, (6, 6)), broken)):
        found = similarity_of(*pair)
        assert np.isnan([found.rank, found.ssim, found.overlap]).all()
        assert not found.exists


def test_small_maps_have_what_measures_they_can() -> None:
    small = similarity_of(noise(1, (8, 8)), noise(2, (8, 8)))
    assert small.exists
    assert small.ssim < 0.6
    single = np.zeros((12, 12))
    single[3, 4] = 1
    found = similarity_of(single, single)
    assert math.isnan(found.rank)
    assert (found.ssim, found.overlap) == pytest.approx((1, 1))


@pytest.mark.parametrize("corner", [(0, 0), (0, 29), (19, 29), (10, 12)])
def test_a_small_area_is_compared_with_what_lies_around_it(corner: tuple[int, int]) -> None:
    first, second = np.zeros((20, 30)), np.zeros((20, 30))
    first[corner] = second[corner] = 5.0
    second[corner[0] - 1 if corner[0] else 1, corner[1]] = 4.0
    assert 0.2 < structural_similarity(first, second) < 0.97
