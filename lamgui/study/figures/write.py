"""Writes a figure of a study, with what it shows of which study inside."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from lamgui.figures.write import ENDINGS, require_ending, write_drawn
from lamgui.study.figures.build import build_study_figure
from lamgui.study.figures.recipe import study_recipe_of
from lamgui.study.figures.shown import ShownStudy


def write_study_figure(study: ShownStudy, path: Path, beside: bool = False) -> None:
    """Write it in the format of the path's ending; with `beside`, also its recipe as `path` + ".json".

    Raises SaveError for another ending and where the path cannot be written, UserError for a study that it cannot show.
    """
    require_ending(path, ENDINGS)
    recipe = study_recipe_of(study).to_json()

    def draw(vector: bool) -> Figure:
        return build_study_figure(study, vector)

    write_drawn(draw, study.options, path, recipe, recipe if beside else None)
