"""How DI, effective pixels and PSNR change over the checkpoints of a training, with a strip of maps."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lamgui.base.errors import StudyError
from lamgui.base.wording import count_in_words
from lamgui.study.figures.kind import StudyFigureKind
from lamgui.study.statistics.means import Mean
from lamgui.study.statistics.networks import NetworkMeans

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy

PLOT_SHARE = 0.72
"""Height of a plot, as a share of its width."""
MAP_IN = 0.85
LEAST_POINTS = 2
_CHECKPOINT = re.compile(r"(.*?)\d+(\D*?)( \(\d+\))?")
"""The name of a checkpoint around its last number; behind it may stand the (2) of a name that was taken."""


@dataclass(frozen=True)
class Series:
    """The checkpoints of one training in their order: step, number of the network, means."""

    name: str
    points: tuple[tuple[int, int, NetworkMeans], ...]

    @property
    def steps(self) -> list[int]:
        """Where its points lie."""
        return [step for step, _, _ in self.points]


def series_of(means: Sequence[NetworkMeans]) -> tuple[Series, ...]:
    """The trainings among networks: those whose names are equal but for the step are of one."""
    found: dict[str, list[tuple[int, int, NetworkMeans]]] = {}
    for number, one in enumerate(means):
        if one.step is not None:
            found.setdefault(_without_step(one.network), []).append((one.step, number, one))
    return tuple(Series(name, tuple(sorted(points, key=lambda point: point[0]))) for name, points in found.items())


def _without_step(name: str) -> str:
    found = _CHECKPOINT.fullmatch(name)
    return name if found is None else f"{found[1]}{found[2]}".strip(" _-") + (found[3] or "")


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """Three plots over the axis of the checkpoints, a curve for each training, and below maps of some of them."""
    from lamgui.study.figures.cells import Cells
    from lamgui.study.figures.plot import legend, legend_height_in, limits_around, plot_axes

    trainings = [one for one in series_of(study.means) if len(one.points) >= LEAST_POINTS]
    if not trainings:
        message = "The study has fewer than two checkpoints of a training."
        raise StudyError(message, 'State them: networks = [{files = "run/*.pth", axis = "step"}]')
    all_means = [means for one in trainings for _, _, means in one.points]
    kinds = [kind for kind in KINDS if all(kind.mean(one) is not None for one in all_means)]
    entries = [(one.name, study.colour(k)) for k, one in enumerate(trainings)] if len(trainings) > 1 else []
    style, gap = sheet.style, sheet.gap_in
    legend_in = legend_height_in(sheet, [name for name, _ in entries]) + 0.05 if entries else 0.0
    wide_in = style.width_in / len(kinds)
    high_in = PLOT_SHARE * wide_in
    columns = max(2, int((style.width_in + gap) / (MAP_IN + gap)) - 1)
    places = study.chosen_places(1)
    strips = [(place, one) for place in places for one in trainings]
    strip_in = MAP_IN + sheet.line_in + 2 * gap
    figure = sheet.figure(legend_in + high_in + len(strips) * strip_in)
    legend(sheet, figure, 0.0, entries)
    axis = all_means[0].axis.capitalize()
    for k, kind in enumerate(kinds):
        axes = plot_axes(sheet, figure, (k * wide_in, legend_in, wide_in, high_in), axis, kind.words)
        ends = [
            end
            for number, one in enumerate(trainings)
            for end in _curve(axes, one.steps, [kind.mean(means) for *_, means in one.points], study.colour(number))
        ]
        axes.set_ylim(*limits_around(ends))
        axes.set_xlim(*limits_around([float(step) for one in trainings for step in one.steps], 0.04))
    cells = Cells(sheet, study, figure)
    for number, (place, one) in enumerate(strips):
        chosen = sorted(
            {round(at) for at in np.linspace(0, len(one.points) - 1, min(columns, len(one.points))).tolist()}
        )
        left_in = (style.width_in - (len(chosen) + 1) * (MAP_IN + gap) + gap) / 2
        y = legend_in + high_in + number * strip_in + gap
        first = study.comparison.rows[one.points[0][1]][place]
        cells.original(left_in, y + sheet.line_in, MAP_IN, first)
        head = one.name if len(trainings) > 1 else "Input" if study.hr(first) is None else "HR"
        sheet.text(figure, left_in + MAP_IN / 2, y, head, MAP_IN)
        for position, index in enumerate(chosen, start=1):
            x, (step, network, _) = left_in + position * (MAP_IN + gap), one.points[index]
            cells.map(x, y + sheet.line_in, MAP_IN, study.comparison.rows[network][place], over_input=True)
            sheet.text(figure, x + MAP_IN / 2, y, count_in_words(step), MAP_IN)
    return figure


@dataclass(frozen=True)
class _Kind:
    """What a plot shows of a network."""

    words: str
    mean: Callable[[NetworkMeans], Mean | None]


KINDS = (
    _Kind("Diffusion index", lambda one: one.di),
    _Kind("Effective pixels", lambda one: one.effective_pixels),
    _Kind("PSNR (Y, dB)", lambda one: one.psnr_db),
)


def _curve(axes: Axes, steps: list[int], means: list[Mean | None], colour: str) -> list[float]:
    """Draw a curve with its band; returns the ends of all intervals."""
    from matplotlib.ticker import FuncFormatter

    values = [mean for mean in means if mean is not None]
    low = [one.value if one.low is None else one.low for one in values]
    high = [one.value if one.high is None else one.high for one in values]
    axes.fill_between(steps, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.plot(steps, [one.value for one in values], "o-", color=colour, markersize=3.0)
    axes.locator_params(axis="both", nbins=4)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: count_in_words(int(value))))
    return [*low, *high]


FIGURE = StudyFigureKind("steps", "DI, effective pixels and PSNR over the checkpoints of a training", draw)
