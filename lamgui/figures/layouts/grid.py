"""Networks by pictures, as in the paper's Figures 1 and 5: a row for each network, or a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lamgui.figures.layouts.kind import LayoutKind
from lamgui.figures.words.columns import FigureColumn

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.maps.result import Analysis


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """A row for each analysis, every picture in each; with `networks_as_columns` the same the other way round."""
    from lamgui.figures.layouts.across import draw_across
    from lamgui.figures.layouts.table import draw_table

    if sheet.style.networks_as_columns:
        return draw_across(sheet, analyses, sheet.columns)
    return draw_table(sheet, analyses, sheet.columns, set())


LAYOUT = LayoutKind(
    name="grid",
    title="Grid",
    tooltip="Networks by pictures, as in the paper's Figures 1 and 5.",
    subject="Local attribution maps of several networks",
    draw=draw,
    columns=(FigureColumn.SR, FigureColumn.OVERLAY, FigureColumn.HEAT_OVERLAY),
    prints_di=True,
    prints_psnr=True,
    turns=True,
    scales_maps=True,
)
