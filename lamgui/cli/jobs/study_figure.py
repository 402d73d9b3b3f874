"""Figures of a study without a window: drawn, and held against the study again."""

from __future__ import annotations

import argparse
from pathlib import Path

from lamgui.base.errors import StudyError
from lamgui.cli.jobs.study_rows import chosen_rows
from lamgui.cli.look_arguments import looks_from
from lamgui.cli.terminal import make_folder, write_message
from lamgui.figures.write import ENDINGS, require_ending
from lamgui.study.figures.options import StudyFigureOptions
from lamgui.study.figures.recipe import StudyFigureRecipe, study_disagreements, study_recipe_of
from lamgui.study.figures.shown import ShownStudy
from lamgui.study.figures.write import write_study_figure
from lamgui.study.stated.definition import DEFINITION
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.results import read_results

FOLDERS_ABOVE = 2
"""How many folders above that of a figure its study is looked for in."""


def draw_figure(arguments: argparse.Namespace) -> int:
    """Draw a figure of a study."""
    require_ending(arguments.out, ENDINGS)
    make_folder(arguments.out.absolute().parent)
    results = read_results(StudyFolder(arguments.study))
    # Names and settings are refused here as by the other verbs.
    chosen_rows(results, arguments)
    options = StudyFigureOptions(
        figure=arguments.figure,
        networks=tuple(arguments.networks),
        settings=None if arguments.settings is None else arguments.settings - 1,
        pictures=tuple(arguments.pictures),
        count=arguments.count,
        metric=arguments.metric,
        diverging=arguments.diverging,
        **looks_from(arguments),
    )
    study = ShownStudy(results, options, arguments.trust, arguments.code_root)
    write_study_figure(study, arguments.out, arguments.beside)
    write_message(f"The figure is {arguments.out.resolve()}")
    return 0


def reproduce_study_figure(arguments: argparse.Namespace, recipe: StudyFigureRecipe) -> int:
    """Say whether a study still gives a figure; 1 where it does not, or where it is not found. Raises UserError."""
    if arguments.out is not None:
        require_ending(arguments.out, ENDINGS)
        make_folder(arguments.out.absolute().parent)
    results = read_results(_study_of(arguments, recipe))
    study = ShownStudy(results, recipe.options, arguments.trust, arguments.code_root)
    again = study_recipe_of(study)
    differences = study_disagreements(recipe, again)
    if arguments.out is not None:
        write_study_figure(study, arguments.out)
    if differences:
        write_message(f"The study no longer gives this figure: {'; '.join(differences)}.")
        return 1
    same = recipe.rows_sha256 == again.rows_sha256
    words = "All numbers are the same" if same else "Numbers differ in digits that no mean shows"
    write_message(f"The study gives this figure. {words}: {again.rows} items.")
    return 0


def _study_of(arguments: argparse.Namespace, recipe: StudyFigureRecipe) -> StudyFolder:
    """The study that is named, else one of the recorded name beside the figure, above it, here, or in --look-in."""
    if arguments.study is not None:
        return StudyFolder(arguments.study)
    figure = arguments.figure.absolute()
    for folder in (*figure.parents[: FOLDERS_ABOVE + 1], Path.cwd(), *arguments.folders):
        for path in (folder, folder / f"{recipe.study}.study", folder / recipe.study):
            if path.stem == recipe.study and (path / DEFINITION).is_file():
                return StudyFolder(path)
    raise StudyError(f"The study {recipe.study} was not found.", "Give its folder: --study NAME.study")
