"""A training recipe: everything that decides which weights come out, read from a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Recipe:
    """What is trained, on what crops, for how long.

    The learning rate warms up over `warmup_steps`, then falls from `learning_rate` to zero along half a cosine.
    The weights that are kept are an exponential moving average with `averaging` per step.
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

    def __post_init__(self) -> None:
        for name in ("scale", "steps", "crops", "crop_px"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")
        if not 0 < self.averaging < 1:
            raise ValueError(f"averaging must lie between 0 and 1, not {self.averaging}")


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; raises ValueError naming the file and the setting that is wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = set(table) - {f.name for f in fields(Recipe)}
        if unknown:
            raise ValueError(f"unknown settings {sorted(unknown)}")
        return Recipe(**{**table, "shrink_hr": tuple(table.get("shrink_hr", (1.0,)))})
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not a training recipe: {error}") from error
