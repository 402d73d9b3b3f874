"""Figures and captions of a network of scale 1 speak of restored and clean pictures, and say what was added."""

from __future__ import annotations

import pytest
from matplotlib.text import Text

from lamgui.figures.build import build_figure
from lamgui.figures.latex import caption as latex
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.options import FigureOptions
from lamgui.figures.recipe import recipe_from_json, recipe_of
from lamgui.figures.summary import caption_lines, summary_figure
from lamgui.figures.words import caption
from lamgui.figures.words.columns import FigureColumn
from lamgui.figures.words.conventions import conventions
from lamgui.imaging.degradation import NO_DEGRADATION, degradation_from
from tests.made import analysis, denoised

NOISE = degradation_from("noise:25")
OF_SUPER_RESOLUTION = {"SR", "HR", "LR", "Bicubic"}


def words_of(layout: str, columns: tuple[FigureColumn, ...] = ()) -> set[str]:
    """All words in a figure of two restorations."""
    maps = [denoised(NOISE), denoised(NO_DEGRADATION)] if layout == "consensus" else [denoised(NOISE)]
    figure = build_figure(maps, FigureOptions(layout=layout, columns=columns))
    texts = [artist.get_text() for artist in figure.findobj() if isinstance(artist, Text)]
    return {word.strip("(),·") for text in texts for word in text.split()}


@pytest.mark.parametrize("layout", [name for name in LAYOUTS if name != "figure3"])
def test_no_layout_speaks_of_super_resolution(layout: str) -> None:
    assert not OF_SUPER_RESOLUTION & words_of(layout)


def test_columns_are_named_restored_and_clean() -> None:
    columns = (FigureColumn.HR, FigureColumn.INPUT, FigureColumn.SR, FigureColumn.OVERLAY)
    assert {"Clean", "Input", "Restored", "LAM"} <= words_of("grid", columns)


def test_the_zoom_has_the_noisy_input_where_others_have_bicubic() -> None:
    assert {"Clean", "Input", "mean", "noise:25"} <= words_of("zoom")


def test_captions_say_what_was_added_and_what_was_not() -> None:
    one = denoised(NOISE)
    assert caption.title(one) == "mean, waves 64x48"
    assert caption.origin(one).startswith("picture clean, noise σ 25 of 255 (seed 0, not clipped), sha256 ")
    assert "picture clean, nothing added" in caption.origin(denoised(NO_DEGRADATION))
    assert "of 64×48 px" in caption.numbers(one)
    assert "at x 20, y 24 px" in caption.method(one)
    assert not OF_SUPER_RESOLUTION & {word for line in caption_lines(one) for word in line.split()}
    summary_figure(one)


def test_the_latex_caption_says_so_too() -> None:
    words = latex([denoised(NOISE)], FigureOptions())
    assert "(mean)." in words
    assert "Input: clean picture with noise $\\sigma$ 25 of 255 (seed 0, not clipped)." in words
    assert "over 64x48 pixels" in words
    assert "Input: the clean picture." in latex([denoised(NO_DEGRADATION)], FigureOptions())
    assert "$\\times$4" in latex([analysis()], FigureOptions())


def test_conventions_state_what_the_input_is_and_that_no_border_is_cut() -> None:
    words = conventions([denoised(NOISE)])
    assert words.startswith("Clean picture with noise σ 25 of 255 (seed 0, not clipped); whole picture; ")
    assert words.endswith("0 px of the border cut.")


def test_the_degradation_comes_back_from_a_recipe() -> None:
    recipe = recipe_of([denoised(NOISE)], FigureOptions())
    assert recipe_from_json(recipe.to_json()) == recipe
    assert recipe.maps[0].degradation == NOISE
