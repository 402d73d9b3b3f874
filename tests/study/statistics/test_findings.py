"""Findings 2 to 4 on numbers that were chosen, and Table 1 in words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lamgui.imaging.picture import Pixels
from lamgui.study.statistics.comparison import compared
from lamgui.study.statistics.findings import field_against_use, global_against_local, texture_against_use
from lamgui.study.statistics.networks import network_means
from lamgui.study.statistics.table import TITLES, table_rows
from lamgui.study.store.results import StudyRow
from tests.study.rows import results_of

GLOBAL: dict[str, Any] = {"field_kind": "global", "field_px": None, "field": "global"}


def test_finding_2_is_the_difference_of_means_over_networks() -> None:
    di = np.array([[1.0, 3.0], [2.0, 4.0], [10.0, 12.0], [11.0, 13.0]])
    means = network_means(compared(results_of(di, facts=[{}, {}, GLOBAL, GLOBAL])))
    found = global_against_local(means)
    assert (found.global_networks, found.local_networks) == (("N2", "N3"), ("N0", "N1"))
    assert found.difference is not None
    assert found.difference.value == pytest.approx((11.5 - 2.5) / 100 * 4096)
    # Each group has two networks that are 1 apart: the difference of two resampled means is within 1 of its middle.
    assert found.difference.low == pytest.approx(found.difference.value - 40.96)
    assert found.difference.high == pytest.approx(found.difference.value + 40.96)


def test_finding_2_cannot_be_said_of_one_kind() -> None:
    assert global_against_local(network_means(compared(results_of([[1.0], [2.0]])))).difference is None


def test_finding_3_is_over_networks_of_a_known_field() -> None:
    facts = [{"field_px": 9}, {"field_px": 17}, {"field_px": 45}, GLOBAL]
    means = network_means(compared(results_of([[1.0], [3.0], [2.0], [90.0]], facts=facts)))
    found = field_against_use(means)
    assert found.networks == ("N0", "N1", "N2")
    assert found.field_px == (9, 17, 45)
    assert found.correlation is not None
    assert found.correlation.spearman == pytest.approx(0.5)


def test_finding_4_ranks_places_within_each_network() -> None:
    # A network of large DI does not decide: the ranks over places are 1, 3, 2 in one and 1, 2, 3 in the other.
    comparison = compared(results_of([[1.0, 3.0, 2.0], [10.0, 20.0, 30.0]]))
    rows, columns = np.mgrid[:32, :32]

    def seen(row: StudyRow) -> Pixels:
        crossing = {"p00.png": 100.0, "p01.png": 30.0, "p02.png": 0.0}[row.picture]
        values = 128 + 60 * np.sin(columns * np.pi / 3) + 0.6 * crossing * np.sin(rows * np.pi / 3)
        return np.repeat(np.clip(values, 0, 255).astype(np.uint8)[..., None], 3, axis=2)

    found = texture_against_use(comparison, seen)
    by_picture = {one.place.picture: one for one in found.places}
    assert [by_picture[name].mean_rank for name in ("p00.png", "p01.png", "p02.png")] == [1.0, 2.5, 2.5]
    coherences = [by_picture[name].coherence for name in ("p00.png", "p01.png", "p02.png")]
    assert all(one is not None for one in coherences)
    assert coherences == sorted(coherences, key=lambda one: one or 0.0)
    assert found.places[-1].place.picture == "p00.png"
    assert found.correlation is not None
    assert found.correlation.spearman > 0.8


def test_table_1_puts_small_di_first_and_says_what_a_field_is() -> None:
    psnr = [[21.0, 23.0], [np.nan, np.nan]]
    rows = table_rows(network_means(compared(results_of([[5.0, 7.0], [1.0, 1.0]], psnr, facts=[GLOBAL, {}]))))
    assert [row.network.name for row in rows] == ["N1", "N0"]
    texts = [dict(zip(TITLES, row.texts, strict=True)) for row in rows]
    assert [one["Field"] for one in texts] == ["17", "global"]
    assert [one["PSNR (dB)"] for one in texts] == ["–", "22.00 [21.00, 23.00]"]
    assert [one["DI"] for one in texts] == ["1.000 [1.000, 1.000]", "6.000 [5.000, 7.000]"]
    assert texts[1]["Effective pixels"] == "245.8 [204.8, 286.7]"
    assert "24.7 k parameters" in texts[1]["Remark"]
