"""Hard patches: the score is its formula, no two overlap, and none is listed without a reason."""

from __future__ import annotations

import numpy as np
import pytest

from lamgui.attribution.measures.ranking import hard_patches
from lamgui.attribution.measures.survey import Survey, box_sums
from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats

SIDE = 40


def survey_of(gain: Floats) -> Survey:
    """D rises by `gain` at each pixel."""
    below = np.random.default_rng(0).random(gain.shape)
    return Survey((0.0, 1.0), (below, below + gain))


@pytest.fixture
def gain() -> Floats:
    return np.random.default_rng(1).random((SIDE, SIDE)) ** 3


@pytest.mark.parametrize("with_error", [False, True])
def test_the_score_is_the_formula_and_the_first_is_its_maximum(gain: Floats, with_error: bool) -> None:
    error = np.random.default_rng(2).random((SIDE, SIDE)) if with_error else None
    found = hard_patches(survey_of(gain), error, 6)
    rise = np.abs(box_sums(gain, 6))
    score = rise / rise.max()
    if error is not None:
        score = score * box_sums(error, 6) / box_sums(error, 6).max()
    assert found[0].score == pytest.approx(score.max())
    for one in found:
        y, x = one.patch.y, one.patch.x
        assert one.score == pytest.approx(score[y, x])
        assert one.delta == pytest.approx(gain[y : y + 6, x : x + 6].sum())
        if error is None:
            assert one.mean_squared_error is None
        else:
            assert one.mean_squared_error == pytest.approx(error[y : y + 6, x : x + 6].mean())


def test_no_two_overlap_and_whatever_is_harder_overlaps_one_that_is_listed(gain: Floats) -> None:
    size = 7
    found = hard_patches(survey_of(gain), None, size, 6)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    taken = np.zeros((SIDE, SIDE), int)
    for one in found:
        taken[one.patch.y : one.patch.y + size, one.patch.x : one.patch.x + size] += 1
    assert taken.max() == 1
    free = box_sums(taken, size) == 0
    rise = box_sums(gain, size)
    assert rise[free].max() <= found[-1].delta


def test_error_moves_what_is_hard_to_where_the_network_fails() -> None:
    gain, error = np.ones((SIDE, SIDE)), np.full((SIDE, SIDE), 0.01)
    gain[:8, :8], error[:8, :8] = 1.2, 0.001
    error[20:28, 24:32] = 1.0
    assert hard_patches(survey_of(gain), None, 8)[0].patch == Patch(0, 0, 8)
    assert hard_patches(survey_of(gain), error, 8)[0].patch == Patch(24, 20, 8)


def test_a_fall_of_d_counts_as_much_as_a_rise() -> None:
    gain = np.full((SIDE, SIDE), 0.1)
    gain[10:14, 20:24] = -1.0
    first = hard_patches(survey_of(gain), None, 4)[0]
    assert first.patch == Patch(20, 10, 4)
    assert first.delta == pytest.approx(-16)


def test_nothing_is_listed_where_nothing_is_hard(gain: Floats) -> None:
    assert hard_patches(survey_of(np.zeros((SIDE, SIDE))), None, 4) == ()
    assert hard_patches(survey_of(gain), np.zeros((SIDE, SIDE)), 4) == ()
    assert hard_patches(survey_of(gain), None, SIDE + 1) == ()
    too_small = Survey((0.0, 1.0), (gain, 2 * gain), side_px=5)
    assert hard_patches(too_small, gain, 4) == ()
    assert len(hard_patches(survey_of(gain), None, SIDE)) == 1


def test_what_is_not_finite_is_never_the_hardest(gain: Floats) -> None:
    gain[-1, -1] = np.inf
    found = hard_patches(survey_of(gain), None, 5)
    assert found
    assert all(np.isfinite(one.delta) for one in found)
