"""Deletion and insertion judged by their curves, and the order of distance that a map is compared with."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.attribution.patch import Patch
from lamgui.sanity.deletion import DISTANCE, IMPORTANCE, RANDOM, SHARES, judged, orders_of
from lamgui.sanity.report import Curve, SanityVerdict


def curves(fall: float, rise: float) -> list[Curve]:
    """Those of an order by importance with such areas under deletion and insertion; by chance both are a half."""
    areas = {(IMPORTANCE, False): fall, (IMPORTANCE, True): rise}
    return [
        Curve(label, inserted, SHARES, np.full(len(SHARES), areas.get((label, inserted), 0.5)))
        for inserted in (False, True)
        for label in (IMPORTANCE, DISTANCE, f"{RANDOM} 1", f"{RANDOM} 2")
    ]


@pytest.mark.parametrize(
    ("fall", "rise", "verdict", "said"),
    [
        (0.3, 0.7, SanityVerdict.PASSED, "also beats the order of distance"),
        (0.3, 0.5, SanityVerdict.FAILED, "also beats the order of distance"),
        (0.5, 0.7, SanityVerdict.FAILED, "also beats the order of distance"),
        (0.3, 0.45, SanityVerdict.FAILED, "In one of the two the map does not beat"),
        (0.45, 0.55, SanityVerdict.FAILED, "also beats the order of distance"),
    ],
)
def test_importance_must_beat_chance_both_ways(fall: float, rise: float, verdict: SanityVerdict, said: str) -> None:
    finding = judged(curves(fall, rise))
    assert finding.verdict is verdict, finding.sentence
    assert said in finding.sentence


def test_what_is_not_finite_is_not_judged() -> None:
    assert judged(curves(np.nan, 0.7)).verdict is SanityVerdict.NOT_APPLICABLE


def test_the_order_of_distance_takes_all_of_the_patch_before_what_is_around_it() -> None:
    """A corner of it is farther from its middle than the pixels beside its edges."""
    patch, scale = Patch(16, 8, 32), 4
    order = orders_of(np.zeros((20, 24)), patch, scale, np.ones((20, 24), dtype=bool))[DISTANCE]
    rows, columns = np.divmod(order[:64], 24)
    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == {
        (row, column) for row in range(2, 10) for column in range(4, 12)
    }
    assert {divmod(int(pixel), 24) for pixel in order[:4]} == {(5, 7), (5, 8), (6, 7), (6, 8)}
