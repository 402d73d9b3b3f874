"""The colour bar of a map prints its maximum as long as there is room for any of it."""

from __future__ import annotations

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.figures.render import colour_consensus, colour_table
from lamgui.imaging.picture import Pixels
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.consensus_row import ConsensusContents
from lamgui.widgets.viewer.contents import Scale
from lamgui.widgets.viewer.pane_bar import ColourBar
from tests.widgets.viewer_of import grabbed


def painted(bar: ColourBar, lowest: float, highest: float) -> Pixels:
    """What it shows for a scale of Inferno."""
    bar.show_scale(Scale(colour_table("inferno"), lowest, highest), "LAM")
    return grabbed(bar)


@pytest.mark.parametrize(("width", "prints"), [(240, (True, True)), (52, (False, True)), (30, (False, False))])
def test_what_has_room_is_printed_the_maximum_to_the_last(qtbot: QtBot, width: int, prints: tuple[bool, bool]) -> None:
    bar = ColourBar()
    qtbot.addWidget(bar)
    bar.resize(width, 20)
    shown = painted(bar, -1.0, 6.44)
    told_apart = [(painted(bar, *scale) != shown).any() for scale in ((-2.0, 6.44), (-1.0, 6.25))]
    assert tuple(told_apart) == prints


@pytest.mark.parametrize("count", [2, 4, 12])
def test_the_bar_of_a_consensus_shows_the_colours_of_its_pixels_and_no_others(qtbot: QtBot, count: int) -> None:
    bar, contents = ColourBar(), ConsensusContents()
    qtbot.addWidget(bar)
    bar.resize(260, 20)
    contents.count, contents.signed = count, np.ones((1, 1))
    scale = contents.colour_scale(PaneContent.MAP)
    assert scale is not None
    assert (scale.lowest, scale.highest) == (1.0, count)
    bar.show_scale(scale, "number of rows")
    line = grabbed(bar)[10]
    coloured = line[np.ptp(line.astype(int), axis=1) > 128]
    in_order = coloured[np.r_[True, (np.diff(coloured.astype(int), axis=0) != 0).any(axis=1)]]
    of_pixels = colour_consensus(np.arange(1, count + 1)[None] / count)[0]
    assert np.array_equal(in_order, of_pixels)
