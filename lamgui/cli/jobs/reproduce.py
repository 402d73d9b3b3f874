"""Reproduces a figure without a window: finds its files, computes, compares, writes."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence

from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.base.code_permission import CodePermission
from lamgui.base.errors import PictureError, UntrustedDetector
from lamgui.base.generators import result_of
from lamgui.base.wording import bytes_in_words
from lamgui.cli.jobs.maps import progress_text, report
from lamgui.cli.jobs.study_figure import reproduce_study_figure
from lamgui.cli.terminal import ProgressLine, make_folder, write_message, write_result
from lamgui.figures.embed import recipe_text
from lamgui.figures.formats.endings import frames_in
from lamgui.figures.locate import Located, NeededFile, looking_for, needed_by
from lamgui.figures.recipe import FigureRecipe, recipe_from_json
from lamgui.figures.reproduce import Remade, reproduce
from lamgui.figures.write import require_ending, write_figure
from lamgui.files.known_files import KnownFiles
from lamgui.networks.catalogue import entry_named
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.user_code.permission import for_this_run
from lamgui.study.figures.recipe import study_recipe_from_json

HASH_LETTERS = 12
OF_CODE = " A network that is code is named as it was: --trust --network FILE.py::Class(width=64)::weights.pth."
FLAGS = {"picture": "--picture", "network": "--weights", "detector": "--detector-file"}


def reproduce_figure(arguments: argparse.Namespace) -> int:
    """Compute the figure's maps again, report a JSON line each; returns the exit status. Raises UserError."""
    text = recipe_text(arguments.figure)
    if text is not None and (of_study := study_recipe_from_json(text)) is not None:
        return reproduce_study_figure(arguments, of_study)
    if arguments.out is not None:
        require_ending(arguments.out)
        make_folder(arguments.out.absolute().parent)
    recipe = None if text is None else recipe_from_json(text)
    if recipe is None:
        raise PictureError(
            f"{arguments.figure} does not say how it was made.", "Give a figure that lamgui wrote, or its .json."
        )
    known_files = KnownFiles()
    entries = _named_networks(arguments)
    needed = [one for one in needed_by(recipe) if one.sha256 not in entries]
    located = _located(needed, known_files, arguments)
    if located.missing:
        _name_missing(located)
        return 1
    made = _made(recipe, located, arguments, _Permissions(arguments, known_files).find, entries)
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


class _Permissions:
    """What --trust permits: detectors that the command names, or that were run before where they lie.

    One that was merely found in a folder may lie beside other modules than its author's.
    """

    def __init__(self, arguments: argparse.Namespace, known_files: KnownFiles) -> None:
        self._arguments = arguments
        self._known_files = known_files

    def find(self, own: OwnDetector) -> CodePermission | None:
        """The permission for a detector that was located; raises UntrustedDetector for one that was only found."""
        if not self._arguments.trust or own.path is None:
            return None
        path = own.path.resolve()
        known = self._known_files.find(own.sha256)
        if path in {file.resolve() for file in (*self._arguments.files, *filter(None, [known]))}:
            return for_this_run(path, self._arguments.code_root)
        raise UntrustedDetector(
            f"The detector {own.file_name} was found at {path}, and --trust holds for files that are named only.",
            f"Give it with {FLAGS['detector']} {path} if you trust whoever made it and what lies beside it.",
        )


def _made(
    recipe: FigureRecipe,
    located: Located,
    arguments: argparse.Namespace,
    permission_for: Callable[[OwnDetector], CodePermission | None],
    entries: Mapping[str, NetworkEntry],
) -> Remade:
    progress = ProgressLine()
    frames = 0 if arguments.out is None else frames_in(arguments.out)
    try:
        return result_of(
            reproduce(recipe, located.files, arguments.device, permission_for, frames, entries),
            lambda report: progress.show(f"{report[0]} {progress_text(report[1])}"),
        )
    finally:
        progress.clear()


def _named_networks(arguments: argparse.Namespace) -> dict[str, NetworkEntry]:
    """The networks that --network names, by their hash; raises NetworkError."""
    entries = (
        entry_named(words, None, None, arguments.trust, None, arguments.code_root) for words in arguments.networks
    )
    return {load_network(entry).facts.sha256: entry for entry in entries}


def _located(needed: Sequence[NeededFile], known_files: KnownFiles, arguments: argparse.Namespace) -> Located:
    progress = ProgressLine()
    try:
        return result_of(
            looking_for(needed, known_files, arguments.files, arguments.folders),
            lambda looking: progress.show(f"searching {looking.path} · {bytes_in_words(looking.hashed_bytes)} hashed"),
        )
    finally:
        progress.clear()


def _name_missing(located: Located) -> None:
    for one in located.missing:
        flag = FLAGS[one.kind]
        write_message(
            f"lamgui reproduce: the {one.kind} {one.name} (sha256 {one.sha256[:HASH_LETTERS]}…) was not found: "
            f"give it with {flag} FILE, or its folder with --look-in DIR.{OF_CODE if one.kind == 'network' else ''}"
        )
