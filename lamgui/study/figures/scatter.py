"""Networks as points, DI on a logarithmic axis against a metric, with intervals, a fit and the correlations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lamgui.base.errors import StudyError
from lamgui.figures.layouts.sheet import Sheet
from lamgui.figures.lettering.typesetting import PT_PER_INCH
from lamgui.study.figures.labels import Box, label_boxes
from lamgui.study.figures.plot import (
    EDGE_IN,
    LINE_PT,
    THIN_PT,
    limits_around,
    log_limits_around,
    log_numbers,
    margins_of,
    plot_axes,
)
from lamgui.study.figures.shown import ShownStudy
from lamgui.study.statistics.agreement import agreement
from lamgui.study.statistics.comparison import PSNR
from lamgui.study.statistics.means import Mean
from lamgui.study.statistics.networks import NetworkMeans
from lamgui.study.statistics.words import correlation_words, metric_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEIGHT_SHARE = 0.62
"""Height of the plot, as a share of the page's width."""
DOT_PT = 4.5
LINE_IN, GAP_IN = 0.02, 0.06
"""Room that lines of intervals take, and between a point and its name."""
LABEL_SHARE = 0.85
FIT_COLOUR = "#8a8f99"


def draw_scatter(sheet: Sheet, study: ShownStudy, metric: str) -> Figure:
    """The figure for a metric; raises StudyError where no network has it."""
    points = [
        _Point(one.name, one.di, mean, study.colour(k), "s" if one.is_global else "o")
        for k, one in enumerate(study.means)
        if (mean := _mean(one, metric)) is not None
    ]
    if not points:
        raise StudyError(f"No item of the study has {metric_name(metric)}.", "Choose another metric with --metric.")
    style, height_in = sheet.style, HEIGHT_SHARE * sheet.style.width_in
    words = sheet.wrapped(_words(study, metric), style.width_in - 2 * EDGE_IN)
    words_in = sheet.line_in * (words.count("\n") + 1) + 0.05
    figure = sheet.figure(words_in + height_in)
    sheet.text(figure, EDGE_IN, EDGE_IN, words, style.width_in, ha="left", fontsize=style.font_size_pt)
    unit = " (Y, dB)" if metric == PSNR else ""
    place = (0.0, words_in, style.width_in, height_in)
    axes = plot_axes(sheet, figure, place, "Diffusion index", f"{metric_name(metric)}{unit}", margins_of(sheet))
    axes.set_xlim(*log_limits_around([end for one in points for end in _ends(one.di)]))
    axes.set_ylim(*limits_around([end for one in points for end in _ends(one.metric)]))
    log_numbers(axes, "x")
    _fit(axes, points)
    for one in points:
        di, value = one.di.value, one.metric.value
        axes.plot(_ends(one.di), [value] * 2, color=one.colour, linewidth=THIN_PT, alpha=0.55)
        axes.plot([di] * 2, _ends(one.metric), color=one.colour, linewidth=THIN_PT, alpha=0.55)
        axes.plot([di], [value], one.marker, color=one.colour, markersize=DOT_PT, zorder=3)
    _names(sheet, figure, axes, points)
    return figure


@dataclass(frozen=True)
class _Point:
    """A network with its means, and how it is drawn: a square where its field is global."""

    name: str
    di: Mean
    metric: Mean
    colour: str
    marker: str


def _words(study: ShownStudy, metric: str) -> str:
    """The correlations together, since one misleads."""
    found = agreement(study.comparison, metric)
    per = found.per_picture
    networks = len(study.means)
    parts = [f"Over network means: {correlation_words(found.over_means, networks, 'networks')}."]
    if found.pooled is not None and found.centred is not None:
        parts.append(f"Pooled: Pearson {found.pooled.pearson:.2f}; centred per picture {found.centred.pearson:.2f}.")
    if per.spearman:
        parts.append(f"Spearman is negative at {per.negative} of {len(per.spearman)} pictures.")
    return " ".join(parts).replace(" -", " −")


def _mean(one: NetworkMeans, metric: str) -> Mean | None:
    return one.psnr_db if metric == PSNR else one.metrics.get(metric)


def _ends(mean: Mean) -> tuple[float, float]:
    return (mean.value, mean.value) if mean.low is None or mean.high is None else (mean.low, mean.high)


def _fit(axes: Axes, points: list[_Point]) -> None:
    """The line of least squares of the metric over log DI, over the range of the points."""
    logs = np.log([one.di.value for one in points])
    if len(points) < 2 or np.ptp(logs) == 0:
        return
    slope, offset = np.polyfit(logs, [one.metric.value for one in points], 1)
    ends = np.array([logs.min(), logs.max()])
    axes.plot(np.exp(ends), slope * ends + offset, color=FIT_COLOUR, linewidth=LINE_PT, linestyle="--", zorder=1)


def _names(sheet: Sheet, figure: Figure, axes: Axes, points: list[_Point]) -> None:
    """The names beside the points, where they hide neither points nor intervals."""
    size_pt = LABEL_SHARE * sheet.style.font_size_pt
    wide_in, high_in = figure.get_size_inches()
    position = axes.get_position()
    room = Box(position.x0 * wide_in, position.y0 * high_in, position.width * wide_in, position.height * high_in)
    (low_x, high_x), (low_y, high_y) = np.log(axes.get_xlim()), axes.get_ylim()

    def in_inches(x: float, y: float) -> tuple[float, float]:
        across = (float(np.log(x)) - low_x) / (high_x - low_x)
        return room.left + across * room.width, room.bottom + (y - low_y) / (high_y - low_y) * room.height

    lines = []
    for one in points:
        (left, level), (right, _) = (in_inches(end, one.metric.value) for end in _ends(one.di))
        (column, bottom), (_, top) = (in_inches(one.di.value, end) for end in _ends(one.metric))
        lines += [
            Box(left, level - LINE_IN / 2, right - left, LINE_IN),
            Box(column - LINE_IN / 2, bottom, LINE_IN, top - bottom),
        ]
    sizes = [(LABEL_SHARE * sheet.width_in(one.name), size_pt * 1.2 / PT_PER_INCH) for one in points]
    places = [in_inches(one.di.value, one.metric.value) for one in points]
    for one, place in zip(points, label_boxes(places, sizes, room, GAP_IN, lines), strict=True):
        top_in = high_in - place.bottom - place.height
        room_in = 2 * place.width + 0.1
        sheet.text(figure, place.left + place.width / 2, top_in, one.name, room_in, color=one.colour, fontsize=size_pt)
