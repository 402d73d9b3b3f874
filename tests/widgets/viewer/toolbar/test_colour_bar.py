"""The colour bar of a map prints its maximum as long as there is room for any of it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from lamgui.figures.pixels.render import colour_table
from lamgui.imaging.picture import Pixels
from lamgui.widgets.viewer.pictures.colour_scale import Scale
from lamgui.widgets.viewer.toolbar.colour_bar import ColourBar
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
