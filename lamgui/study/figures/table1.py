"""Table 1 as a figure: network, field, effective pixels, PSNR, DI and a remark, with lines above and below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lamgui.study.figures.kind import StudyFigureKind
from lamgui.study.statistics.table import TITLES, table_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy

BETWEEN_IN, EDGE_IN = 0.16, 0.03
"""Between columns, and between the lines and the edge of the page."""
RULE_IN, THIN_RULE_IN = 0.012, 0.008
REMARK = len(TITLES) - 1
LEAST_SCALE = 0.8
"""To which the letters are shrunk before something is left out."""
LEFT = {0, REMARK}
"""Columns of words, which begin at their left; numbers end at their right."""


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """A line for each network, the least DI first; a narrow page leaves out the remarks, then the intervals."""
    rows = [TITLES, *(row.texts for row in table_rows(study.means))]
    without_remarks = [row[:REMARK] for row in rows]
    choices = (rows, without_remarks, [tuple(text.partition(" [")[0] for text in row) for row in without_remarks])
    shown, shrink = next(
        ((choice, scale) for choice in choices if (scale := _scale(sheet, choice)) >= LEAST_SCALE),
        (choices[-1], _scale(sheet, choices[-1])),
    )
    size_pt = sheet.style.font_size_pt * shrink
    widths = [width * shrink for width in _widths(sheet, shown)]
    line_in = 1.25 * sheet.line_in
    total_in = sum(widths) + BETWEEN_IN * (len(widths) - 1)
    left_in = (sheet.style.width_in - total_in) / 2
    figure = sheet.figure(line_in * len(shown) + 0.14)
    for number, row in enumerate(shown):
        y, x = 0.05 + number * line_in + 0.12 * sheet.line_in + (0.03 if number else 0.0), left_in
        for k, (text, wide_in) in enumerate(zip(row, widths, strict=True)):
            at, side = (x, "left") if k in LEFT else (x + wide_in, "right")
            weight = "bold" if not number else "normal"
            sheet.text(figure, at, y, text, wide_in + BETWEEN_IN, ha=side, fontsize=size_pt, weight=weight)
            x += wide_in + BETWEEN_IN
    for y, thick in ((EDGE_IN, RULE_IN), (0.05 + line_in, THIN_RULE_IN), (0.09 + line_in * len(shown), RULE_IN)):
        rule = sheet.axes(figure, left_in, y, total_in, thick)
        rule.set_facecolor(sheet.ink)
        rule.set_xticks([])
        rule.set_yticks([])
        rule.spines[:].set_visible(False)
    return figure


def _widths(sheet: Sheet, rows: Sequence[tuple[str, ...]]) -> list[float]:
    weights = ("bold", *("normal" for _ in rows[1:]))
    return [
        max(sheet.width_in(row[k], weight) for row, weight in zip(rows, weights, strict=True))
        for k in range(len(rows[0]))
    ]


def _scale(sheet: Sheet, rows: Sequence[tuple[str, ...]]) -> float:
    """How much the letters have to be shrunk."""
    widths = _widths(sheet, rows)
    room_in = sheet.style.width_in - BETWEEN_IN * (len(widths) - 1) - 2 * EDGE_IN
    return min(1.0, room_in / sum(widths))


FIGURE = StudyFigureKind("table1", "Table 1: the means of every network", draw)
