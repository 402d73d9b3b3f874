"""From a study to a figure for a paper: the same for a preview and for a file."""

from __future__ import annotations

from matplotlib.figure import Figure

from lamgui.figures.build import drawn_pixels
from lamgui.figures.layouts.sheet import Sheet
from lamgui.imaging.picture import Pixels
from lamgui.study.figures.registry import STUDY_FIGURES
from lamgui.study.figures.shown import ShownStudy
from lamgui.study.statistics.words import basis_words


def build_study_figure(study: ShownStudy, vector: bool = False) -> Figure:
    """The figure that the study's options name; with `vector`, pictures keep their own pixels for PDF and SVG.

    At its foot stands what is left out, where anything is. Raises UserError for a study that it cannot show.
    """
    comparison, options = study.comparison, study.options
    foot_words = basis_words(comparison) if comparison.left_out.items or comparison.left_out.networks else ""
    sheet = Sheet(options, vector, foot_words=foot_words, scale=comparison.scale or None)
    return STUDY_FIGURES.require(options.figure).draw(sheet, study)


def study_figure_pixels(study: ShownStudy) -> Pixels:
    """The figure at its own resolution, uint8 (H, W, 3)."""
    return drawn_pixels(lambda: build_study_figure(study), study.options)
