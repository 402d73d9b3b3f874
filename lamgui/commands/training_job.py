"""Trains by a recipe, with progress, and writes the weights and their card."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file

from lamgui.atomic import replacing
from lamgui.commands.attribution_job import make_folder
from lamgui.commands.terminal import ProgressLine, write_message
from lamgui.errors import NetworkError, SettingsError
from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.architectures.fsrcnn import FSRCNN
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.load import load_network
from lamgui.training.card import measure, write_card
from lamgui.training.crops import CropSampler, read_folders
from lamgui.training.loop import Training
from lamgui.training.recipe import Recipe, read_recipe
from lamgui.wording import seconds_in_words

TRAINABLE = {"EDSR": EDSR, "FSRCNN": FSRCNN}


def train_and_write(arguments: argparse.Namespace) -> int:
    """Train, write `RECIPE.safetensors` and `RECIPE.md` into the folder; raises UserError."""
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    recipe = _recipe(arguments.recipe)
    make_folder(arguments.out)
    target: Path = arguments.out / f"{arguments.recipe.stem}.safetensors"
    training = _training(recipe, arguments.data, arguments.state or target.with_suffix(".state"))
    _follow(training)
    with replacing(target) as temporary:
        save_file({key: value.half() for key, value in training.weights().items()}, temporary)
    network = load_network(NetworkEntry(recipe.name, target, value_range=1.0, scale=recipe.scale))
    scores = {folder.name: measure(network, read_folders([folder])) for folder in arguments.test_data}
    data = {folder.name: len(read_folders([folder])) for folder in arguments.data}
    card = target.with_suffix(".md")
    with replacing(card) as temporary:
        temporary.write_text(write_card(recipe, data, training.elapsed_s / 3600, scores), encoding="utf-8")
    write_message(f"Weights are in {target}, their card in {card}.")
    return 0


def _recipe(path: Path) -> Recipe:
    try:
        recipe = read_recipe(path)
    except (ValueError, OSError) as error:
        raise SettingsError(f"The recipe cannot be used: {error}.") from error
    if recipe.architecture not in TRAINABLE:
        raise NetworkError(f"{recipe.architecture} cannot be trained.", f"There are {', '.join(TRAINABLE)}.")
    return recipe


def _training(recipe: Recipe, folders: Sequence[Path], state: Path) -> Training:
    missing = [str(folder) for folder in folders if not folder.is_dir()]
    if missing:
        raise SettingsError(f"{', '.join(missing)} is no folder.", "Give folders of pictures after --data.")
    torch.manual_seed(recipe.seed)
    network = TRAINABLE[recipe.architecture](scale=recipe.scale, **recipe.configuration)
    try:
        return Training(recipe, network, CropSampler(read_folders(folders), recipe), state)
    except ValueError as error:
        raise SettingsError(f"The training cannot start: {error}.") from error


def _follow(training: Training) -> None:
    progress = ProgressLine()
    for step in training.run():
        left = step.elapsed_s / step.step * (step.total - step.step)
        progress.show(f"step {step.step}/{step.total}, loss {step.loss:.4f}, {seconds_in_words(left)} left")
    progress.clear()
