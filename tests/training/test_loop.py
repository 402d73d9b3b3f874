"""The loop: its steps are those of the recipe, and a run that was stopped ends where one in a piece does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from lamgui.base.errors import NetworkError, SaveError
from lamgui.imaging.picture import Pixels
from lamgui.networks.architectures.fsrcnn import FSRCNN
from lamgui.training.arithmetic import Arithmetic
from lamgui.training.crops import CropSampler
from lamgui.training.loop import SAVE_EVERY_STEPS, Training
from lamgui.training.recipe import TrainingRecipe
from lamgui.training.schedule import Schedule
from tests.imaging.pictures import coloured
from tests.training.recipes import CONFIGURATION, small_recipe

PICTURES = [coloured(64, 48), coloured(48, 80)]
RECIPE = small_recipe()


def _network(recipe: TrainingRecipe = RECIPE) -> FSRCNN:
    torch.manual_seed(recipe.seed)
    return FSRCNN(scale=recipe.scale, **CONFIGURATION)


def _training(state: Path, recipe: TrainingRecipe = RECIPE, pictures: Sequence[Pixels] = PICTURES) -> Training:
    return Training(recipe, _network(recipe), CropSampler(pictures, recipe), state)


def _equal(a: dict[str, Tensor], b: dict[str, Tensor]) -> bool:
    return a.keys() == b.keys() and all(torch.equal(a[key], b[key]) for key in a)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Training:
    """A run without a break."""
    training = _training(tmp_path_factory.mktemp("whole") / "run.state")
    assert [step.step for step in training.run()] == list(range(1, 261))
    return training


def test_a_run_that_was_stopped_ends_with_the_same_weights(tmp_path: Path, whole: Training) -> None:
    state = tmp_path / "run.state"
    running = _training(state).run()
    assert next(step for step in running if step.step == 255).total == 260
    running.close()
    resumed = _training(state)
    assert [step.step for step in resumed.run()] == list(range(SAVE_EVERY_STEPS + 1, 261))
    assert _equal(resumed.weights(), whole.weights())


def test_a_finished_run_goes_no_further(tmp_path: Path) -> None:
    recipe = small_recipe(steps=3)
    done = _training(tmp_path / "run.state", recipe)
    assert len(list(done.run())) == 3
    again = _training(tmp_path / "run.state", recipe)
    assert list(again.run()) == []
    assert _equal(again.weights(), done.weights())
    assert again.elapsed_s == done.elapsed_s > 0
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["run.state"]


def test_steps_are_those_of_adam_and_the_weights_their_moving_average(tmp_path: Path) -> None:
    recipe = small_recipe(steps=12)
    training = _training(tmp_path / "run.state", recipe)
    losses = [step.loss for step in training.run()]
    sampler, network = CropSampler(PICTURES, recipe), _network()
    means = [torch.zeros_like(p) for p in network.parameters()]
    squares = [torch.zeros_like(p) for p in network.parameters()]
    averages: list[Tensor] = []
    for step in range(12):
        lr, hr = sampler.draw()
        network.zero_grad()
        loss = (network(lr) - hr).abs().mean()
        loss.backward()
        assert losses[step] == pytest.approx(loss.item(), rel=1e-4)
        rate = 2e-3 * min(1, (step + 1) / 10) * (1 + math.cos(math.pi * step / 12)) / 2
        with torch.no_grad():
            for p, mean, square in zip(network.parameters(), means, squares, strict=True):
                assert p.grad is not None
                mean.mul_(0.9).add_(0.1 * p.grad)
                square.mul_(0.999).add_(0.001 * p.grad**2)
                upright, spread = mean / (1 - 0.9 ** (step + 1)), (square / (1 - 0.999 ** (step + 1))).sqrt()
                p.sub_(rate * upright / (spread + 1e-8))
            parameters = [p.clone() for p in network.parameters()]
            averages = [0.9 * a + 0.1 * p for a, p in zip(averages or parameters, parameters, strict=True)]
    names = [name for name, _ in network.named_parameters()]
    weights = training.weights()
    assert set(weights) == set(names)
    for name, average in zip(names, averages, strict=True):
        torch.testing.assert_close(weights[name], average, rtol=1e-3, atol=1e-5)


def test_training_lowers_the_loss(tmp_path: Path) -> None:
    row, column = np.mgrid[:48, :64]
    smooth = np.stack([4 * column, 5 * row, 2 * column + row], axis=2).astype(np.uint8)
    training = _training(tmp_path / "run.state", small_recipe(steps=120), [smooth])
    losses = [step.loss for step in training.run()]
    assert sum(losses[-20:]) < 0.7 * sum(losses[:20])


def _constant(**changes: Any) -> TrainingRecipe:
    settings = {"schedule": Schedule.CONSTANT, "cooldown_steps": 8, "save_at": (20, 30), "steps": 40}
    return small_recipe(**{**settings, **changes})


def test_cool_downs_give_weights_and_leave_the_training_as_it_was(tmp_path: Path) -> None:
    cooled = list(_training(tmp_path / "cooled.state", _constant()).run())
    plain = list(_training(tmp_path / "plain.state", _constant(save_at=(), cooldown_steps=1)).run())
    kept = [step for step in cooled if not step.cooling]
    assert [step.loss for step in kept] == [step.loss for step in plain if not step.cooling]
    written = [step for step in cooled if step.weights is not None]
    assert [(step.step, step.cooling) for step in written] == [(20, True), (30, True), (40, True)]
    assert sum(step.cooling for step in cooled) == 3 * 8
    first, second = (step.weights for step in written[:2])
    assert first is not None
    assert second is not None
    assert not _equal(first, second)


def test_a_cool_down_that_was_stopped_is_made_again(tmp_path: Path) -> None:
    whole = [step for step in _training(tmp_path / "whole.state", _constant()).run() if step.weights is not None]
    running = _training(tmp_path / "run.state", _constant()).run()
    seen = 0
    while seen < 3:
        seen += next(running).cooling
    running.close()
    again = list(_training(tmp_path / "run.state", _constant()).run())
    assert again[0].cooling
    assert again[0].step == 20
    made = [step for step in again if step.weights is not None]
    assert [step.step for step in made] == [20, 30, 40]
    for one, other in zip(whole, made, strict=True):
        assert one.weights is not None
        assert other.weights is not None
        assert _equal(one.weights, other.weights)


def test_a_finished_run_with_a_constant_rate_goes_no_further(tmp_path: Path) -> None:
    list(_training(tmp_path / "run.state", _constant()).run())
    assert list(_training(tmp_path / "run.state", _constant()).run()) == []


def test_the_gradient_is_clipped(tmp_path: Path) -> None:
    # Adam divides by the gradient's own size: an almost zero limit leaves steps of the size of its epsilon.
    before = _network().state_dict()
    training = _training(tmp_path / "run.state", small_recipe(steps=1, clip_norm=1e-12, averaging=1e-9))
    list(training.run())
    assert all(torch.allclose(value, before[key], rtol=0, atol=1e-6) for key, value in training.weights().items())
    free = _training(tmp_path / "free.state", small_recipe(steps=1, averaging=1e-9))
    list(free.run())
    assert not all(torch.allclose(value, before[key], rtol=0, atol=1e-6) for key, value in free.weights().items())


def test_passes_in_bfloat16_keep_weights_in_float32(tmp_path: Path) -> None:
    exact = next(_training(tmp_path / "a.state", small_recipe(steps=1)).run()).loss
    recipe = small_recipe(steps=1)
    sampler = CropSampler(PICTURES, recipe)
    training = Training(recipe, _network(), sampler, tmp_path / "b.state", Arithmetic(bfloat16=True))
    mixed = next(training.run()).loss
    # bfloat16 has 8 bits of mantissa: a value of order 1 is off by up to 2**-9.
    assert mixed == pytest.approx(exact, abs=2**-8)
    assert mixed != exact
    assert all(value.dtype == torch.float32 for value in training.weights().values())


def test_a_state_of_other_first_weights_is_refused(tmp_path: Path) -> None:
    recipe = small_recipe(steps=2)
    list(Training(recipe, _network(), CropSampler(PICTURES, recipe), tmp_path / "run.state", None, "a" * 64).run())
    with pytest.raises(NetworkError, match="started from other weights"):
        _training(tmp_path / "run.state", recipe)


@pytest.mark.parametrize("content", [b"", b"not a state", b"PK\x03\x04 cut off"])
def test_a_state_that_cannot_be_read_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "run.state").write_bytes(content)
    with pytest.raises(NetworkError, match=r"run.state is no state of a training .* remove this one to start anew"):
        _training(tmp_path / "run.state")
    assert (tmp_path / "run.state").read_bytes() == content


def test_weights_are_no_state(tmp_path: Path) -> None:
    torch.save(_network().state_dict(), tmp_path / "run.state")
    with pytest.raises(NetworkError, match="is no state of a training"):
        _training(tmp_path / "run.state")


def test_a_state_of_another_recipe_is_refused_with_what_differs(tmp_path: Path) -> None:
    list(_training(tmp_path / "run.state", small_recipe(steps=2)).run())
    with pytest.raises(NetworkError, match=r"by another recipe: steps, seed differ"):
        _training(tmp_path / "run.state", small_recipe(steps=3, seed=9))


def test_a_state_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    training = _training(tmp_path / "nowhere" / "run.state", small_recipe(steps=1))
    with pytest.raises(SaveError, match=r"run.state was not saved: there is no folder .*nowhere"):
        list(training.run())
