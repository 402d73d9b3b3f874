"""Trains by a recipe, with progress, and writes the weights and their card."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import safetensors.torch
import torch
from torch import nn

from lamgui.base.errors import NetworkError, SettingsError
from lamgui.base.wording import seconds_in_words
from lamgui.cli.terminal import ProgressLine, make_folder, write_message
from lamgui.files.atomic import replacing
from lamgui.imaging.picture import Pixels
from lamgui.imaging.save import save_error
from lamgui.networks.architectures._architecture import Configuration
from lamgui.networks.architectures._registry import ARCHITECTURES
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.training.card import measure, write_card
from lamgui.training.crops import CropSampler, read_folder
from lamgui.training.loop import Training
from lamgui.training.recipe import Recipe, read_recipe

TRAINABLE = {architecture.name: architecture.build for architecture in ARCHITECTURES}

Folders = Sequence[tuple[str, Sequence[Pixels]]]
"""Pictures by the name of the folder they are in."""


def train_and_write(arguments: argparse.Namespace) -> int:
    """Train, write `RECIPE.safetensors` and `RECIPE.md` into the folder; raises UserError."""
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    recipe = _recipe(arguments.recipe)
    target: Path = arguments.out / f"{arguments.recipe.stem}.safetensors"
    state: Path = arguments.state or target.with_suffix(".state")
    for file in (target, state):
        make_folder(file.parent)
    data, test_data = _read(arguments.data), _read(arguments.test_data)
    training = _training(recipe, data, state)
    _follow(training)
    _write(target, safetensors.torch.save({key: value.half() for key, value in training.weights().items()}))
    network = load_network(NetworkEntry(recipe.name, target, value_range=1.0, scale=recipe.scale))
    scores = [(name, measure(network, pictures)) for name, pictures in test_data]
    counts = [(name, len(pictures)) for name, pictures in data]
    card = write_card(recipe, counts, training.elapsed_s / 3600, torch.get_num_threads(), scores)
    _write(target.with_suffix(".md"), card.encode())
    write_message(f"Weights are in {target}, their card in {target.with_suffix('.md')}.")
    return 0


def _recipe(path: Path) -> Recipe:
    try:
        recipe = read_recipe(path)
    except (ValueError, OSError) as error:
        raise SettingsError(f"The recipe cannot be used: {error}.") from error
    if recipe.architecture not in TRAINABLE:
        raise NetworkError(f"{recipe.architecture} cannot be trained.", f"There are {', '.join(TRAINABLE)}.")
    return recipe


def _read(folders: Sequence[Path]) -> Folders:
    return [(folder.resolve().name, read_folder(folder)) for folder in folders]


def _training(recipe: Recipe, folders: Folders, state: Path) -> Training:
    network = _network(recipe)
    try:
        sampler = CropSampler([pixels for _, pictures in folders for pixels in pictures], recipe)
    except ValueError as error:
        raise SettingsError(f"The training cannot start: {error}.", "Give larger pictures.") from error
    return Training(recipe, network, sampler, state)


def _network(recipe: Recipe) -> nn.Module:
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
    return network


def _follow(training: Training) -> None:
    progress = ProgressLine()
    try:
        for step in training.run():
            left = step.elapsed_s / step.step * (step.total - step.step)
            progress.show(f"step {step.step}/{step.total}, loss {step.loss:.4f}, {seconds_in_words(left)} left")
    finally:
        progress.clear()


def _write(path: Path, data: bytes) -> None:
    try:
        with replacing(path) as temporary:
            temporary.write_bytes(data)
    except OSError as error:
        raise save_error(path, error) from error
