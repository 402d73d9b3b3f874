"""The colour of a network can be seen in lists and tables, also where its row is selected."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon

from lamgui.figures.pixels.palette import NETWORK_COLOURS, Ground
from lamgui.widgets.controls.colour_chip import CHIP_PX, FRAME, colour_chip

MIDDLE = CHIP_PX // 2


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ground", list(Ground))
def test_a_chip_in_a_selected_row_has_its_colour_in_a_frame(ground: Ground) -> None:
    for rgb in NETWORK_COLOURS[ground]:
        icon = colour_chip(QColor(*rgb))
        plain, selected = (
            icon.pixmap(CHIP_PX, CHIP_PX, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected)
        )
        assert plain.pixelColor(0, 0) == plain.pixelColor(MIDDLE, MIDDLE) == QColor(*rgb)
        assert selected.pixelColor(MIDDLE, MIDDLE) == QColor(*rgb)
        corners = [(x, y) for x in (0, CHIP_PX - 1) for y in (0, CHIP_PX - 1)]
        assert all(selected.pixelColor(x, y) == FRAME for x, y in corners)
