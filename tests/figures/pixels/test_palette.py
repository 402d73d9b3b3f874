"""The colours of the networks can be told apart by everyone, on both grounds, and from all else that has a meaning."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor, QPalette

from lamgui.base.arrays import Floats
from lamgui.figures.pixels.palette import NETWORK_COLOURS, Ground, network_colour, network_colour_hex
from lamgui.figures.pixels.render import consensus_colours
from lamgui.session.colour_slots import SLOTS
from lamgui.widgets.controls.colour_chip import NO_NETWORK
from lamgui.widgets.controls.theme import Scheme, make_palette, plot_colours
from tests.figures.colour_vision import SIGHTS, contrast_ratios, differences, lab

SCHEMES = {Ground.LIGHT: Scheme.LIGHT, Ground.DARK: Scheme.DARK}
PAGES = {Ground.LIGHT: (255, 255, 255), Ground.DARK: (0, 0, 0)}
"""The grounds of figures."""


def rgb_of(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def colours_on(ground: Ground) -> Floats:
    return np.array(NETWORK_COLOURS[ground], dtype=np.float64)


@pytest.mark.parametrize(
    ("first", "second", "known"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_is_ciede2000(first: tuple[float, ...], second: tuple[float, ...], known: float) -> None:
    """Pairs of Sharma's published test data."""
    assert float(differences(np.array(first), np.array(second))) == pytest.approx(known, abs=5e-5)


@pytest.mark.parametrize("ground", Ground)
@pytest.mark.parametrize(("sight", "least"), [("normal", 18), ("deuteranopia", 11), ("protanopia", 11)])
def test_no_two_networks_look_alike(ground: Ground, sight: str, least: float) -> None:
    seen = lab(colours_on(ground), SIGHTS[sight])
    assert len(seen) == SLOTS
    closest = min((float(differences(seen[a], seen[b])), a, b) for a, b in itertools.combinations(range(len(seen)), 2))
    assert closest[0] >= least, closest


@pytest.mark.parametrize("ground", Ground)
def test_every_colour_stands_out_from_its_grounds(ground: Ground) -> None:
    palette = make_palette(SCHEMES[ground])
    roles = (QPalette.ColorRole.Base, QPalette.ColorRole.Window, QPalette.ColorRole.AlternateBase)
    for below in (*(rgb_of(palette.color(role)) for role in roles), PAGES[ground]):
        assert contrast_ratios(colours_on(ground), np.array(below)).min() >= 3


@pytest.mark.parametrize("ground", Ground)
def test_no_network_has_the_colour_of_something_else(ground: Ground) -> None:
    plot = plot_colours(make_palette(SCHEMES[ground]))
    consensus = [tuple(colour) for count in range(2, SLOTS + 1) for colour in consensus_colours(count).tolist()]
    taken = {*(rgb_of(colour) for colour in (plot.band, plot.target, plot.cursor, NO_NETWORK)), *consensus}
    apart = differences(lab(colours_on(ground))[:, None], lab(np.array(sorted(taken)))[None])
    assert apart.min() >= 10


def test_a_network_keeps_its_hue_on_the_other_ground() -> None:
    hues = [np.degrees(np.arctan2(*lab(colours_on(ground))[:, :0:-1].T)) for ground in Ground]
    assert np.abs((hues[0] - hues[1] + 180) % 360 - 180).max() <= 31


def test_slots_beyond_the_twelfth_repeat() -> None:
    assert network_colour(SLOTS + 1, Ground.DARK) == network_colour(1, Ground.DARK)
    assert network_colour_hex(0, Ground.LIGHT) == "#3048cc"
