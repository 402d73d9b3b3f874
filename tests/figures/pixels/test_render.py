"""Colours of a map: the published tables, and each value at its place in them."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lamgui.figures.pixels.contrast import finite_peak
from lamgui.figures.pixels.render import (
    NON_FINITE_COLOUR,
    colour_consensus,
    colour_importance,
    colour_signed,
    colour_table,
    consensus_colours,
    overlay,
    signed_table,
)
from lamgui.session.state import ColourMap
from tests.figures.results import blocks
from tests.imaging.pictures import coloured, noise

MAPS = st.floats(-1, 1, width=32)


@pytest.mark.parametrize("name", ["inferno", "viridis", "magma", "turbo"])
def test_tables_are_those_of_matplotlib(name: str) -> None:
    wanted = np.rint(mpl.colormaps[name](np.arange(256))[:, :3] * 255)
    assert np.array_equal(colour_table(name), wanted)


def test_jet_goes_from_dark_blue_over_green_to_dark_red() -> None:
    table = colour_table("jet")
    assert [tuple(table[k].tolist()) for k in (0, 255)] == [(0, 0, 128), (128, 0, 0)]
    assert table[128, 1] > 250
    assert np.abs(table.astype(int) - table[::-1, ::-1]).max() <= 4


def test_grey_is_the_value_itself() -> None:
    assert np.array_equal(colour_table("grey"), np.arange(256)[:, None].repeat(3, axis=1))


@pytest.mark.parametrize("colour_map", list(ColourMap))
def test_every_choice_has_a_table_without_the_colour_of_errors(colour_map: ColourMap) -> None:
    table = colour_table(colour_map)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    assert np.abs(table.astype(int) - NON_FINITE_COLOUR).sum(axis=1).min() > 30


def test_an_unknown_table_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no colour map 'rainbow'; choose one of inferno, .*grey"):
        colour_table("rainbow")


def test_signed_table_is_blue_white_red_and_even_about_zero() -> None:
    table = signed_table()
    assert table[[1, 128, 255]].tolist() == [[0, 0, 255], [255, 255, 255], [255, 0, 0]]
    assert np.array_equal(table[1:128], table[:128:-1, ::-1])
    assert np.all(np.diff(table[128:, 1].astype(int)) <= -2)


@given(arrays(np.float32, (3, 4), elements=st.floats(0, 1, width=32)), st.sampled_from(list(ColourMap)))
def test_importance_is_divided_by_its_maximum(importance: np.ndarray, colour_map: ColourMap) -> None:
    peak = importance.max()
    shares = importance.astype(np.float64) / (peak or 1)
    lowest, highest = (
        colour_table(colour_map)[np.rint(255 * shares + nudge).astype(int).clip(0, 255)] for nudge in (-1e-4, 1e-4)
    )
    coloured_map = colour_importance(importance, colour_map)
    assert np.all((coloured_map == lowest).all(axis=2) | (coloured_map == highest).all(axis=2))


@given(arrays(np.float64, (3, 4), elements=MAPS))
def test_a_signed_map_is_even_about_zero(signed: np.ndarray) -> None:
    positive, negative = colour_signed(signed), colour_signed(-signed)
    # A value exactly between two colours is rounded up on both sides.
    assert np.abs(positive.astype(int) - negative[:, :, ::-1]).max() <= 3
    assert np.all(positive[signed == 0] == 255)
    assert np.all(positive[signed > 0.01 * np.abs(signed).max()][:, 0] == 255)
    if signed.any():
        largest = positive[np.abs(signed) == np.abs(signed).max()]
        assert {tuple(colour) for colour in largest.tolist()} <= {(255, 0, 0), (0, 0, 255)}


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_a_map_of_the_smallest_numbers_is_coloured_like_any_other(kind: type[np.floating]) -> None:
    tiny = np.array([[0, 1, 2]]) * kind(np.finfo(kind).smallest_subnormal)
    assert np.array_equal(colour_importance(tiny, "grey")[0, :, 0], [0, 128, 255])
    assert np.array_equal(colour_signed(tiny)[0, :, 1], [255, signed_table()[192, 1], 0])


def test_a_common_peak_takes_the_place_of_the_maximum() -> None:
    importance = np.array([[0.0, 1.0, 2.0, 5.0]])
    assert colour_importance(importance, "grey", peak=4.0)[0, :, 0].tolist() == [0, 64, 128, 255]
    assert colour_signed(-importance, peak=4.0)[0, :, 0].tolist() == [255, 191, 129, 0]


def test_a_map_of_zeros_has_the_colour_of_zero() -> None:
    assert np.all(colour_importance(np.zeros((2, 3)), "inferno") == colour_table("inferno")[0])
    assert np.all(colour_signed(np.zeros((2, 3))) == 255)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_stands_out_and_leaves_the_rest_as_it_was(bad: float) -> None:
    values = np.array([[1.0, bad, 0.5]])
    assert finite_peak(values) == 1.0
    for shown, whole in (
        (colour_importance(values, "grey"), colour_importance(np.array([[1.0, 0.0, 0.5]]), "grey")),
        (colour_signed(values), colour_signed(np.array([[1.0, 0.0, 0.5]]))),
    ):
        assert tuple(shown[0, 1]) == NON_FINITE_COLOUR
        assert np.array_equal(shown[0, ::2], whole[0, ::2])


def test_a_map_without_a_finite_value_is_all_the_colour_of_errors() -> None:
    assert finite_peak(np.full((2, 2), np.nan)) == 0.0
    assert np.all(colour_importance(np.full((2, 2), np.nan), "viridis") == NON_FINITE_COLOUR)


@pytest.mark.parametrize("opacity", [0.0, 0.3, 1.0])
def test_overlay_mixes_by_opacity_and_enlarges_each_pixel_to_a_block(opacity: float) -> None:
    background, small = noise(20, 12), coloured(5, 3)
    each = opacity * np.random.default_rng(0).uniform(size=(3, 5))
    part = np.kron(each, np.ones((4, 4)))[..., None]
    wanted = (1 - part) * background + part * blocks(small, 4).astype(float)
    assert np.abs(overlay(background, small, each) - wanted).max() <= 0.5 + 1e-6
    assert np.array_equal(overlay(background, noise(20, 12, seed=1), np.zeros((12, 20))), background)


@pytest.mark.parametrize("size", [(20, 13), (21, 12), (20, 24), (4, 3)])
def test_a_map_that_does_not_fit_the_picture_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=rf"a map of 5x3 does not fit a picture of {size[0]}x{size[1]}"):
        overlay(noise(*size), coloured(5, 3), np.full((3, 5), 0.5))


@pytest.mark.parametrize("opacity", [-0.1, 1.1, np.nan])
def test_an_opacity_outside_its_range_is_refused(opacity: float) -> None:
    with pytest.raises(ValueError, match="an opacity lies between 0 and 1"):
        overlay(noise(5, 3), coloured(5, 3), np.full((3, 5), opacity))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9, 12])
def test_the_legend_of_a_consensus_has_the_colours_of_its_pixels(count: int) -> None:
    masks = np.arange(count)[:, None] < np.arange(count + 1)[None]
    pixels = colour_consensus(masks.mean(axis=0)[None])[0]
    assert np.array_equal(consensus_colours(count), pixels[1:])
    assert len(np.unique(consensus_colours(count), axis=0)) == count
    assert not pixels[0].any(), "black where none looks"
