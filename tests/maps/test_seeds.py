"""Networks that draw random numbers: never sound, one noise with a seed, and a mean with its spread over several."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from torch import nn

from lamgui.attribution.measures.spread import spread_of
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import Trust, judge
from lamgui.networks.entry import Repeats
from tests.networks.noisy import AddedNoise, DropoutInForward, OwnGenerator, noisy
from tests.small import enlarging, hr_picture, run_to_end

PATCH = Patch(14, 12, 8)
MODULES = [AddedNoise(), DropoutInForward()]


def made(module: nn.Module, settings: Settings, repeats: Repeats = Repeats.SEEDED) -> Analysis:
    request = Request(hr_picture(48, 40), noisy(module, repeats), PATCH, settings, device="cpu")
    return run_to_end(analyse(request))[1]


@pytest.mark.parametrize("module", MODULES)
def test_left_to_chance_it_is_never_sound_and_automatic_steps_stop_at_once(module: nn.Module) -> None:
    analysis = made(module, Settings(steps=None))
    verdict = judge(analysis)
    assert analysis.passes == 6
    assert verdict.trust is not Trust.SOUND
    assert any("state a seed" in reason for reason in verdict.reasons)
    assert not any("more steps" in reason or "tolerance" in reason for reason in verdict.reasons)
    assert any("Automatic steps ended at 6" in note for note in analysis.notes)


def test_noise_that_no_seed_reaches_is_told() -> None:
    analysis = made(OwnGenerator(), Settings(steps=None, seed=1), Repeats.NEVER)
    assert analysis.passes == 6
    assert any("no seed makes it repeat" in reason for reason in judge(analysis).reasons)


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("steps", [12, None])
def test_a_seed_makes_the_map_repeat_and_add_up(module: nn.Module, steps: int | None) -> None:
    """With the same noise at every node and at both ends the sum reaches ΔD, as for any other network."""
    settings = Settings(steps=steps, seed=5)
    first, second = made(module, settings), made(module, settings)
    np.testing.assert_array_equal(first.lam, second.lam)
    assert abs(first.completeness_gap) < 0.05
    assert first.error is not None
    assert first.error.of_map < 0.2
    assert judge(first).trust is Trust.CARE
    assert any("seed 5" in reason for reason in judge(first).reasons)
    assert not np.allclose(first.lam, made(module, replace(settings, seed=6)).lam, rtol=1e-3)


@pytest.mark.parametrize("rule", ["arc", "trapezoid"])
@pytest.mark.parametrize("steps", [6, None])
def test_the_mean_over_seeds_is_that_of_their_maps_with_their_spread(rule: str, steps: int | None) -> None:
    found = steps or 12
    most = found + (rule == "trapezoid")
    told: dict[str, Any] = {} if steps else {"tolerance": 0.001, "most_steps": most}
    module, settings = DropoutInForward(), Settings(steps=steps, rule=rule, seed=3, seeds=3, **told)
    progress, mean = run_to_end(analyse(Request(hr_picture(48, 40), noisy(module), PATCH, settings, device="cpu")))
    singles = [made(module, Settings(steps=found, rule=rule, seed=seed)) for seed in (3, 4, 5)]
    lams = [one.lam for one in singles]
    np.testing.assert_allclose(mean.lam, np.mean(lams, axis=0), rtol=1e-4, atol=1e-6 * np.abs(lams[0]).max())
    assert mean.settings == settings
    assert mean.spread is not None
    expected = spread_of(lams)
    assert expected is not None
    assert mean.spread.of_map == pytest.approx(expected.of_map, rel=1e-3)
    assert mean.passes == sum(one.passes for one in singles)
    assert mean.curves.delta == pytest.approx(np.mean([one.curves.delta for one in singles]), rel=1e-4)
    done = [one.step for one in progress]
    assert done[-1] == progress[-1].total
    assert any("mean over seeds 3 to 5" in reason for reason in judge(mean).reasons)


def test_the_first_seed_finds_the_nodes_for_all() -> None:
    module, settings = DropoutInForward(), Settings(tolerance=0.2, seed=3)
    first = made(module, settings)
    assert 3 < first.passes < 54, "neither the first level nor the last"
    mean = made(module, replace(settings, seeds=3))
    assert mean.passes == 3 * first.passes
    np.testing.assert_array_equal(mean.curves.alpha, first.curves.alpha)


def test_a_network_that_draws_nothing_is_run_once_and_stays_sound() -> None:
    request = Request(hr_picture(48, 40), enlarging(), PATCH, Settings(steps=9, seeds=4), device="cpu")
    _, analysis = run_to_end(analyse(request))
    assert analysis.passes == 9
    assert analysis.spread is None
    assert judge(analysis).trust is Trust.SOUND
