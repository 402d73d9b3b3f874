"""What no figure can be is refused with what it came as and what it can be."""

from __future__ import annotations

import math
from typing import Any

import pytest

from lamgui.base.errors import SettingsError
from lamgui.figures.options import FigureOptions
from lamgui.figures.style import FigureStyle
from lamgui.figures.words.columns import FigureColumn

IMPOSSIBLE: list[tuple[dict[str, Any], str]] = [
    ({"width_in": 1.49}, "width came as 1.49 in"),
    ({"width_in": math.nan}, "width came as nan in"),
    ({"dpi": 1201}, "resolution came as 1201 dpi"),
    ({"font_size_pt": 3.9}, "font came as 3.9 pt"),
    ({"opacity": 1.01}, "opacity came as 1.01"),
    ({"share": 0.0}, "share came as 0"),
    ({"crop_px": 0}, "crop came as 0 LR pixels"),
]


@pytest.mark.parametrize(("chosen", "said"), IMPOSSIBLE, ids=str)
def test_an_impossible_style_is_refused_alone_and_within_options(chosen: dict[str, Any], said: str) -> None:
    for kind in (FigureStyle, FigureOptions):
        with pytest.raises(SettingsError, match=said):
            kind(**chosen)


def test_options_are_a_style_with_a_layout_that_exists_and_its_columns() -> None:
    with pytest.raises(SettingsError, match="no layout 'stripe'"):
        FigureOptions("stripe")
    options = FigureOptions("grid", dpi=72)
    assert isinstance(options, FigureStyle)
    assert options.shown_columns[0] is FigureColumn.SR
    assert FigureOptions("grid", (FigureColumn.LAM,)).shown_columns == (FigureColumn.LAM,)
