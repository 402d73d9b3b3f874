"""A map over its input: the input in grey where nothing happens, the map's colour where it is strong."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lamgui.figures.pixels.contrast import contrast_from
from lamgui.figures.pixels.map_picture import coloured_map, ground_of, overlaid_map
from lamgui.figures.pixels.render import NON_FINITE_COLOUR, colour_table
from lamgui.figures.style import FigureStyle
from lamgui.session.state import ColourMap, View
from tests.imaging.pictures import coloured

LR = coloured(12, 8)


def one_pixel(value: float = 2.0) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    signed = np.zeros((8, 12))
    signed[3, 5] = value
    return signed


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("colour_map", list(ColourMap))
def test_nothing_is_darkened_or_coloured_where_nothing_happens(colour_map: ColourMap, signed: bool) -> None:
    view = View(colour_map=colour_map, signed=signed)
    shown, ground = overlaid_map(LR, one_pixel(), view), ground_of(LR, view)
    elsewhere = one_pixel() == 0
    assert np.array_equal(shown[elsewhere], ground[elsewhere])
    assert (ground == ground[..., :1]).all(), "grey"
    assert not np.array_equal(shown[3, 5], ground[3, 5])


@given(st.floats(0, 1), st.sampled_from(["linear", "gamma:0.5", "log", "gamma:2@0.1-0.6"]))
def test_opacity_and_colour_follow_the_same_contrast(value: float, text: str) -> None:
    view = View(opacity=0.8, contrast=contrast_from(text))
    signed = one_pixel(value)
    strength = view.contrast.strength(signed, 1.0)[3, 5]
    part = 0.8 * (1 - (1 - strength) ** 3)
    wanted = (1 - part) * ground_of(LR, view)[3, 5] + part * coloured_map(signed, view, 1.0)[3, 5].astype(float)
    assert np.abs(overlaid_map(LR, signed, view, 1.0)[3, 5] - wanted).max() <= 0.5 + 1e-6


def test_a_weak_value_hardly_changes_its_ground() -> None:
    """Opacity grows from 0: one level of the strength cannot be seen, so a map has no edge where it begins."""
    for colour_map in ColourMap:
        view = View(colour_map=colour_map, contrast=contrast_from("linear"))
        weak = overlaid_map(LR, one_pixel(1 / 255), view, 1.0).astype(int)
        assert np.abs(weak - ground_of(LR, view)).max() <= 3


def test_a_peak_above_the_maps_own_weakens_it() -> None:
    view = View()
    own, common = overlaid_map(LR, one_pixel(), view), overlaid_map(LR, one_pixel(), view, 8.0)
    assert np.array_equal(common, overlaid_map(LR, one_pixel(0.25), view, 1.0))
    assert not np.array_equal(own[3, 5], common[3, 5])


def test_values_that_are_not_finite_stand_out() -> None:
    shown = overlaid_map(LR, one_pixel(np.nan), View(opacity=1.0))
    assert tuple(shown[3, 5]) == NON_FINITE_COLOUR


def test_screen_and_figures_show_the_same_pixels() -> None:
    view, style = View(colour_map=ColourMap.PAPER), FigureStyle()
    signed = np.random.default_rng(0).normal(size=(8, 12))
    assert np.array_equal(overlaid_map(LR, signed, view), overlaid_map(LR, signed, style))


def test_paper_falls_in_lightness_from_white_to_dark_red() -> None:
    table = colour_table("paper")
    lightness = cv2.cvtColor(table[None].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)[0, :, 0]
    assert lightness[0] == pytest.approx(100, abs=0.01)
    assert lightness[-1] < 20
    assert (np.diff(lightness) < 0).all()
    red, green, blue = table[-1]
    assert red > 3 * max(green, blue)


def test_black_lines_stay_to_be_seen_under_every_map() -> None:
    board = np.zeros((8, 12, 3), np.uint8)
    board[:, ::2] = 255
    for view in (View(), View(colour_map=ColourMap.PAPER), View(signed=True)):
        ground = ground_of(board, view).astype(int)
        assert ground[0, 0, 0] - ground[0, 1, 0] > 60
        assert ground.min() > 40, "lightened"
