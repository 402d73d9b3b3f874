"""Trains by recipes, one after the other, with progress, and writes the weights and their cards."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import safetensors.torch
import torch
from torch import nn

from lamgui.attribution.settings.settings import Precision
from lamgui.base.errors import NetworkError, SettingsError
from lamgui.base.wording import seconds_in_words
from lamgui.cli.terminal import ProgressLine, make_folder, write_message
from lamgui.files.atomic import replacing
from lamgui.imaging.picture import Pixels
from lamgui.imaging.save import save_error
from lamgui.maps.devices import resolve_device
from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.checkpoint.read import read_checkpoint
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.training.arithmetic import Arithmetic, has_fast_bfloat16
from lamgui.training.card import Origin, measure, write_card
from lamgui.training.crops import CropSampler, read_folder
from lamgui.training.far_pixels import FarPixels, held_back_scenes, measure_far_pixels
from lamgui.training.loop import Training, TrainingStep, Weights
from lamgui.training.reach import measure_reach
from lamgui.training.recipe import TrainingRecipe, is_recipe, read_recipe
from lamgui.training.schedule import Schedule

TRAINABLE = {architecture.name: architecture.build for architecture in ARCHITECTURES}

Folders = Sequence[tuple[str, Sequence[Pixels]]]
"""Pictures by the name of the folder they are in."""


@dataclass(frozen=True, eq=False)
class _Task:
    """A recipe with everything that its training needs."""

    recipe: TrainingRecipe
    stem: str
    out: Path
    state: Path
    data: Folders
    test_data: Folders
    origin: Origin
    arithmetic: Arithmetic


def train_all(arguments: argparse.Namespace) -> int:
    """Train each recipe and write `RECIPE.safetensors` and `RECIPE.md` into the folder; raises UserError."""
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    paths = _recipe_paths(arguments.recipe)
    if len(paths) > 1 and arguments.state is not None:
        raise SettingsError("--state names one file, but several recipes were given.", "Leave it out: each gets one.")
    recipes = [_recipe(path) for path in paths]
    states = [arguments.state or arguments.out / f"{path.stem}.state" for path in paths]
    for folder in {arguments.out, *(state.parent for state in states)}:
        make_folder(folder)
    data, test_data, arithmetic = _read(arguments.data), _read(arguments.test_data), _arithmetic(arguments)
    for path, recipe, state in zip(paths, recipes, states, strict=True):
        origin = Origin() if arguments.start is None else _origin(arguments.start)
        _train(_Task(recipe, path.stem, arguments.out, state, data, test_data, origin, arithmetic), arguments.start)
    return 0


def _train(task: _Task, start: Path | None) -> None:
    network = _network(task.recipe, start)
    try:
        sampler = CropSampler([pixels for _, pictures in task.data for pixels in pictures], task.recipe)
    except ValueError as error:
        raise SettingsError(f"The training cannot start: {error}.", "Give larger pictures.") from error
    training = Training(task.recipe, network, sampler, task.state, task.arithmetic, task.origin.sha256)
    last = _follow(training, task)
    weights = training.weights() if last is None else last
    target = _write_weights(task, task.stem, weights, training.elapsed_s)
    write_message(f"Weights are in {target}, their card in {target.with_suffix('.md')}.")


def _follow(training: Training, task: _Task) -> Weights | None:
    """Train to the end; returns the weights of the last cool-down, None where the recipe has none."""
    progress, reached, cooled = ProgressLine(), "", None
    last_path = task.out / f"{task.stem}.safetensors"
    if task.recipe.schedule is Schedule.CONSTANT and last_path.exists():
        cooled = safetensors.torch.load_file(last_path)
    try:
        for step in training.run():
            progress.show(f"{task.recipe.name} {_step_words(step)}{reached}")
            if step.weights is not None:
                progress.clear()
                cooled = step.weights
                is_last = step.step == step.total
                if not is_last:
                    path = _write_weights(task, f"{task.stem}-{step.step}", cooled, step.elapsed_s)
                    reached = _reached_words(path, task)
                    write_message(f"{task.recipe.name}, step {step.step}{reached}: {path}")
    finally:
        progress.clear()
    return cooled


def _step_words(step: TrainingStep) -> str:
    left_s = step.elapsed_s / max(1, step.step) * (step.total - step.step)
    doing = "cooling down at step" if step.cooling else "step"
    return f"{doing} {step.step}/{step.total}, loss {step.loss:.4f}, {seconds_in_words(left_s)} left"


def _reached_words(weights: Path, task: _Task) -> str:
    """PSNR and DI of weights on the first folder to measure on; nothing without one."""
    if not task.test_data:
        return ""
    name, pictures = task.test_data[0]
    network = load_network(NetworkEntry(task.recipe.name, weights, value_range=1.0, scale=task.recipe.scale))
    reach = measure_reach(network, pictures)
    di = "" if reach is None else f", DI {reach.diffusion_index:.2f}"
    return f", {name} {measure(network, pictures).psnr_db:.2f} dB{di}"


def _write_weights(task: _Task, stem: str, weights: Weights, elapsed_s: float) -> Path:
    """Weights as float16, and the card beside them; returns where the weights lie."""
    target = task.out / f"{stem}.safetensors"
    _write(target, safetensors.torch.save({key: value.half() for key, value in weights.items()}))
    network = load_network(NetworkEntry(task.recipe.name, target, value_range=1.0, scale=task.recipe.scale))
    scores = [(name, measure(network, pictures), measure_reach(network, pictures)) for name, pictures in task.test_data]
    counts = [(name, len(pictures)) for name, pictures in task.data]
    card = write_card(
        task.recipe,
        counts,
        elapsed_s / 3600,
        torch.get_num_threads(),
        scores,
        task.arithmetic,
        task.origin,
        _worth_of_far_pixels(network, task),
    )
    _write(target.with_suffix(".md"), card.encode())
    return target


def _worth_of_far_pixels(network: Network, task: _Task) -> list[tuple[str, FarPixels]]:
    """On the pictures to measure on, and on held-back scenes where the training had some."""
    scenes = [("procedural scenes", held_back_scenes(network.scale))] if task.recipe.scenes else []
    measured = [(name, measure_far_pixels(network, pictures)) for name, pictures in (*task.test_data, *scenes)]
    return [(name, worth) for name, worth in measured if worth is not None]


def _recipe_paths(path: Path) -> list[Path]:
    """A recipe, or all of a folder in the order of their names."""
    if not path.is_dir():
        return [path]
    recipes = [file for file in sorted(path.glob("*.toml")) if is_recipe(file)]
    if not recipes:
        raise SettingsError(f"{path} holds no recipes.", "Give a folder with TOML files such as models/edsr_x4.toml.")
    return recipes


def _recipe(path: Path) -> TrainingRecipe:
    try:
        recipe = read_recipe(path)
    except (ValueError, OSError) as error:
        raise SettingsError(f"The recipe cannot be used: {error}.") from error
    if recipe.architecture not in TRAINABLE:
        raise NetworkError(f"{recipe.architecture} cannot be trained.", f"There are {', '.join(TRAINABLE)}.")
    return recipe


def _read(folders: Sequence[Path]) -> Folders:
    return [(folder.resolve().name, read_folder(folder)) for folder in folders]


def _arithmetic(arguments: argparse.Namespace) -> Arithmetic:
    device = "cpu" if arguments.device == "cpu" else resolve_device(arguments.device, Precision.FLOAT32)
    is_fast = arguments.bfloat16 == "auto" and has_fast_bfloat16(device)
    return Arithmetic(device, is_fast or arguments.bfloat16 == "on")


def _origin(start: Path) -> Origin:
    return Origin(start.name, read_checkpoint(start).sha256)


def _network(recipe: TrainingRecipe, start: Path | None) -> nn.Module:
    """The network of a recipe with its first weights, tried on one crop."""
    torch.manual_seed(recipe.seed)
    try:
        arguments = dict(recipe.configuration)
        channels = arguments.pop("channels", 3)
        network = TRAINABLE[recipe.architecture](Configuration(recipe.scale, channels, arguments=arguments))
        with torch.no_grad():
            network(torch.zeros(1, 3, recipe.crop_px, recipe.crop_px))
    except (TypeError, ValueError, RuntimeError) as error:
        message = f"{recipe.architecture} x{recipe.scale} cannot be built as the recipe's configuration says: {error}."
        raise SettingsError(message, "Compare it with a recipe that comes with the program.") from error
    if start is not None:
        _load_weights(network, start)
    return network


def _load_weights(network: nn.Module, start: Path) -> None:
    """Start from the weights of a file; raises NetworkError, or SettingsError where they are another network's."""
    tensors = read_checkpoint(start).tensors
    try:
        network.load_state_dict({key: tensor.float() for key, tensor in tensors.items()})
    except RuntimeError as error:
        message = f"The weights of {start.name} are not those of the recipe's network."
        raise SettingsError(message, "Start from weights that the same configuration has.", str(error)) from error


def _write(path: Path, data: bytes) -> None:
    try:
        with replacing(path) as temporary:
            temporary.write_bytes(data)
    except OSError as error:
        raise save_error(path, error) from error
