"""The verdict on a map: the worst of what is known decides, and every reason is told."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lamgui.attribution.integral.completeness import LARGE_FALL, LARGE_GAP, MET_GAP
from lamgui.attribution.integral.map_error import MapError
from lamgui.attribution.settings.settings import Settings
from lamgui.maps.verdict import LARGE_ERROR, RUINOUS_ERROR, Trust, judge, reservations
from tests.widgets.analysis_of import analysis_of
from tests.widgets.curves_of import rising_curves


def test_a_map_without_reservations_is_sound() -> None:
    assert judge(analysis_of()).trust is Trust.SOUND
    assert reservations(analysis_of(notes=("Memory ran out.",))) == ("Memory ran out.",)


@pytest.mark.parametrize(
    ("changes", "trust", "reason"),
    [
        ({"nonfinite": 3}, Trust.NONE, "3 values of D or its gradients were not finite"),
        ({"completeness_gap": -0.08}, Trust.NONE, "does not add up to ΔD (gap −8.0 %)"),
        ({"completeness_gap": math.inf}, Trust.NONE, "does not add up"),
        ({"completeness_gap": 0.08}, Trust.NONE, "(gap +8.0 %): take more steps, or Auto"),
        ({"completeness_gap": 0.08, "settings": Settings(steps=None)}, Trust.NONE, "take another rule or path"),
        ({"completeness_gap": math.nan}, Trust.CARE, "the same at both ends"),
        ({"error": None}, Trust.CARE, "too few steps"),
        (
            {"error": MapError(0.08, 0.1)},
            Trust.CARE,
            "off by up to 8.0 % of its norm (at 95 %): take more steps, or Auto",
        ),
        ({"error": MapError(0.3, 0.1)}, Trust.NONE, "off by up to 30 %"),
        ({"error": MapError(0.08, None), "settings": Settings(tolerance=0.1)}, Trust.CARE, "a smaller tolerance"),
        (
            {"error": MapError(0.08, None), "settings": Settings()},
            Trust.CARE,
            "ended at 54, short of 5.0 %; state more",
        ),
        ({"settings": Settings(sigma=3, kernel_size=9)}, Trust.CARE, "the real blur is 2.23 LR pixels"),
        ({"network": replace(analysis_of().network, restores=False)}, Trust.CARE, "restores nothing on a test chart"),
        ({"lam": np.pad(np.ones((3, 1, 10)), ((0, 0), (0, 5), (0, 0)))}, Trust.CARE, "leans on the picture's edge"),
    ],
)
def test_each_thing_that_speaks_against_a_map(changes: dict[str, object], trust: Trust, reason: str) -> None:
    verdict = judge(replace(analysis_of(), **changes))  # type: ignore[arg-type] # fields by name
    assert verdict.trust is trust
    assert any(reason in sentence for sentence in verdict.reasons), verdict.reasons


def test_a_small_error_short_of_a_smaller_tolerance_is_told_and_the_map_is_sound() -> None:
    analysis = replace(analysis_of(), error=MapError(0.03, 0.1), settings=Settings(tolerance=0.01))
    assert judge(analysis).trust is Trust.SOUND
    assert any("ended at 486, short of 1.0 %" in sentence for sentence in reservations(analysis))
    assert reservations(replace(analysis, settings=Settings(tolerance=0.03))) == ()


@pytest.mark.parametrize(
    ("settings", "error", "within"),
    [
        (Settings(), MapError(0.05, None), True),
        (Settings(), MapError(0.051, None), False),
        (Settings(), None, None),
        (Settings(steps=50), MapError(0.051, None), None),
    ],
)
def test_whether_automatic_steps_came_within_their_tolerance(
    settings: Settings, error: MapError | None, within: bool | None
) -> None:
    assert replace(analysis_of(), settings=settings, error=error).within_tolerance is within


def test_a_zero_map_is_not_to_be_trusted() -> None:
    verdict = judge(replace(analysis_of(map_is_zero=True), error=None))
    assert verdict.trust is Trust.NONE
    (reason,) = verdict.reasons
    assert "zero everywhere" in reason


@pytest.mark.parametrize(("gap", "why"), [(math.nan, "nothing in the picture changes"), (-1.0, "passes no gradient")])
def test_why_a_map_is_zero_is_told_by_whether_d_changes(gap: float, why: str) -> None:
    zero = replace(analysis_of(map_is_zero=True), error=None, completeness_gap=gap)
    (reason,) = judge(zero).reasons
    assert why in reason
    noise = replace(zero.curves, objective_input=zero.curves.objective_baseline * (1 + 1e-7))
    (reason,) = judge(replace(zero, curves=noise)).reasons
    assert "nothing in the picture changes" in reason


def test_the_worst_decides_and_all_are_told() -> None:
    verdict = judge(replace(analysis_of(gap=0.2), lam=np.pad(np.ones((3, 6, 1)), ((0, 0), (0, 0), (9, 0)))))
    assert (verdict.trust, len(verdict.reasons)) == (Trust.NONE, 2)


def test_a_gap_of_little_where_d_rises_and_falls_is_no_reason_to_reject_the_map() -> None:
    up_and_down = rising_curves(objective=[30, 60, 90, 110, 110, 90, 60, 40, 20, 11])
    nearly_nothing = replace(up_and_down, objective_input=11.0)
    verdict = judge(replace(analysis_of(gap=0.5), curves=nearly_nothing))
    assert verdict.trust is Trust.CARE
    assert "nearly cancels" in verdict.reasons[0]
    assert judge(replace(analysis_of(gap=9.0), curves=nearly_nothing)).trust is Trust.NONE


@pytest.mark.parametrize(
    ("objective", "ends", "reason"),
    [
        ([100, 90, 80, 70, 60, 50, 40, 30, 20, 15], (110.0, 10.0), "ΔD is negative"),
        ([20, 30, 40, 50, 44, 60, 70, 80, 90, 100], (10.0, 110.0), "D falls along the path, by 6.0 % of the range"),
        ([20, 30, 40, 50, 60, 70, 80, 100, 120, 115], (10.0, 110.0), "D falls along the path, by 9.1 % of the range"),
        ([4, 30, 40, 50, 60, 70, 80, 90, 100, 104], (10.0, 110.0), "D falls along the path, by 5.7 % of the range"),
        ([20, 30, 40, 50, 45, 60, 70, 80, 90, 100], (10.0, 110.0), ""),
    ],
)
def test_a_map_is_not_sound_where_delta_is_negative_or_the_curve_falls(
    objective: list[float], ends: tuple[float, float], reason: str
) -> None:
    curves = replace(rising_curves(objective=objective), objective_baseline=ends[0], objective_input=ends[1])
    verdict = judge(replace(analysis_of(), curves=curves))
    assert verdict.trust is (Trust.CARE if reason else Trust.SOUND)
    assert [reason in sentence for sentence in verdict.reasons] == ([True] if reason else [])


def test_the_documentation_states_the_limits() -> None:
    text = (Path(__file__).parents[2] / "docs" / "trust.md").read_text(encoding="utf-8")
    for said in (
        f"error of the map, as a share of its norm | more than {LARGE_ERROR:.0%} | more than {RUINOUS_ERROR:.0%}",
        f"completeness gap (Σ LAM − ΔD) / ΔD | | more than {LARGE_GAP:.0%}",
        "ΔD below 0: the input holds less of the feature than the baseline | any",
        f"D falls along the path, as a share of the range in which it moves | more than {LARGE_FALL:.0%}",
        f"*meets* ΔD up to a gap of {MET_GAP:.0%}",
        f"*nearly meets* it up to {LARGE_GAP:.0%}",
    ):
        assert said.replace("%", " %") in text, said
