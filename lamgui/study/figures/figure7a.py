"""Figure 7a: networks with a larger diffusion index restore better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.study.figures.kind import StudyFigureKind
from lamgui.study.statistics.comparison import PSNR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """PSNR against DI, a point for each network."""
    from lamgui.study.figures.scatter import draw_scatter

    return draw_scatter(sheet, study, PSNR)


FIGURE = StudyFigureKind("figure7a", "DI against PSNR of each network, with intervals and a fit", draw)
