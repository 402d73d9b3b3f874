"""Reproduces a figure without a window: finds its files, computes, compares, writes."""

from __future__ import annotations

import argparse
import json

from lamgui.base.errors import PictureError
from lamgui.base.generators import result_of
from lamgui.cli.jobs.maps import progress_text, report
from lamgui.cli.terminal import ProgressLine, make_folder, write_message, write_result
from lamgui.figures.embed import read_recipe
from lamgui.figures.locate import Located, locate, needed_by
from lamgui.figures.recipe import FigureRecipe
from lamgui.figures.reproduce import Remade, reproduce
from lamgui.figures.write import require_ending, write_figure
from lamgui.files.known_files import KnownFiles

HASH_LETTERS = 12
FLAGS = {"picture": "--picture", "network": "--weights", "detector": "--detector-file"}


def reproduce_figure(arguments: argparse.Namespace) -> int:
    """Compute the figure's maps again, report a JSON line each; returns the exit status. Raises UserError."""
    if arguments.out is not None:
        require_ending(arguments.out)
        make_folder(arguments.out.absolute().parent)
    recipe = read_recipe(arguments.figure)
    if recipe is None:
        raise PictureError(
            f"{arguments.figure} does not say how it was made.", "Give a figure that lamgui wrote, or its .json."
        )
    located = locate(needed_by(recipe), KnownFiles(), arguments.files, arguments.folders)
    if located.missing:
        _name_missing(located)
        return 1
    made = _made(recipe, located, arguments.device, arguments.trust)
    for analysis, differences in zip(made.analyses, made.differences, strict=True):
        files = {} if arguments.out is None else {"figure": arguments.out}
        write_result(json.dumps({**report(analysis, files), "differences": list(differences)}, allow_nan=False))
    if arguments.out is not None:
        write_figure(made.analyses, recipe.options, arguments.out)
    write_message(verdict(made))
    return 0 if made.agrees else 1


def verdict(made: Remade) -> str:
    """Whether the numbers agree, in a sentence or a few."""
    if made.agrees:
        return f"All numbers agree: {len(made.analyses)} of {len(made.analyses)} maps."
    sentences = [
        f"{analysis.network.name}: {'; '.join(differences)}."
        for analysis, differences in zip(made.analyses, made.differences, strict=True)
        if differences
    ]
    return " ".join(["The numbers do not agree.", *sentences])


def _made(recipe: FigureRecipe, located: Located, device: str, trust: bool) -> Remade:
    progress = ProgressLine()
    try:
        return result_of(
            reproduce(recipe, located.files, device, trust),
            lambda report: progress.show(f"{report[0]} {progress_text(report[1])}"),
        )
    finally:
        progress.clear()


def _name_missing(located: Located) -> None:
    for one in located.missing:
        flag = FLAGS[one.kind]
        write_message(
            f"lamgui reproduce: the {one.kind} {one.name} (sha256 {one.sha256[:HASH_LETTERS]}…) was not found: "
            f"give it with {flag} FILE, or its folder with --look-in DIR."
        )
