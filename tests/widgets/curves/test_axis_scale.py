"""Axes hold still until values leave them, and their texts stay short."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.widgets.curves.axis_scale import drawable, fixed_range, short_number, ticks

MINUS = "\N{MINUS SIGN}"


def test_range_is_known_before_the_values() -> None:
    empty = fixed_range(10.0, 110.0, np.empty(0))
    assert empty == pytest.approx((4.0, 116.0))
    assert fixed_range(10.0, 110.0, np.array([10.0, 50.0, 115.0])) == empty
    assert fixed_range(110.0, 10.0, np.array([5.0])) == empty


def test_range_grows_in_steps_where_values_leave_it() -> None:
    assert fixed_range(0.0, 100.0, np.array([120.0])) == pytest.approx((-6.0, 131.0))
    assert fixed_range(0.0, 100.0, np.array([125.0, -7.0])) == pytest.approx((-31.0, 131.0))


def test_rounding_noise_is_drawn_as_a_level_line_whose_ticks_can_be_read() -> None:
    values = np.array([0.3764, 0.3764 + 2e-6, 0.3764 - 1e-6])
    low, high = fixed_range(0.3764, 0.3764 - 2e-6, values)
    assert np.ptp(values) < 1e-3 * (high - low)
    texts = [text for _, text in ticks(low, high, most=4)]
    assert len(texts) == len(set(texts)) > 1


@pytest.mark.parametrize("ends", [(0.0, 0.0), (5.0, 5.0), (math.nan, 3.0), (math.inf, -math.inf), (math.nan, math.nan)])
def test_range_of_ends_that_say_nothing_is_still_a_range(ends: tuple[float, float]) -> None:
    for values in (np.empty(0), np.array([math.nan]), np.array([2.0, 2.0])):
        low, high = fixed_range(*ends, values)
        assert math.isfinite(low)
        assert math.isfinite(high)
        assert low < high


def test_drawable_leaves_out_what_has_no_place_on_an_axis() -> None:
    assert drawable(np.array([0.0, -1e9, math.nan, math.inf, -math.inf, 1e200])).tolist() == [True, True, *[False] * 4]


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
def test_ticks_are_few_lie_within_and_are_told_apart(low: float, span: float) -> None:
    high = low + span
    if high - low < abs(low) * 1e-2:
        return
    found = ticks(low, high, most=4)
    assert 1 <= len(found) <= 4
    assert all(low - 1e-6 * span <= value <= high + 1e-6 * span for value, _ in found)
    assert len({text for _, text in found}) == len(found)


def test_ticks_are_round_and_short() -> None:
    assert ticks(-6, 106, most=4) == [(0, "0"), (50, "50"), (100, "100")]
    assert [text for _, text in ticks(0, 0.07, most=4)] == ["0.00", "0.02", "0.04", "0.06"]
    assert [text for _, text in ticks(-11800, 700, most=4)] == [f"{MINUS}1e4", f"{MINUS}5e3", "0"]
    assert [text for _, text in ticks(985_000_001, 1_005_000_000, most=4)][-2:] == ["1e9", "1.005e9"]
    assert [text for _, text in ticks(0, 7e-5, most=4)] == ["0", *(f"{k}e{MINUS}5" for k in (2, 4, 6))]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.0123456, "0.0123"),
        (12.3456, "12.3"),
        (-12345.6, f"{MINUS}12346"),
        (1.5e-5, f"1.50e{MINUS}5"),
        (2.5e7, "2.50e7"),
        (math.nan, "not finite"),
        (-math.inf, "not finite"),
    ],
)
def test_short_numbers(value: float, text: str) -> None:
    assert short_number(value) == text


def test_zeros_at_the_end_go_where_nothing_lines_up() -> None:
    assert (short_number(8e-4, 4), short_number(8e-4, 4, pad=False)) == (f"8.000e{MINUS}4", f"8e{MINUS}4")
    assert short_number(120.0, 5, pad=False) == "120"
