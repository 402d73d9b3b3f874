"""The learning rate: a warm-up, a cosine to zero, a linear cool-down."""

from __future__ import annotations

import pytest

from lamgui.training.schedule import cooling, cosine, warmed


def test_the_rate_warms_up_and_falls_to_zero_along_a_cosine() -> None:
    rates = [warmed(1.0, step, 10) * cosine(step, 1000) for step in (0, 4, 9, 500, 1000)]
    assert rates == pytest.approx([0.1, 0.5, 1.0, 0.5, 0.0], abs=1e-3)
    assert warmed(2e-3, 0, 0) == 2e-3


def test_a_cool_down_begins_at_the_whole_rate_and_ends_a_step_before_zero() -> None:
    assert [cooling(step, 4) for step in range(4)] == [1.0, 0.75, 0.5, 0.25]
