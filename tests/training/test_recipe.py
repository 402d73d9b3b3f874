"""Recipes are read as they are written, and refused with the setting that is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lamgui.files.shipped import models_folder
from lamgui.training.recipe import TrainingRecipe, read_recipe
from lamgui.training.schedule import Schedule
from tests.training.recipes import CONFIGURATION, small_recipe, write_recipe


def test_a_file_gives_the_recipe(tmp_path: Path) -> None:
    path = write_recipe(tmp_path / "größe.toml", "warmup_steps = 10\nshrink_hr = [1.0, 0.5]")
    assert read_recipe(path) == small_recipe(shrink_hr=(1.0, 0.5))


def test_a_file_states_a_constant_rate_with_cool_downs(tmp_path: Path) -> None:
    rates = 'warmup_steps = 10\nschedule = "constant"\ncooldown_steps = 5\nsave_at = [20, 40]'
    lines = f"{rates}\nscenes = 0.5\nclip_norm = 1.0"
    recipe = read_recipe(write_recipe(tmp_path / "constant.toml", lines))
    assert (recipe.schedule, recipe.cooldown_steps, recipe.save_at) == (Schedule.CONSTANT, 5, (20, 40))
    assert (recipe.scenes, recipe.clip_norm) == (0.5, 1.0)


def test_what_a_file_leaves_out_has_its_default(tmp_path: Path) -> None:
    path = tmp_path / "short.toml"
    path.write_text('name="A"\narchitecture="EDSR"\nscale=2\nsteps=1\ncrops=1\ncrop_px=8\nlearning_rate=1e-4\n')
    assert read_recipe(path) == TrainingRecipe("A", "EDSR", 2, 1, 1, 8, 1e-4, 200, 0.999, 0, (1.0,), {})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"steps": 0}, "steps must be a whole number of at least 1, not 0"),
        ({"crops": 1.5}, "crops must be a whole number of at least 1, not 1.5"),
        ({"crop_px": "20"}, "crop_px must be a whole number of at least 1, not '20'"),
        ({"scale": -2}, "scale must be a whole number of at least 1, not -2"),
        ({"warmup_steps": -1}, "warmup_steps must be a whole number of at least 0, not -1"),
        ({"seed": -1}, "seed must be a whole number of at least 0, not -1"),
        ({"name": ""}, "name must not be empty"),
        ({"learning_rate": 0.0}, "learning_rate must be more than 0, not 0.0"),
        ({"averaging": 1.0}, "averaging must lie between 0 and 1, not 1.0"),
        ({"scenes": 1.5}, "scenes must be a share from 0 to 1, not 1.5"),
        ({"clip_norm": -1.0}, "clip_norm must be 0 or more, not -1.0"),
        ({"save_at": (5,)}, 'save_at and cooldown_steps need schedule = "constant"'),
        ({"schedule": Schedule.CONSTANT}, "a constant rate needs cooldown_steps of at least 1"),
        (
            {"schedule": Schedule.CONSTANT, "cooldown_steps": 2, "save_at": (0,)},
            r"save_at must be steps from 1 to 260, not \[0\]",
        ),
        ({"shrink_hr": ()}, r"shrink_hr must be sizes above 0 and up to 1, not \[\]"),
        ({"shrink_hr": (1.0, 0.0)}, r"shrink_hr must be sizes above 0 and up to 1, not \[1.0, 0.0\]"),
    ],
)
def test_impossible_settings_are_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        small_recipe(**changes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stpes = 5", r"unknown settings \['stpes'\]"),
        ("shrink_hr = 1.0", "is not a training recipe"),
        ('learning_rate = "fast"', "is not a training recipe"),
        ('schedule = "linear"', "is not a training recipe"),
        ("steps = 0", "steps must be a whole number"),
        ("this is no TOML", "is not a training recipe"),
    ],
)
def test_a_file_that_is_no_recipe_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = write_recipe(tmp_path / "bad.toml", text)
    with pytest.raises(
        ValueError, match=rf"bad.toml is not a training recipe.*{said.removeprefix('is not a training recipe')}"
    ):
        read_recipe(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"name = 1"])
def test_other_files_are_no_recipe(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.toml").write_bytes(content)
    with pytest.raises(ValueError, match="is not a training recipe"):
        read_recipe(tmp_path / "bad.toml")


@pytest.mark.parametrize("name", ["edsr_x4", "fsrcnn_x4"])
def test_bundled_recipes_can_be_read(name: str) -> None:
    recipe = read_recipe(models_folder() / f"{name}.toml")
    assert name == f"{recipe.architecture.lower()}_x{recipe.scale}"


def test_configuration_is_passed_on() -> None:
    assert small_recipe().configuration == CONFIGURATION
