"""The figure of one result: it shows the numbers that it was given, and all its text lies inside it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lamgui.figures.export import PROVENANCE_KEY
from lamgui.figures.pixels.map_picture import overlaid_map
from lamgui.figures.pixels.render import colour_importance
from lamgui.figures.recipe import map_recipe_of
from lamgui.figures.style import FigureStyle
from lamgui.figures.summary import caption_lines, save_summary, summary_canvas, summary_pixels
from lamgui.imaging.png_text import read_png_text
from lamgui.maps.result import Analysis
from tests.figures.results import HEIGHT, SCALE, WIDTH, blocks, lam_of, result_of
from tests.imaging.pictures import coloured, rgb_of
from tests.widgets.analysis_of import picture_of


@pytest.fixture(scope="module")
def figure() -> Figure:
    return summary_canvas(result_of()).figure


def test_pictures_are_above_and_curves_below_from_left_to_right(figure: Figure) -> None:
    pictures, curves = ([ax.get_position() for ax in part] for part in (figure.axes[:4], figure.axes[4:]))
    for row in (pictures, curves):
        assert all(left.x1 < right.x0 for left, right in pairwise(row))
    assert min(box.y0 for box in pictures) > max(box.y1 for box in curves)


def _rectangle(ax: Axes) -> tuple[float, ...]:
    (box,) = (patch for patch in ax.patches if isinstance(patch, Rectangle))
    return (*box.get_xy(), box.get_width(), box.get_height())


def test_pictures_are_those_of_the_result(figure: Figure) -> None:
    result = result_of()
    lr, sr, lam, over = (np.asarray(ax.images[0].get_array()) for ax in figure.axes[:4])
    looks = FigureStyle()
    map_pixels = colour_importance(np.abs(lam_of().sum(axis=0)), "paper", contrast=looks.contrast)
    assert np.array_equal(lr, result.pictures.lr)
    assert np.array_equal(sr, result.pictures.sr)
    assert np.array_equal(lam, map_pixels)
    assert np.array_equal(over, blocks(overlaid_map(result.pictures.lr, result.signed, looks), SCALE))


def test_the_patch_is_at_the_same_place_in_all_pictures(figure: Figure) -> None:
    in_sr, in_lr = (4, 2, 8, 8), (1, 0.5, 2, 2)
    assert [_rectangle(ax) for ax in figure.axes[:4]] == [in_lr, in_sr, in_lr, in_sr]
    for ax, (width, height) in zip(
        figure.axes[:4], [(WIDTH, HEIGHT), (WIDTH * SCALE, HEIGHT * SCALE)] * 2, strict=True
    ):
        assert (ax.get_xlim(), ax.get_ylim()) == ((0, width), (height, 0))


def test_titles_state_sizes_psnr_and_maximum(figure: Figure) -> None:
    peak = np.abs(lam_of().sum(axis=0)).max()
    assert [ax.get_title() for ax in figure.axes[:4]] == [
        "Input (LR), 10×6",
        "SR, 40×24, 29.83 dB",
        f"Map alone, |Σ_c LAM|, maximum {peak:.4g}",
        "LAM (over the input), contrast γ 0.35",
    ]


def test_curves_are_those_of_the_result(figure: Figure) -> None:
    curves = result_of().curves
    objective, speed, cumulative = (ax.get_lines()[0] for ax in figure.axes[4:])
    assert np.array_equal(objective.get_xydata(), np.column_stack(curves.objective_with_ends()))
    assert np.array_equal(speed.get_xydata(), np.column_stack(curves.speed_with_ends()))
    assert np.array_equal(cumulative.get_ydata(), [0.0, *curves.cumulative])
    red = figure.axes[6].get_lines()[1]
    assert red.get_color() == "#c8102e"
    assert np.all(np.asarray(red.get_ydata()) == 100.0)
    assert all(ax.get_xlim() == (0, 1) for ax in figure.axes[4:])


def test_the_band_of_the_steepest_rise_is_marked_in_all_curves(figure: Figure) -> None:
    band = result_of().curves.steepest_band
    for ax in figure.axes[4:]:
        dashed = [np.asarray(line.get_xdata())[0] for line in ax.get_lines() if line.get_linestyle() == "--"]
        assert tuple(dashed) == band


LONG_NAME = "a rather long name of a picture with $dollars$ and_under_scores " * 4
AWKWARD = {
    "plain": result_of(),
    "long": result_of(
        picture=replace(picture_of(), name=LONG_NAME),
        notes=("A note that goes on and on, for quite some time. " * 8,),
    ),
    "no text": result_of(picture=replace(picture_of(), name="bytes \udcff and\nlines.png")),
    "wide letters": result_of(picture=replace(picture_of(), name="街並み" * 40)),
}


@pytest.mark.parametrize("result", AWKWARD.values(), ids=AWKWARD)
def test_text_lies_inside_the_figure_and_below_the_curves(result: Analysis) -> None:
    pixels = summary_pixels(result)
    assert pixels.shape[1] == 1600
    for edge in (pixels[:2], pixels[-2:], pixels[:, :2], pixels[:, -2:]):
        assert np.all(edge == 255), "something is drawn over the edge of the figure"
    figure = summary_canvas(result).figure
    lowest = min(box.y0 for ax in figure.axes if (box := ax.get_tightbbox()))
    captions = [text.get_window_extent() for text in figure.texts[1:]]
    assert len(captions) == len(caption_lines(result))
    assert all(box.y1 <= lowest for box in captions)
    assert all(above.y0 >= below.y1 - 1 for above, below in pairwise(captions))


def test_pixels_are_those_drawn(tmp_path: Path) -> None:
    save_summary(result_of(), tmp_path / "figure.png")
    assert np.array_equal(rgb_of(tmp_path / "figure.png"), summary_pixels(result_of()))
    said = json.loads(read_png_text(tmp_path / "figure.png")[PROVENANCE_KEY])
    made = map_recipe_of(result_of())
    numbers = {"numbers": made.numbers, "fingerprint": list(made.fingerprint)}
    assert said == {**result_of().provenance(), **numbers, "shows": "summary"}


@pytest.mark.parametrize("width", [60, 3])
def test_pictures_of_other_proportions_are_drawn_whole(width: int) -> None:
    height = 63 - width
    pictures = replace(
        result_of().pictures,
        lr=coloured(width, height),
        sr=coloured(width * SCALE, height * SCALE),
        hr=None,
        quality=None,
    )
    result = result_of(pictures=pictures, lam=np.ones((3, height, width)))
    assert result.pictures.quality is None
    figure = summary_canvas(result).figure
    boxes = [ax.get_window_extent() for ax in figure.axes[:4]]
    assert all(box.width / box.height == pytest.approx(width / height, rel=0.02) for box in boxes)
    assert "dB" not in figure.axes[1].get_title()


def test_a_map_that_is_not_finite_is_drawn_without_outline() -> None:
    lam = lam_of()
    lam[0, 1, 1] = np.nan
    figure = summary_canvas(result_of(lam=lam)).figure
    assert not figure.axes[3].collections
    assert np.asarray(figure.axes[3].images[0].get_array()).shape == (HEIGHT * SCALE, WIDTH * SCALE, 3)


def test_a_map_of_zeros_is_drawn() -> None:
    assert summary_pixels(result_of(lam=np.zeros((3, HEIGHT, WIDTH)))).shape[1] == 1600
