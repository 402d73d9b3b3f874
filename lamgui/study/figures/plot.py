"""Axes of a figure of a study: lines at the left and at the bottom, words in the figure's letters, in inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter

from lamgui.base.wording import MINUS
from lamgui.figures.layouts.sheet import Sheet
from lamgui.figures.lettering.typesetting import PT_PER_INCH

TICK_SHARE = 0.85
"""Of the figure's letters that numbers beside axes have."""
LEAST_TICK_PT = 5.0
LINE_PT, THIN_PT = 1.0, 0.6
EDGE_IN = 0.03
"""Between words and the edge of the page, which would cut accents and round letters else."""


@dataclass(frozen=True)
class Margins:
    """Room of a plot for the words around it, in inches."""

    left_in: float
    bottom_in: float
    right_in: float
    top_in: float


def margins_of(sheet: Sheet, widest_number: str = "00.0") -> Margins:
    """Room for a line of words at the left and at the bottom, and for numbers as wide as this one."""
    line_in = sheet.line_in
    return Margins(sheet.width_in(widest_number) + EDGE_IN + 1.5 * line_in, 2.4 * line_in, 0.5 * line_in, 0.4 * line_in)


def plot_axes(
    sheet: Sheet,
    figure: Figure,
    place: tuple[float, float, float, float],
    x_words: str,
    y_words: str,
    margins: Margins | None = None,
) -> Axes:
    """Axes in a place (left, top, width, height) that holds their words too."""
    left, top, width, height = place
    room = margins or margins_of(sheet)
    wide_in, high_in = width - room.left_in - room.right_in, height - room.top_in - room.bottom_in
    axes = sheet.axes(figure, left + room.left_in, top + room.top_in, wide_in, high_in)
    axes.set_facecolor("none")
    size_pt = max(LEAST_TICK_PT, TICK_SHARE * sheet.style.font_size_pt)
    axes.tick_params(which="both", length=2, pad=1.5, width=THIN_PT, colors=sheet.ink, labelsize=size_pt)
    for name, spine in axes.spines.items():
        spine.set_visible(name in ("left", "bottom"))
        spine.set_color(sheet.ink)
    if x_words:
        sheet.text(figure, left + room.left_in + wide_in / 2, top + height - 1.1 * sheet.line_in, x_words, wide_in)
    if y_words:
        y = top + room.top_in + high_in / 2
        sheet.text(figure, left + EDGE_IN + 0.55 * sheet.line_in, y, y_words, high_in, rotation=90, va="center")
    return axes


def log_numbers(axes: Axes, axis: str) -> None:
    """A logarithmic axis whose numbers are written out: 0.5, 1, 2, 10."""
    from matplotlib.ticker import LogLocator

    (axes.set_xscale if axis == "x" else axes.set_yscale)("log")
    chosen = axes.xaxis if axis == "x" else axes.yaxis
    low, high = axes.get_xlim() if axis == "x" else axes.get_ylim()
    # Over less than a decade and a half there are too few powers of ten to read from.
    digits = (1.0, 2.0, 3.0, 5.0, 7.0) if high / low < 8 else (1.0, 2.0, 5.0) if high / low < 60 else (1.0,)
    chosen.set_major_locator(LogLocator(10, subs=digits))
    chosen.set_minor_locator(LogLocator(10, subs=()))
    chosen.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}".replace("-", MINUS)))
    chosen.set_minor_formatter(NullFormatter())


def limits_around(values: Sequence[float], margin: float = 0.08) -> tuple[float, float]:
    """A range that holds all values, with a share of it free at both ends."""
    low, high = min(values), max(values)
    room = margin * ((high - low) or max(abs(high), 1.0))
    return low - room, high + room


def log_limits_around(values: Sequence[float], margin: float = 0.08) -> tuple[float, float]:
    """The same for values above 0 on a logarithmic axis."""
    low, high = min(values), max(values)
    factor = (high / low) ** margin if high > low else 1.2
    return low / factor, high * factor


def legend(sheet: Sheet, figure: Figure, top_in: float, entries: Sequence[tuple[str, str]]) -> float:
    """Names with their colours as dots, in rows from `top_in`; returns the height that they take, in inches."""
    return _legend(sheet, figure, top_in, entries)


def legend_height_in(sheet: Sheet, names: Sequence[str]) -> float:
    """The height of a legend with these names."""
    return _legend(sheet, None, 0.0, [(name, "") for name in names])


def _legend(sheet: Sheet, figure: Figure | None, top_in: float, entries: Sequence[tuple[str, str]]) -> float:
    dot_in, gap_in = 0.03 + 0.8 * sheet.line_in, 0.9 * sheet.line_in
    x_in, y_in = 0.0, EDGE_IN
    for name, colour in entries:
        wide_in = min(dot_in + sheet.width_in(name), sheet.style.width_in)
        if x_in and x_in + wide_in > sheet.style.width_in:
            x_in, y_in = 0.0, y_in + sheet.line_in
        if figure is not None:
            dot = sheet.axes(
                figure, x_in + 0.03, top_in + y_in + 0.3 * sheet.line_in, 0.45 * sheet.line_in, 0.45 * sheet.line_in
            )
            dot.set_axis_off()
            dot.plot([0], [0], "o", color=colour, markersize=0.4 * sheet.line_in * PT_PER_INCH, clip_on=False)
            sheet.text(figure, x_in + dot_in, top_in + y_in, name, sheet.style.width_in - dot_in, ha="left")
        x_in += wide_in + gap_in
    return y_in + sheet.line_in if entries else 0.0
