"""A training recipe: everything that decides the weights, read from a TOML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from lamgui.files.toml_text import toml_values
from lamgui.training.schedule import Schedule

_LEAST = {"scale": 1, "steps": 1, "crops": 1, "crop_px": 1, "warmup_steps": 0, "seed": 0, "cooldown_steps": 0}
"""The smallest values of whole numbers."""


@dataclass(frozen=True)
class TrainingRecipe:
    """What is trained, on what crops, for how long.

    The learning rate warms up over `warmup_steps` to `learning_rate`, then follows `schedule`. The weights that are
    written are an exponential moving average with `averaging` per step. With a constant rate, weights are written at
    each step of `save_at` and at the last one, after a cool-down of `cooldown_steps` that does not affect the training.
    """

    name: str
    architecture: str
    scale: int
    steps: int
    crops: int
    crop_px: int
    learning_rate: float
    warmup_steps: int = 200
    averaging: float = 0.999
    seed: int = 0
    shrink_hr: tuple[float, ...] = (1.0,)
    """Sizes at which each HR picture is also used: smaller ones have sharper edges per pixel."""
    configuration: Mapping[str, Any] = field(default_factory=dict)
    schedule: Schedule = Schedule.COSINE
    cooldown_steps: int = 0
    save_at: tuple[int, ...] = ()
    scenes: float = 0.0
    """Share of the crops that are procedural scenes (`scenes.py`) instead of crops of pictures, 0..1."""
    clip_norm: float = 0.0
    """Largest norm of a step's gradient; 0 sets no limit."""

    def __post_init__(self) -> None:
        for name, least in _LEAST.items():
            value = getattr(self, name)
            if not isinstance(value, int) or value < least:
                raise ValueError(f"{name} must be a whole number of at least {least}, not {value!r}")
        if not self.name:
            raise ValueError("name must not be empty")
        if not self.learning_rate > 0:
            raise ValueError(f"learning_rate must be more than 0, not {self.learning_rate}")
        if not 0 < self.averaging < 1:
            raise ValueError(f"averaging must lie between 0 and 1, not {self.averaging}")
        if not self.shrink_hr or not all(0 < share <= 1 for share in self.shrink_hr):
            raise ValueError(f"shrink_hr must be sizes above 0 and up to 1, not {list(self.shrink_hr)}")
        if not 0 <= self.scenes <= 1:
            raise ValueError(f"scenes must be a share from 0 to 1, not {self.scenes}")
        if not self.clip_norm >= 0:
            raise ValueError(f"clip_norm must be 0 or more, not {self.clip_norm}")
        self._require_cooldowns()

    def _require_cooldowns(self) -> None:
        if self.schedule is Schedule.COSINE and (self.save_at or self.cooldown_steps):
            raise ValueError('save_at and cooldown_steps need schedule = "constant"')
        if self.schedule is Schedule.CONSTANT and self.cooldown_steps < 1:
            raise ValueError("a constant rate needs cooldown_steps of at least 1")
        if not all(isinstance(step, int) and 0 < step <= self.steps for step in self.save_at):
            raise ValueError(f"save_at must be steps from 1 to {self.steps}, not {list(self.save_at)}")


def is_recipe(path: Path) -> bool:
    """Whether a TOML file states a training; others lie beside recipes, such as the catalogue of networks."""
    try:
        table = toml_values(path)
    except (OSError, ValueError):
        return False
    return {"architecture", "steps"} <= set(table)


def read_recipe(path: Path) -> TrainingRecipe:
    """Read a recipe; raises ValueError naming the file and the setting that is wrong, OSError where it is not there."""
    try:
        table = toml_values(path)
        unknown = set(table) - {f.name for f in fields(TrainingRecipe)}
        if unknown:
            raise ValueError(f"unknown settings {sorted(unknown)}")
        stated = dict(table)
        stated.update({name: tuple(table[name]) for name in ("shrink_hr", "save_at") if name in table})
        if "schedule" in table:
            stated["schedule"] = Schedule(table["schedule"])
        return TrainingRecipe(**stated)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path} is not a training recipe: {error}") from error
