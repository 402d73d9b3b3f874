"""The training loop as a generator: each step is yielded, closing it stops, the state file resumes it."""

from __future__ import annotations

import io
import math
import time
from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from lamgui.base.errors import NetworkError
from lamgui.files.atomic import replacing
from lamgui.imaging.save import save_error
from lamgui.training.crops import CropSampler
from lamgui.training.recipe import Recipe

SAVE_EVERY_STEPS = 250


@dataclass(frozen=True)
class TrainingStep:
    """Where a training run stands; `loss` is the mean absolute error of the step's batch, values 0..1."""

    step: int
    total: int
    loss: float
    elapsed_s: float


class Training:
    """A network being trained, whose state is saved now and then and picked up again.

    Raises NetworkError for a state that cannot be read or belongs to another recipe.
    """

    def __init__(self, recipe: Recipe, network: nn.Module, sampler: CropSampler, state_path: Path) -> None:
        torch.manual_seed(recipe.seed)
        self._recipe = recipe
        self._network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._average = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(recipe.averaging))  # type: ignore[no-untyped-call]
        trained = [p for p in network.parameters() if p.requires_grad]
        self._optimiser = torch.optim.Adam(trained, lr=recipe.learning_rate)
        self._sampler = sampler
        self._state_path = state_path
        self._step = 0
        self.elapsed_s = 0.0
        if state_path.exists():
            self._load()

    def run(self) -> Generator[TrainingStep, None, None]:
        """Train until the recipe's last step, saving the state on the way. Raises SaveError where it cannot be."""
        began = time.monotonic() - self.elapsed_s
        while self._step < self._recipe.steps:
            loss = self._advance()
            self.elapsed_s = time.monotonic() - began
            if self._step % SAVE_EVERY_STEPS == 0 or self._step == self._recipe.steps:
                self._save()
            yield TrainingStep(self._step, self._recipe.steps, loss, self.elapsed_s)

    def weights(self) -> dict[str, Tensor]:
        """The averaged weights, under the architecture's own key names."""
        averaged: dict[str, Tensor] = self._average.module.state_dict()
        return {key: value.detach().contiguous() for key, value in averaged.items()}

    def _advance(self) -> float:
        for group in self._optimiser.param_groups:
            group["lr"] = learning_rate(self._recipe, self._step)
        lr, hr = self._sampler.draw()
        self._optimiser.zero_grad(set_to_none=True)
        loss = nn.functional.l1_loss(self._network(lr.to(memory_format=torch.channels_last)), hr)
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        self._average.update_parameters(self._network)
        self._step += 1
        return float(loss.detach())

    def _save(self) -> None:
        state = {
            "recipe": asdict(self._recipe),
            "network": self._network.state_dict(),
            "average": self._average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "random": self._sampler.random.bit_generator.state,
            "step": self._step,
            "elapsed_s": self.elapsed_s,
        }
        # In memory first: what torch writes to a full disk itself fails without saying why.
        written = io.BytesIO()
        torch.save(state, written)
        try:
            with replacing(self._state_path) as temporary:
                temporary.write_bytes(written.getbuffer())
        except OSError as error:
            raise save_error(self._state_path, error) from error

    def _load(self) -> None:
        start_anew = "Give another file for the state, or remove this one to start anew."
        try:
            state: dict[str, Any] = torch.load(self._state_path, weights_only=True)
            recipe = state["recipe"]
        except Exception as error:
            message = f"{self._state_path} is no state of a training that can be read."
            raise NetworkError(message, start_anew, str(error)) from error
        if differing := [name for name, value in asdict(self._recipe).items() if recipe.get(name) != value]:
            message = f"{self._state_path} belongs to a training by another recipe: {', '.join(differing)} differ."
            raise NetworkError(message, start_anew)
        self._network.load_state_dict(state["network"])
        self._average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._sampler.random.bit_generator.state = state["random"]
        self._step, self.elapsed_s = state["step"], state["elapsed_s"]


def learning_rate(recipe: Recipe, step: int) -> float:
    """The rate of a step: a linear warm-up, then half a cosine down to zero."""
    warm = min(1.0, (step + 1) / max(1, recipe.warmup_steps))
    return recipe.learning_rate * warm * 0.5 * (1 + math.cos(math.pi * step / recipe.steps))
