"""The training loop as a generator: each step is yielded, closing it stops, the state file resumes it."""

from __future__ import annotations

import copy
import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from lamgui.training.arithmetic import Arithmetic
from lamgui.training.crops import CropSampler
from lamgui.training.recipe import TrainingRecipe
from lamgui.training.schedule import Schedule, cooling, cosine, warmed
from lamgui.training.state import read_state, write_state

SAVE_EVERY_STEPS = 250

Weights = dict[str, Tensor]
"""Weights by the architecture's own key names."""


@dataclass(frozen=True)
class TrainingStep:
    """A step of a training run; `loss` is the mean absolute error of the step's batch, values 0..1.

    `weights` are those of a cool-down that ended with this step, None at all other steps. `cooling` is whether the step
    belongs to a cool-down, in which `step` stands still.
    """

    step: int
    total: int
    loss: float
    elapsed_s: float
    cooling: bool = False
    weights: Weights | None = None


class Training:
    """A network being trained, whose state is saved now and then, and from which a run is resumed.

    Raises NetworkError for a state that cannot be read or belongs to another recipe.
    """

    def __init__(
        self,
        recipe: TrainingRecipe,
        network: nn.Module,
        sampler: CropSampler,
        state_path: Path,
        arithmetic: Arithmetic | None = None,
        started_from: str = "",
    ) -> None:
        torch.manual_seed(recipe.seed)
        self._recipe = recipe
        self._arithmetic = arithmetic or Arithmetic()
        self._started_from = started_from
        self._network = network.to(self._arithmetic.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.averaging))  # type: ignore[no-untyped-call]
        trained = [p for p in network.parameters() if p.requires_grad]
        self._optimiser = torch.optim.Adam(trained, lr=recipe.learning_rate)
        self._sampler = sampler
        self._state_path = state_path
        self._step = 0
        self._cooled = 0
        self.elapsed_s = 0.0
        if state_path.exists():
            self._load()

    def run(self) -> Generator[TrainingStep, None, None]:
        """Train until the recipe's last step, saving the state on the way. Raises SaveError where it cannot be."""
        began = time.monotonic() - self.elapsed_s
        total = self._recipe.steps
        while self._step < total or self._is_cooldown_due:
            if self._is_cooldown_due:
                for left, loss, weights in self._cool_down():
                    self.elapsed_s = time.monotonic() - began
                    yield TrainingStep(self._step, total, loss, self.elapsed_s, True, weights if left == 0 else None)
                self._cooled = self._step
                self._save()
                continue
            loss = self._advance(self._rate(self._step))
            self._step += 1
            self.elapsed_s = time.monotonic() - began
            if self._step % SAVE_EVERY_STEPS == 0 or self._step == total or self._is_cooldown_due:
                self._save()
            yield TrainingStep(self._step, total, loss, self.elapsed_s)

    def weights(self) -> Weights:
        """The averaged weights, under the architecture's own key names."""
        averaged: Mapping[str, Tensor] = self._average.module.state_dict()
        return {key: value.detach().cpu().contiguous().clone() for key, value in averaged.items()}

    @property
    def _is_cooldown_due(self) -> bool:
        if self._recipe.schedule is not Schedule.CONSTANT or self._cooled == self._step:
            return False
        return self._step in self._recipe.save_at or self._step == self._recipe.steps

    def _rate(self, step: int) -> float:
        rate = warmed(self._recipe.learning_rate, step, self._recipe.warmup_steps)
        return rate if self._recipe.schedule is Schedule.CONSTANT else rate * cosine(step, self._recipe.steps)

    def _cool_down(self) -> Generator[tuple[int, float, Weights | None], None, None]:
        """Steps of a falling rate, after which all state is restored; yields how many are left, and the loss."""
        steps = self._recipe.cooldown_steps
        before = copy.deepcopy(self._values())
        try:
            for step in range(steps):
                loss = self._advance(self._rate(self._step) * cooling(step, steps))
                left = steps - 1 - step
                yield left, loss, self.weights() if left == 0 else None
        finally:
            self._restore(before)

    def _advance(self, rate: float) -> float:
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        lr, hr = (self._arithmetic.placed(batch) for batch in self._sampler.draw())
        self._optimiser.zero_grad(set_to_none=True)
        with self._arithmetic.mixed():
            loss = nn.functional.l1_loss(self._network(lr).float(), hr)
        loss.backward()  # type: ignore[no-untyped-call]
        if self._recipe.clip_norm:
            nn.utils.clip_grad_norm_(self._network.parameters(), self._recipe.clip_norm)
        self._optimiser.step()
        self._average.update_parameters(self._network)
        return float(loss.detach())

    def _values(self) -> dict[str, Any]:
        return {
            "network": self._network.state_dict(),
            "average": self._average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "random": self._sampler.random.bit_generator.state,
        }

    def _restore(self, values: Mapping[str, Any]) -> None:
        self._network.load_state_dict(values["network"])
        self._average.load_state_dict(values["average"])
        self._optimiser.load_state_dict(values["optimiser"])
        self._sampler.random.bit_generator.state = values["random"]

    def _save(self) -> None:
        progress = {"step": self._step, "cooled": self._cooled, "elapsed_s": self.elapsed_s}
        write_state(self._state_path, self._recipe, {**self._values(), **progress, "from": self._started_from})

    def _load(self) -> None:
        values = read_state(self._state_path, self._recipe, self._started_from)
        self._restore(values)
        self._step, self.elapsed_s = values["step"], values["elapsed_s"]
        self._cooled = values.get("cooled", 0)
