"""The state file of a training: read only where it belongs to the same recipe, written whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import torch

from lamgui.base.errors import NetworkError
from lamgui.files.atomic import replacing
from lamgui.imaging.save import save_error
from lamgui.training.recipe import TrainingRecipe

_START_ANEW = "Give another file for the state, or remove this one to start anew."


def write_state(path: Path, recipe: TrainingRecipe, values: Mapping[str, object]) -> None:
    """Write what a training resumes from; raises SaveError."""
    # In memory first: when torch itself writes to a full disk, its error does not say why.
    written = io.BytesIO()
    torch.save({"recipe": _plain(recipe), **values}, written)
    try:
        with replacing(path) as temporary:
            temporary.write_bytes(written.getbuffer())
    except OSError as error:
        raise save_error(path, error) from error


def read_state(path: Path, recipe: TrainingRecipe, started_from: str) -> dict[str, Any]:
    """The values of a state; `started_from` is the sha256 of the weights that the training begins with, or empty.

    Raises NetworkError for a file that is no state, or that belongs to another recipe or other first weights.
    """
    try:
        values: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
        stated = values["recipe"]
    except Exception as error:
        message = f"{path} is no state of a training that can be read."
        raise NetworkError(message, _START_ANEW, str(error)) from error
    defaults = {field.name: field.default for field in fields(TrainingRecipe)}
    differing = [name for name, value in _plain(recipe).items() if stated.get(name, defaults[name]) != value]
    if differing:
        message = f"{path} belongs to a training by another recipe: {', '.join(differing)} differ."
        raise NetworkError(message, _START_ANEW)
    if values.get("from", "") != started_from:
        raise NetworkError(f"{path} belongs to a training that started from other weights.", _START_ANEW)
    return values


def _plain(recipe: TrainingRecipe) -> dict[str, Any]:
    """Values that `torch.load` reads without running anything."""
    return {**asdict(recipe), "schedule": recipe.schedule.value}
