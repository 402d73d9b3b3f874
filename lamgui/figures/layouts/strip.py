"""The strip that SR papers print: HR with the box, the patch, and its map; a row for each network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lamgui.figures.layouts.kind import LayoutKind
from lamgui.figures.words.columns import FigureColumn

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.maps.result import Analysis

SHARED = {FigureColumn.HR, FigureColumn.PATCH_HR, FigureColumn.INPUT}


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """A row for each analysis; what networks on one patch share is drawn once, at the left of all rows."""
    from lamgui.figures.layouts.table import draw_table

    places = {(a.picture.sha256, a.pictures.patch_in_picture) for a in analyses}
    return draw_table(sheet, analyses, sheet.columns, SHARED if len(places) == 1 else set())


LAYOUT = LayoutKind(
    name="strip",
    title="Strip",
    tooltip="HR with the box and the patch at the left; a row for each network with its patch and maps.",
    subject="Local attribution maps",
    draw=draw,
    columns=(
        FigureColumn.HR,
        FigureColumn.PATCH_HR,
        FigureColumn.PATCH_SR,
        FigureColumn.OVERLAY,
        FigureColumn.HEAT_OVERLAY,
    ),
    prints_di=True,
    prints_psnr=True,
    scales_maps=True,
)
