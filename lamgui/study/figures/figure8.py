"""Figure 8: the diffusion index of every picture and network, pictures in order, with some of them beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lamgui.study.figures.kind import StudyFigureKind
from lamgui.study.statistics.comparison import DI

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy

HEIGHT_SHARE = 0.42
"""Height of the plot, as a share of the page's width."""
PICTURE_IN = 0.78
FEW_PLACES = 40
"""Up to so many places their points are joined and large."""


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """A point for each picture and network over the pictures in order, those of small DI first; some pictures below."""
    from lamgui.study.figures.cells import Cells
    from lamgui.study.figures.plot import (
        legend,
        legend_height_in,
        log_limits_around,
        log_numbers,
        margins_of,
        plot_axes,
    )

    style, names = sheet.style, study.comparison.names
    di, order = study.comparison.values(DI), study.by_di[::-1]
    margins = margins_of(sheet)
    count = max(2, min(len(order), int((style.width_in - margins.left_in) / (PICTURE_IN + sheet.gap_in))))
    shown = np.unique(np.linspace(0, len(order) - 1, min(count, len(order))).round().astype(int)).tolist()
    legend_in = legend_height_in(sheet, names) + 0.04
    plot_in, pictures_in = HEIGHT_SHARE * style.width_in, PICTURE_IN + sheet.line_in + 0.03
    figure = sheet.figure(legend_in + plot_in + pictures_in)
    legend(sheet, figure, 0.0, [(name, study.colour(k)) for k, name in enumerate(names)])
    place = (0.0, legend_in, style.width_in, plot_in)
    words = f"Pictures by their mean rank of DI (1 to {len(order)})"
    axes = plot_axes(sheet, figure, place, words, "Diffusion index", margins)
    axes.set_xlim(0.5 - 0.02 * len(order), len(order) + 0.5 + 0.02 * len(order))
    axes.set_ylim(*log_limits_around(di.ravel().tolist()))
    log_numbers(axes, "y")
    size_pt = 3.2 if len(order) <= FEW_PLACES else 1.6
    ranks = np.arange(1, len(order) + 1)
    for k in range(len(names)):
        kind = "o-" if len(order) <= FEW_PLACES else "o"
        axes.plot(ranks, di[k, order], kind, color=study.colour(k), markersize=size_pt, linewidth=0.5, alpha=0.85)
    cells = Cells(sheet, study, figure)
    room_in = style.width_in - margins.left_in
    for position, rank in enumerate(shown):
        row = study.comparison.rows[0][order[rank]]
        x = margins.left_in + (position + 0.5) * room_in / len(shown) - PICTURE_IN / 2
        y = legend_in + plot_in
        cells.original(x, y, PICTURE_IN, row)
        sheet.text(figure, x + PICTURE_IN / 2, y + PICTURE_IN + 0.02, str(rank + 1), PICTURE_IN)
    return figure


FIGURE = StudyFigureKind("figure8", "DI of every picture and network, pictures in order", draw)
