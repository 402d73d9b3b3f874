"""Settings refuse what the method does not allow, and know what a small kernel really does."""

from __future__ import annotations

import math
from typing import Any

import pytest

from lamgui.attribution.path import gaussian
from lamgui.attribution.settings import Settings, auto_kernel_size, cuts_the_kernel, effective_sigma
from lamgui.errors import SettingsError


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("sigma", 0.0, "more than 0"),
        ("sigma", -1.0, "more than 0"),
        ("sigma", math.nan, "more than 0"),
        ("sigma", 1e9, "at most"),
        ("steps", 0, "1 to"),
        ("steps", 10**6, "1 to"),
        ("kernel_size", 8, "Take 7 or 9"),
        ("kernel_size", -3, "odd number"),
        ("kernel_size", 999, "odd number"),
    ],
)
def test_a_setting_out_of_range_says_what_is_allowed(setting: str, value: Any, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Settings(**{setting: value})


def test_the_automatic_kernel_holds_four_sigma() -> None:
    assert auto_kernel_size(1.2) == 11
    assert Settings(sigma=3.0).kernel_width == 25
    assert Settings(sigma=3.0, kernel_size=9).kernel_width == 9


def test_a_kernel_of_9_turns_sigma_3_into_2_23() -> None:
    assert cuts_the_kernel(3.0, 9)
    assert not cuts_the_kernel(1.2, 9)
    assert effective_sigma(3.0, 9) == pytest.approx(2.23, abs=0.005)
    offsets = range(-4, 5)
    variance = sum(w * u * u for w, u in zip(gaussian(3.0, 9).tolist(), offsets, strict=True))
    assert effective_sigma(3.0, 9) == pytest.approx(math.sqrt(variance))
