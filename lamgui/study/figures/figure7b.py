"""Figure 7b: the diffusion index against a perceptual metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lamgui.study.figures.kind import StudyFigureKind
from lamgui.study.statistics.comparison import PSNR

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """The metric that is chosen against DI, a point for each network."""
    from lamgui.study.figures.scatter import draw_scatter

    metric = study.options.metric or next(iter(study.comparison.metrics), PSNR)
    return draw_scatter(sheet, study, metric)


FIGURE = StudyFigureKind("figure7b", "DI against another metric, such as LPIPS", draw)
