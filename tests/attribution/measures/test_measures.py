"""Measures against their definitions written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from lamgui.attribution.measures.measures import (
    area_of_contribution,
    border_weight,
    diffusion_index,
    gini,
    heat_map,
    importance,
    steepest_band,
)

values = hnp.arrays(np.float64, st.integers(2, 30), elements=st.floats(0, 100, allow_subnormal=False))


@settings(max_examples=60, deadline=None)
@given(values)
def test_gini_is_the_double_sum(g: np.ndarray) -> None:
    if g.sum() == 0:
        with pytest.raises(ValueError, match="all zero"):
            gini(g)
        return
    double_sum = np.abs(g[:, None] - g[None, :]).sum() / (2 * g.size**2 * g.mean())
    assert gini(g) == pytest.approx(double_sum, rel=1e-9, abs=1e-12)


def test_an_even_map_has_di_100_and_one_pixel_almost_0() -> None:
    assert diffusion_index(np.ones((3, 8, 8))) == pytest.approx(100)
    single = np.zeros((3, 8, 8))
    single[:, 3, 3] = 1
    assert diffusion_index(single) == pytest.approx(100 / 64)


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf])
def test_a_zero_or_nonfinite_map_has_no_di(value: float) -> None:
    assert diffusion_index(np.full((3, 4, 4), value)) is None


def test_importance_adds_channels_before_the_absolute_value() -> None:
    lam = np.array([[[1.0]], [[-3.0]], [[0.5]]])
    assert importance(lam) == pytest.approx(np.array([[1.5]]))


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(np.float64, (5, 6), elements=st.floats(0, 1)), st.floats(0.05, 1))
def test_the_area_is_the_smallest_that_holds_the_share(g: np.ndarray, share: float) -> None:
    area = area_of_contribution(g, share)
    if g.sum() == 0:
        assert not area.any()
        return
    held = g[area].sum()
    assert held >= share * g.sum() * (1 - 1e-9)
    assert held - g[area].min() < share * g.sum() or area.sum() == 1
    assert g[area].min() >= g[~area].max(initial=0)


def test_a_share_that_whole_pixels_hold_takes_no_pixel_more_for_rounding() -> None:
    assert np.flatnonzero(area_of_contribution(np.full((2, 7), 0.1), 5 / 14)).tolist() == [0, 1, 2, 3, 4]


def test_the_border_is_the_outermost_pixels_on_all_four_sides() -> None:
    """14 of 20 pixels, which hold a quarter of the importance."""
    for place in ((0, 2), (3, 2), (1, 0), (1, 4)):
        g = np.zeros((4, 5))
        g[1, 2], g[place] = 3, 1
        assert border_weight(g) == pytest.approx((1 / 4) / (14 / 20)), place
    assert border_weight(np.zeros((4, 5))) == border_weight(np.full((4, 5), np.nan)) == 0


@pytest.mark.parametrize("sides", [(1, 1), (2, 7), (4, 5), (64, 64), (256, 100)])
def test_the_border_of_an_even_map_counts_as_much_as_the_rest_whatever_its_size(sides: tuple[int, int]) -> None:
    assert border_weight(np.ones(sides)) == pytest.approx(1)


def test_a_share_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="share"):
        area_of_contribution(np.ones((2, 2)), 0)


def test_the_heat_map_is_scipys_weighted_density() -> None:
    g = np.random.default_rng(3).random((20, 26)) ** 6
    g[5:8, 10:20] += 2
    rows, columns = np.indices(g.shape)
    positions = np.stack([rows.ravel(), columns.ravel()])
    expected = stats.gaussian_kde(positions, bw_method="scott", weights=g.ravel())(positions).reshape(g.shape)
    np.testing.assert_allclose(heat_map(g), expected, rtol=1e-6, atol=1e-12)


def test_the_heat_map_of_one_pixel_or_line_is_finite_and_of_nothing_is_zero() -> None:
    single, line = np.zeros((9, 9)), np.zeros((9, 9))
    single[4, 4], line[4, :] = 1, 1
    for g in (single, line):
        density = heat_map(g)
        assert np.isfinite(density).all()
        assert density.max() == density[4, 4] > 0
    assert not heat_map(np.zeros((9, 9))).any()


def test_the_steepest_band_is_the_shortest_that_holds_half_the_rise() -> None:
    alpha = np.array([0, 0.4, 0.6, 1.0])
    band = steepest_band(alpha, np.array([0.0, 1.0, 9.0, 10.0]))
    assert band is not None
    low, high = band
    assert high - low == pytest.approx(0.2 * 5 / 8, abs=1e-3)
    assert 0.4 - 1e-9 <= low < high <= 0.6 + 1e-9


def test_the_steepest_band_may_begin_between_two_nodes() -> None:
    """The steepest piece holds 0.3 of the rise; the other 0.2 cost less to its left than to its right."""
    band = steepest_band(np.array([0, 0.5, 0.7, 1.0]), np.array([0.0, 0.5, 0.8, 1.0]))
    assert band == pytest.approx((0.3, 0.7), abs=2e-3)


def test_the_steepest_band_follows_a_fall_too_and_a_flat_curve_has_none() -> None:
    alpha = np.linspace(0, 1, 5)
    assert steepest_band(alpha, np.array([4.0, 4, 1, 0, 0])) is not None
    assert steepest_band(alpha, np.ones(5)) is None
    assert steepest_band(alpha, np.array([0, np.nan, 1, 1, 2])) is None
