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
        for name, least in (("scale", 1), ("steps", 1), ("crops", 1), ("crop_px", 1), ("warmup_steps", 0), ("seed", 0)):
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


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; raises ValueError naming the file and the setting that is wrong, OSError where it is not there."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = set(table) - {f.name for f in fields(Recipe)}
        if unknown:
            raise ValueError(f"unknown settings {sorted(unknown)}")
        return Recipe(**{**table, "shrink_hr": tuple(table.get("shrink_hr", (1.0,)))})
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not a training recipe: {error}") from error
