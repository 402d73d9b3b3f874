"""Networks by columns, as in the paper's Figures 1 and 5."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from lamgui.figures.layouts.sheet import Sheet
from lamgui.figures.layouts.table import draw_table
from lamgui.maps.result import Analysis


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """A row for each analysis, every picture in each."""
    return draw_table(sheet, analyses, sheet.options.shown_columns, set())
