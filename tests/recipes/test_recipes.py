"""Every recipe of docs/recipes.md, followed to the letter in a copy of the program, does what it says."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from tests.recipes.recipe import CHECKOUT, copied_program, recipes, run_in
from tests.small import saved

RECIPES = recipes()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which all recipes were followed."""
    folder = copied_program(tmp_path_factory.mktemp("copy"))
    for recipe in RECIPES.values():
        recipe.follow(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands run, with the files that they name."""
    folder = tmp_path_factory.mktemp("work")
    saved(folder / "picture.png", 96, 72)
    espcn = {"first_part.0": (8, 1, 5), "first_part.2": (4, 8, 3), "last_part.0": (9, 4, 3)}
    _save_weights(folder / "espcn.pth", espcn)
    _save_weights(folder / "sequential.pth", {"layers.0": (8, 3, 9), "layers.2": (4, 8, 5), "layers.4": (3, 4, 5)})
    return folder


def _save_weights(path: Path, convolutions: Mapping[str, tuple[int, int, int]]) -> None:
    """A checkpoint of drawn weights: channels out and in, and side, of each convolution."""
    generator = torch.Generator().manual_seed(1)
    weights: dict[str, torch.Tensor] = {}
    for name, (out, into, side) in convolutions.items():
        weights[f"{name}.weight"] = 0.1 * torch.randn(out, into, side, side, generator=generator)
        weights[f"{name}.bias"] = torch.zeros(out)
    torch.save(weights, path)


def _settings(output: str) -> dict[str, Any]:
    report = json.loads(output)
    assert report["nonfinite"] == 0
    assert report["passes"] == 2
    assert report["delta"] != 0
    settings: dict[str, Any] = (
        report["settings"]["settings"] if "settings" in report["settings"] else report["settings"]
    )
    return settings


def _has_energy(output: str, _folder: Path) -> None:
    assert _settings(output)["detector"] == "energy"


def _has_power(output: str, _folder: Path) -> None:
    settings = _settings(output)
    assert (settings["detector"], settings["power"]) == ("power", {"exponent": 3.0})


def _has_path(output: str, _folder: Path) -> None:
    assert _settings(output)["path"] == "linear-grey"


def _has_rule(output: str, _folder: Path) -> None:
    assert _settings(output)["rule"] == "cosine"


def _has_architecture(output: str, _folder: Path) -> None:
    found = json.loads(output)
    assert (found["architecture"], found["scale"], found["channels"]) == ("ESPCN", 3, 1)
    assert found["configuration"] == {"widths": [8, 4]}


def _has_dialect(output: str, _folder: Path) -> None:
    found = json.loads(output)
    assert (found["architecture"], found["dialect"]) == ("SRCNN", "sequential")


def _has_column(output: str, _folder: Path) -> None:
    heads, values = (line.split(",") for line in output.strip().splitlines())
    assert values[heads.index("Steps")] == "2"


def _has_figure(_output: str, folder: Path) -> None:
    with Image.open(folder / "pair.png") as figure:
        width, height = figure.size
    assert width == round(7.16 * 300)
    assert 0.3 < height / width < 0.5, "two pictures of 4:3 beside each other"


def _has_size(output: str, _folder: Path) -> None:
    assert output.strip() == "96x72"


CHECKS: Mapping[str, Callable[[str, Path], None]] = {
    "A detector": _has_energy,
    "A detector with an option": _has_power,
    "A path": _has_path,
    "A rule": _has_rule,
    "An architecture": _has_architecture,
    "A dialect": _has_dialect,
    "A column of the table": _has_column,
    "A figure layout": _has_figure,
    "A subcommand": _has_size,
}
"""What the command of each recipe must show."""


def test_every_recipe_is_tried() -> None:
    assert list(CHECKS) == list(RECIPES)


@pytest.mark.parametrize("name", CHECKS)
def test_a_recipe_does_what_it_says(name: str, checkout: Path, folder: Path) -> None:
    command = RECIPES[name].command
    done = run_in(checkout, command, folder)
    assert done.returncode == 0, done.stderr
    CHECKS[name](done.stdout, folder)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("A detector", "There is no detector 'energy'"),
        ("A detector with an option", "There is no detector 'power'"),
        ("A path", "There is no path 'linear-grey'. Did you mean linear-blur?"),
        ("A rule", "There is no rule 'cosine'"),
        ("An architecture", "is not a network that this program can build"),
        ("A dialect", "is not a network that this program can build"),
        ("A figure layout", "There is no layout 'pair'"),
        ("A subcommand", "neither a command nor a picture"),
    ],
)
def test_the_program_cannot_do_it_before(name: str, said: str, folder: Path) -> None:
    done = run_in(CHECKOUT, RECIPES[name].command, folder)
    assert done.returncode != 0
    assert said in done.stdout + done.stderr


def test_the_panel_and_the_help_have_what_was_added(checkout: Path, folder: Path) -> None:
    code = (
        "from PySide6.QtWidgets import QApplication; app = QApplication([])\n"
        "from lamgui.attribution.settings.settings import Settings\n"
        "from lamgui.widgets.panels.path.panel import PathPanel\n"
        "panel = PathPanel(); panel.show_settings(Settings('power', path='linear-grey', rule='cosine'))\n"
        "print(panel.detector.currentText(), panel.path.currentText(), panel.rule.currentText())\n"
        "print(panel.detectors.option_rows.boxes['power']['exponent'].value(), panel.sigma.isEnabled())\n"
    )
    shown = run_in(checkout, [sys.executable, "-c", code], folder)
    assert shown.stdout.splitlines() == ["Power Linear from grey Cosine", "2.0 False"], shown.stderr
    told = run_in(checkout, [sys.executable, "-m", "lamgui", "attribute", "--help"], folder).stdout
    assert all(word in told for word in ("power", "--power-exponent P", "linear-grey", "cosine"))


def test_what_is_written_there_passes_the_rules_of_the_program(checkout: Path) -> None:
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff")
    if ruff is None:
        pytest.skip("needs ruff")
    shutil.copy(CHECKOUT / "pyproject.toml", checkout)
    for rules in (["check"], ["format", "--check"]):
        done = run_in(checkout, [ruff, *rules, "--no-cache", "lamgui"], checkout)
        assert done.returncode == 0, done.stdout + done.stderr
