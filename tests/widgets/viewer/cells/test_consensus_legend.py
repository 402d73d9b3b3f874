"""The legend of a consensus shows the colours of its pixels and no others."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from lamgui.figures.pixels.render import colour_consensus
from lamgui.widgets.viewer.cells.consensus_legend import CHIP_PX, ConsensusLegend
from tests.widgets.viewer_of import grabbed


def chips(legend: ConsensusLegend) -> list[tuple[int, ...]]:
    """The colours of its squares, from the left."""
    line = grabbed(legend)[legend.height() // 2 - CHIP_PX // 2 + 1].astype(int)
    coloured = [tuple(pixel) for pixel in line.tolist() if max(pixel) - min(pixel) > 128]
    return list(dict.fromkeys(coloured))


@pytest.mark.parametrize("count", [2, 4, 12])
def test_each_number_has_the_colour_of_its_pixels(qtbot: QtBot, count: int) -> None:
    legend = ConsensusLegend()
    qtbot.addWidget(legend)
    legend.resize(900, 24)
    legend.show_count(count)
    of_pixels = colour_consensus(np.arange(1, count + 1)[None] / count)[0]
    assert chips(legend) == [tuple(colour) for colour in of_pixels.tolist()]
    assert legend.accessibleName() == f"Colours from 1 to all {count} networks"


def test_little_room_leaves_out_what_lies_between(qtbot: QtBot) -> None:
    legend = ConsensusLegend()
    qtbot.addWidget(legend)
    legend.show_count(12)
    legend.resize(200, 24)
    shown = chips(legend)
    of_pixels = [tuple(colour) for colour in colour_consensus(np.arange(1, 13)[None] / 12)[0].tolist()]
    assert 2 <= len(shown) < 12
    assert (shown[0], shown[-1]) == (of_pixels[0], of_pixels[-1])
    legend.show_count(0)
    assert chips(legend) == []


@pytest.mark.parametrize("width", [60, 100, 140, 200, 260, 900])
def test_where_entries_are_left_out_it_says_so_at_their_place(qtbot: QtBot, width: int) -> None:
    legend = ConsensusLegend()
    qtbot.addWidget(legend)
    legend.show_count(12)
    legend.resize(width, 24)
    fitting = legend._fitting()
    numbers = [number for number, _ in fitting]
    assert [number for number in numbers if number] == sorted({*numbers} - {0})
    assert (numbers.count(0) == 1) is (len(numbers) < 12)
    for before, after in pairwise(numbers):
        assert 0 in (before, after) or after == before + 1
