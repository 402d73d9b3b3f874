"""The colour bar of a figure: the colours at equal steps, with marks at true values where the contrast puts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from lamgui.base.wording import number_in_words
from lamgui.figures.pixels.contrast import Contrast
from lamgui.figures.pixels.render import colour_table, signed_table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet

LINES = 2.6
"""Height of the bar with its marks, in lines of text."""

MARK_IN = 0.03


def draw_colour_bar(sheet: Sheet, figure: Figure, y_in: float, peak: float | None) -> None:
    """A bar across a third of the page, its contrast in words at the left; `peak` None: shares of each map's own."""
    style, line_in = sheet.style, sheet.line_in
    table = signed_table()[1:] if style.signed else colour_table(style.colour_map)
    left_in = long_in = style.width_in / 3
    axes = sheet.axes(figure, left_in, y_in, long_in, 0.6 * line_in)
    axes.imshow(table[None], aspect="auto", interpolation="nearest", extent=(0, 1, 1, 0))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set(edgecolor="grey", linewidth=0.4)
    wide_in = sheet.width_in("−" * style.signed + _words(0.888 * (peak or 1.0))) + sheet.gap_in
    beside_in = wide_in / 2 + sheet.gap_in
    room_in, y_words_in = left_in - beside_in, y_in - 0.2 * line_in
    sheet.text(figure, left_in - beside_in, y_words_in, style.contrast.words, room_in, ha="right")
    words = "of each map's maximum" if peak is None else ""
    sheet.text(figure, 2 * left_in + beside_in, y_words_in, words, room_in, ha="left")
    for at, value in marks(style.contrast, peak or 1.0, wide_in / long_in, is_signed=style.signed):
        x_in = left_in + at * long_in
        tick = sheet.axes(figure, x_in - 0.002, y_in + 0.6 * line_in, 0.004, MARK_IN)
        tick.set_facecolor(sheet.ink)
        tick.set_xticks([])
        tick.set_yticks([])
        tick.spines[:].set_visible(False)
        sheet.text(figure, x_in, y_in + 0.6 * line_in + MARK_IN, _words(value), 2 * wide_in)


def marks(contrast: Contrast, peak: float, room: float, *, is_signed: bool) -> list[tuple[float, float]]:
    """Places along the bar, 0..1, at least `room` apart, and the true values there: the ends, and round ones between.

    The value at an end that the contrast cuts is the limit.
    """
    first, last = contrast.low * peak, contrast.high * peak
    chosen = [(0.0, first), (1.0, last)]
    for value in _round_values(last):
        at = float(contrast.strength(np.array([value]), peak)[0])
        if first < value < last and all(abs(at - other) >= room * (2 if is_signed else 1) for other, _ in chosen):
            chosen.append((at, value))
    chosen.sort()
    if not is_signed:
        return chosen
    return sorted(
        {(0.5 - at / 2, -value) for at, value in chosen[1:]} | {(0.5 + at / 2, value) for at, value in chosen}
    )


def _words(value: float) -> str:
    return number_in_words(float(f"{value:.3g}"))


def _round_values(peak: float) -> Sequence[float]:
    """5, 2 and 1 of each power of ten up to a peak, over four decades, the largest first."""
    if not 0 < peak < np.inf:
        return ()
    top = int(np.floor(np.log10(peak)))
    # Ones first: they are what is looked for on a bar.
    return [digit * 10.0**power for digit in (1, 5, 2) for power in range(top, top - 4, -1)]
