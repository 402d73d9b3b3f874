"""The paths side by side: rows (e) to (i) of the paper's Figure 3."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lamgui.attribution.path.registry import PATHS
from lamgui.base.arrays import Floats
from lamgui.base.errors import SettingsError
from lamgui.base.wording import number_in_words
from lamgui.figures.layouts.kind import LayoutKind, Shows
from lamgui.figures.pixels.render import colour_importance
from lamgui.figures.style import FigureStyle
from lamgui.imaging.picture import Pixels
from lamgui.maps.result import Analysis, Frame

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet

THUMBNAIL_IN = 0.4
PLOT_SHARE = 0.5
"""Height of a plot as a share of its width."""
NAMES = ("D(F(γ(α)))", "|∂γ/∂α|", "Σ LAM")
CURVE, TARGET, BAND = "#1f77c8", "#c8102e", "#1a7f37"


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """A column for each path: (e) γ(α), (f) D(F(γ(α))), (g) |∂γ/∂α|, (h) the cumulative sum, (i) the gradients."""
    if any(analysis.network.name != analyses[0].network.name for analysis in analyses):
        raise SettingsError("Figure 3 compares the paths of one network.", "Choose one network.")
    style, count = sheet.style, len(analyses)
    axis_in = 4.2 * style.font_size_pt * 0.55 / 72
    letters_in = sheet.width_in("(m)") + sheet.gap_in
    column_in = (style.width_in - letters_in - 3 * sheet.gap_in * (count - 1)) / count
    thumbs = max(2, min(5, int(column_in / THUMBNAIL_IN)))
    height, width = analyses[0].pictures.lr.shape[:2]
    thumb_in = (column_in - sheet.gap_in * (thumbs - 1)) / thumbs
    strip_in = thumb_in * height / width + sheet.line_in + 0.03
    right_in = sheet.width_in("1") / 2
    plot_in = PLOT_SHARE * (column_in - axis_in)
    plots_in = plot_in + 2.5 * sheet.line_in
    tail_in = 0.3 * sheet.line_in
    head_in = 1.25 * sheet.line_in
    figure = sheet.figure(head_in + 2 * strip_in + 3 * plots_in + tail_in)
    limits = _limits(analyses)
    for k, analysis in enumerate(analyses):
        x, y = letters_in + k * (column_in + 3 * sheet.gap_in), head_in
        sheet.text(figure, x + column_in / 2, 0.01, PATHS[analysis.settings.path].row_title, column_in)
        frames = _frames(analysis, thumbs)
        _draw_strip(sheet, figure, x, y, thumb_in, strip_in, _pictures(analysis, thumbs))
        y += strip_in
        for row in range(3):
            wide_in = column_in - axis_in - right_in
            axes = sheet.axes(figure, x + axis_in, y + 1.2 * sheet.line_in, wide_in, plot_in)
            _draw_curve(axes, analysis, row, limits[row], sheet)
            sheet.text(figure, x + axis_in, y + 0.05 * sheet.line_in, NAMES[row], wide_in / 2, ha="left")
            if row == 2:
                words = f"ΔD {number_in_words(analysis.curves.delta)}"
                right = x + axis_in + wide_in
                sheet.text(figure, right, y + 0.05 * sheet.line_in, words, wide_in / 2, ha="right", color=TARGET)
            y += plots_in
        y += tail_in
        gradients = [_gradient(frame, style) for frame in frames]
        _draw_strip(sheet, figure, x, y, thumb_in, strip_in, gradients)
    marks = (
        head_in,
        head_in + strip_in,
        head_in + strip_in + plots_in,
        head_in + strip_in + 2 * plots_in,
        head_in + strip_in + 3 * plots_in + tail_in,
    )
    for letter, y in zip("efghi", marks, strict=True):
        sheet.text(figure, 0.0, y, f"({letter})", letters_in, ha="left")
    return figure


def _frames(analysis: Analysis, count: int) -> list[Frame]:
    """The frames nearest to evenly spread α, each once."""
    wanted = np.linspace(0, 1, count)
    alphas = np.array([frame.alpha for frame in analysis.frames])
    chosen = [analysis.frames[int(np.abs(alphas - alpha).argmin())] for alpha in wanted]
    return list(dict.fromkeys(chosen))


def _pictures(analysis: Analysis, count: int) -> list[tuple[Pixels, str]]:
    """γ at evenly spread α, as near as there are frames and points between them, with the α."""
    gammas = {frame.alpha: frame.gamma for frame in analysis.frames}
    between = {} if analysis.filled_in is None else analysis.filled_in.points
    gammas |= {alpha: point.gamma for alpha, point in between.items() if point.gamma is not None}
    nearest = [min(gammas, key=lambda other: abs(other - alpha)) for alpha in np.linspace(0, 1, count).tolist()]
    return [(gammas[alpha], f"α {alpha:.2f}") for alpha in dict.fromkeys(nearest)]


def _gradient(frame: Frame, style: FigureStyle) -> tuple[Pixels, str]:
    pixels = colour_importance(frame.gradient, style.colour_map, contrast=style.contrast)
    return pixels, number_in_words(float(f"{frame.gradient_peak:.2g}"))


def _draw_strip(
    sheet: Sheet,
    figure: Figure,
    x: float,
    y: float,
    thumb_in: float,
    strip_in: float,
    pictures: Sequence[tuple[Pixels, str]],
) -> None:
    high_in = strip_in - sheet.line_in - 0.03
    for k, (pixels, words) in enumerate(pictures):
        left = x + k * (thumb_in + sheet.gap_in)
        axes = sheet.axes(figure, left, y, thumb_in, high_in)
        shown = sheet.for_file(pixels, thumb_in, high_in)
        axes.imshow(shown, interpolation="none" if sheet.vector else "nearest", aspect="auto")
        axes.set_xticks([])
        axes.set_yticks([])
        # Gradients on white would not look like pictures.
        axes.spines[:].set(edgecolor="grey", linewidth=0.4)
        sheet.text(figure, left + thumb_in / 2, y + high_in + 0.01, words, thumb_in)


def _curve(analysis: Analysis, row: int) -> tuple[Floats, Floats]:
    curves = analysis.curves
    if row == 0:
        nodes = curves.objective_with_ends()
        return nodes if analysis.filled_in is None else analysis.filled_in.among(*nodes)
    if row == 1:
        return curves.speed_with_ends()
    return curves.cumulative_from_start()


def _limits(analyses: Sequence[Analysis]) -> list[tuple[float, float]]:
    """One range a row for all paths, so that they can be compared."""
    limits = []
    for row in range(3):
        values = np.concatenate(
            [_curve(a, row)[1] for a in analyses] + [[0.0, a.curves.delta] for a in analyses if row == 2]
        )
        values = values[np.isfinite(values)]
        low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)
        margin = 0.06 * ((high - low) or 1.0)
        limits.append((min(low, 0.0) - margin if row else low - margin, high + margin))
    return limits


def _draw_curve(axes: Axes, analysis: Analysis, row: int, limits: tuple[float, float], sheet: Sheet) -> None:
    curves = analysis.curves
    axes.set_facecolor("none")
    axes.plot(*_curve(analysis, row), color=CURVE)
    if row == 0:
        axes.plot(curves.alpha, curves.objective, ".", color=CURVE, markersize=2.0)
    axes.set_xlim(0, 1)
    axes.set_ylim(*limits)
    axes.set_xticks([0, 0.5, 1], ["0", "α 0.5", "1"])
    axes.locator_params(axis="y", nbins=3)
    axes.tick_params(length=2, pad=1.5, colors=sheet.ink, labelsize=max(5.0, sheet.style.font_size_pt * 0.85))
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(sheet.ink)
    if row == 2:
        axes.axhline(curves.delta, color=TARGET, linewidth=0.8)
    for alpha in curves.steepest_band or ():
        axes.axvline(alpha, color=BAND, linestyle="--", linewidth=0.7)


LAYOUT = LayoutKind(
    name="figure3",
    title="Paths (Figure 3)",
    tooltip="The three paths side by side, rows (e) to (i).",
    subject="Attribution along three paths",
    draw=draw,
    shows=Shows.PATHS,
)
