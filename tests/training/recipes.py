"""A recipe so small that hundreds of its steps take a second, as a value and as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lamgui.training.recipe import TrainingRecipe

CONFIGURATION: dict[str, Any] = {"channels": 3, "width": 16, "shrink": 4, "depth": 1}


def small_recipe(**changes: Any) -> TrainingRecipe:
    """FSRCNN of 16 features at x4 for crops of 6 LR pixels, with settings changed."""
    settings: dict[str, Any] = {
        "name": "Small",
        "architecture": "FSRCNN",
        "scale": 4,
        "steps": 260,
        "crops": 2,
        "crop_px": 6,
        "learning_rate": 2e-3,
        "warmup_steps": 10,
        "averaging": 0.9,
        "seed": 3,
        "configuration": CONFIGURATION,
    }
    return TrainingRecipe(**{**settings, **changes})


def write_recipe(path: Path, text: str = "", steps: int = 260) -> Path:
    """The small recipe as a TOML file, with lines of `text` before its table of the configuration."""
    recipe = small_recipe(steps=steps)
    stated = [line.partition(" =")[0] for line in text.splitlines()]
    names = ("name", "architecture", "scale", "steps", "crops", "crop_px", "learning_rate", "averaging", "seed")
    lines = [f"{name} = {getattr(recipe, name)!r}" for name in names if name not in stated]
    table = [f"{name} = {value}" for name, value in CONFIGURATION.items()]
    path.write_text("\n".join([*lines, text, "[configuration]", *table]), encoding="utf-8")
    return path
