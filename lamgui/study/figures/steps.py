"""How DI, effective pixels and PSNR change over the checkpoints of a training, with a strip of maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lamgui.base.errors import StudyError
from lamgui.base.wording import count_in_words
from lamgui.study.figures.kind import StudyFigureKind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy
    from lamgui.study.statistics.means import Mean

PLOT_SHARE = 0.72
"""Height of a plot, as a share of its width."""
MAP_IN = 0.85
LEAST_POINTS = 2


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """Three plots over the axis of the checkpoints, and below the maps of each picture at some of them."""
    from lamgui.study.figures.cells import Cells
    from lamgui.study.figures.plot import plot_axes

    series = sorted(
        ((one.step, k, one) for k, one in enumerate(study.means) if one.step is not None), key=lambda one: one[0]
    )
    if len(series) < LEAST_POINTS:
        message = "The study has fewer than two checkpoints of a training."
        raise StudyError(message, 'State them: networks = [{files = "run/*.pth", axis = "step"}]')
    steps, means = [step for step, _, _ in series], [one for _, _, one in series]
    curves = [
        ("Diffusion index", [one.di for one in means]),
        ("Effective pixels", [one.effective_pixels for one in means]),
    ]
    if all(one.psnr_db is not None for one in means):
        curves.append(("PSNR (Y, dB)", [one.psnr_db for one in means if one.psnr_db is not None]))
    style, gap = sheet.style, sheet.gap_in
    wide_in = style.width_in / len(curves)
    high_in = PLOT_SHARE * wide_in
    columns = max(2, min(len(series), int((style.width_in + gap) / (MAP_IN + gap)) - 1))
    chosen = np.unique(np.linspace(0, len(series) - 1, columns).round().astype(int)).tolist()
    strip_in = MAP_IN + gap
    head_in = sheet.line_in + 0.04
    places = study.chosen_places(1)
    figure = sheet.figure(high_in + head_in + len(places) * strip_in)
    axis = means[0].axis.capitalize()
    for k, (words, values) in enumerate(curves):
        axes = plot_axes(sheet, figure, (k * wide_in, 0.0, wide_in, high_in), axis, words)
        _curve(axes, steps, values, study.colour(0))
    cells = Cells(sheet, study, figure)
    left_in = (style.width_in - (len(chosen) + 1) * (MAP_IN + gap) + gap) / 2
    for number, place in enumerate(places):
        y = high_in + head_in + number * strip_in
        first = study.comparison.rows[0][place]
        cells.original(left_in, y, MAP_IN, first)
        if not number:
            sheet.text(figure, left_in + MAP_IN / 2, high_in, "Input" if study.hr(first) is None else "HR", MAP_IN)
        for position, index in enumerate(chosen, start=1):
            x, (step, network, _) = left_in + position * (MAP_IN + gap), series[index]
            cells.map(x, y, MAP_IN, study.comparison.rows[network][place], over_input=True)
            if not number:
                sheet.text(figure, x + MAP_IN / 2, high_in, count_in_words(step), MAP_IN)
    return figure


def _curve(axes: object, steps: list[int], values: list[Mean], colour: str) -> None:
    from matplotlib.axes import Axes
    from matplotlib.ticker import FuncFormatter

    from lamgui.study.figures.plot import limits_around

    assert isinstance(axes, Axes)
    low = [one.value if one.low is None else one.low for one in values]
    high = [one.value if one.high is None else one.high for one in values]
    axes.fill_between(steps, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.plot(steps, [one.value for one in values], "o-", color=colour, markersize=3.0)
    axes.set_ylim(*limits_around([*low, *high]))
    axes.set_xlim(*limits_around([float(step) for step in steps], 0.04))
    axes.locator_params(axis="both", nbins=4)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: count_in_words(int(value))))


FIGURE = StudyFigureKind("steps", "DI, effective pixels and PSNR over the checkpoints of a training", draw)
