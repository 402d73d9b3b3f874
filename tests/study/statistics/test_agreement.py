"""Finding 1 looked at in every way, against scipy on arrays, and where one correlation hides another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from lamgui.study.statistics.agreement import agreement
from lamgui.study.statistics.comparison import compared
from tests.study.rows import results_of, row_of


def _numbers(networks: int, places: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    di = np.exp(random.normal(size=(networks, 1)) + 0.3 * random.normal(size=(networks, places)))
    return di, 20 + np.log(di) + random.normal(size=(networks, places)) + 5 * random.normal(size=(1, places))


def test_each_way_is_what_scipy_gives_for_its_columns() -> None:
    di, psnr = _numbers(6, 9)
    found = agreement(compared(results_of(di, psnr)))
    logs = np.log(di)
    centred = logs - logs.mean(axis=0), psnr - psnr.mean(axis=0)
    means = np.log(di.mean(axis=1)), psnr.mean(axis=1)
    for one, (x, y) in (
        (found.over_means, means),
        (found.pooled, (logs, psnr)),
        (found.centred, centred),
    ):
        assert one is not None
        assert one.pearson == pytest.approx(stats.pearsonr(x.ravel(), y.ravel()).statistic)
        assert one.spearman == pytest.approx(stats.spearmanr(x.ravel(), y.ravel()).statistic)
    per_place = [stats.spearmanr(di[:, place], psnr[:, place]).statistic for place in range(9)]
    np.testing.assert_allclose(found.per_picture.spearman, per_place)
    assert found.per_picture.negative == sum(one < 0 for one in per_place)
    assert [one.network for one in found.leave_one_out] == [f"N{k}" for k in range(6)]
    without = found.leave_one_out[2].correlation
    assert without is not None
    assert without.pearson == pytest.approx(stats.pearsonr(*(np.delete(one, 2) for one in means)).statistic)
    assert found.rankings_by_di is not None
    assert (found.rankings_by_di.raters, found.rankings_by_di.objects) == (9, 6)
    assert found.rankings_by_di.p == pytest.approx(stats.friedmanchisquare(*di).pvalue)
    assert found.rankings_by_metric is not None
    assert found.rankings_by_metric.p == pytest.approx(stats.friedmanchisquare(*psnr).pvalue)


def test_pictures_of_unequal_difficulty_hide_pooled_what_is_seen_centred() -> None:
    wide, hard = np.arange(1.0, 5.0)[:, None], np.array([[0.0, 10.0, 20.0, 30.0]])
    found = agreement(compared(results_of(np.exp(wide - hard / 10), 20 + wide + hard)))
    assert found.centred is not None
    assert found.pooled is not None
    assert found.over_means is not None
    assert found.centred.pearson == pytest.approx(1.0)
    assert found.over_means.spearman == pytest.approx(1.0)
    assert found.pooled.pearson < 0
    assert found.per_picture.negative == 0


def test_places_without_the_metric_are_left_out_of_its_agreement_alone() -> None:
    di, psnr = _numbers(4, 5)
    psnr[1, 3] = np.nan
    kept = [0, 1, 2, 4]
    assert (
        agreement(compared(results_of(di, psnr))).pooled
        == agreement(compared(results_of(di[:, kept], psnr[:, kept]))).pooled
    )


def test_a_metric_of_the_study_takes_the_place_of_psnr() -> None:
    di, lpips = _numbers(4, 5)
    rows = tuple(row_of(k, i, di[k, i], 20.0, measures={"lpips-alex": lpips[k, i]}) for k in range(4) for i in range(5))
    found = agreement(compared(replace(results_of(di), rows=rows)), "lpips-alex")
    assert found.pooled is not None
    assert found.pooled.pearson == pytest.approx(stats.pearsonr(np.log(di).ravel(), lpips.ravel()).statistic)


def test_without_psnr_there_is_no_correlation_and_no_error() -> None:
    found = agreement(compared(results_of([[1.0, 2.0]], [[np.nan, np.nan]])))
    assert (found.places, found.over_means, found.pooled, found.centred) == (0, None, None, None)
    assert found.per_picture.median is None
