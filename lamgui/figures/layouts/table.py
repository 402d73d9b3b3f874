"""Pictures in rows and columns with names above and beside them: what strip and grid have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lamgui.base.errors import SettingsError
from lamgui.figures.layouts.colour_bar import LINES, draw_colour_bar
from lamgui.figures.layouts.numbers import Number, di_words, row_numbers
from lamgui.figures.layouts.pictures import PATCH_COLUMNS, column_region, common_peak, notes_under, shown
from lamgui.figures.lettering.typesetting import ROUNDING, smallest_scale
from lamgui.figures.style import FigureStyle
from lamgui.figures.words.columns import FigureColumn
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet

NAME_SHARES = (0.2, 0.26, 0.33, 0.4, 0.45)
"""Of the page's width that the labels of rows may take: the next where the smallest letters do not fit into one."""

SIZES = (1.0, 0.9, 0.8, 0.7, 0.0)
"""Of letters, as shares of the figure's, tried from the first on; none is smaller than the floor."""

LEAST_STACK_SHARE, STACK_SHARE = 0.15, 0.4
"""Of the page's width: what all rows share takes no less, and no more."""

LEAST_PICTURE_IN = 0.42
"""Width that pictures of the rows have before what they share, or their labels, take more of the page."""


def draw_table(
    sheet: Sheet, analyses: Sequence[Analysis], columns: Sequence[FigureColumn], shared: set[FigureColumn]
) -> Figure:
    """A row for each analysis.

    Several rows have what they share, the columns in `shared`, once and larger, at the left.
    """
    if not columns:
        raise SettingsError("The figure has no column.", "Choose at least one.")
    several = len(analyses) > 1
    stacked = [column for column in columns if several and column in shared]
    own = [column for column in columns if column not in stacked]
    if not own:
        stacked, own = [], list(columns)
    plan = _planned(sheet, analyses, stacked, own)
    style = sheet.style
    bar_in = LINES * sheet.line_in if style.colour_bar else 0.0
    figure = sheet.figure(plan.head_in + len(analyses) * plan.row_in + bar_in)
    peak = common_peak(tuple(analyses), style)
    _draw_stack(sheet, figure, analyses[0], stacked, plan, peak)
    for row, analysis in enumerate(analyses):
        _draw_row(sheet, figure, row, analysis, own, plan, peak)
    if bar_in:
        one = style.contrast.peak_of(analyses[0].signed) if not several else peak
        draw_colour_bar(sheet, figure, plan.head_in + len(analyses) * plan.row_in + 0.3 * sheet.line_in, one)
    return figure


@dataclass(frozen=True)
class _Labels:
    """What stands at the left of the rows: lines of names and numbers, of one size, and the width that they take."""

    rows: list[list[Number]]
    size_pt: float
    width_in: float
    """With the gap behind them."""

    @property
    def most_lines(self) -> int:
        """Of a row."""
        return max(map(len, self.rows))


@dataclass(frozen=True)
class _Plan:
    """Where everything lies, in inches."""

    labels: list[list[Number]]
    """Lines at the left of each row; empty for none."""
    labels_in: float
    """Width of the labels with the gap behind them; 0 for none."""
    stack_in: float
    """Width of what the rows share; 0 for nothing."""
    stack_heights_in: list[float]
    between_in: float
    """Between the pictures that the rows share."""
    begin_in: float
    """Where the rows begin."""
    widths_in: list[float]
    high_in: float
    """Height of the pictures of a row."""
    row_in: float
    foot_in: float
    head_in: float
    headings: list[str]
    notes: list[str]
    """Below the pictures of a single row."""
    words_pt: float
    """Of names, headings and numbers alike."""
    line_in: float
    """Height of a line of that size."""
    pad_in: float
    """Above and below the pictures of a row that is as high as its label."""

    @property
    def has_small_pictures(self) -> bool:
        """Whether those of the rows are smaller than they should be."""
        return min(self.widths_in) < LEAST_PICTURE_IN


def _draw_stack(
    sheet: Sheet,
    figure: Figure,
    analysis: Analysis,
    columns: Sequence[FigureColumn],
    plan: _Plan,
    peak: float | None,
) -> None:
    """What all rows share, one picture below the other."""
    y = plan.head_in + plan.pad_in
    for column, high_in in zip(columns, plan.stack_heights_in, strict=True):
        if sheet.style.labels:
            heading, middle_in = sheet.heading_of(column), plan.stack_in / 2
            sheet.text(figure, middle_in, y - 0.02, heading, plan.stack_in, va="bottom", fontsize=plan.words_pt)
        axes = sheet.axes(figure, 0.0, y, plan.stack_in, high_in)
        sheet.shown(axes, analysis, shown(analysis, column, sheet.style, peak))
        y += high_in + plan.between_in


def _draw_row(
    sheet: Sheet,
    figure: Figure,
    row: int,
    analysis: Analysis,
    columns: Sequence[FigureColumn],
    plan: _Plan,
    peak: float | None,
) -> None:
    """The name and the pictures of a network; over the first row the headings."""
    style, x = sheet.style, plan.begin_in + plan.labels_in
    y = plan.head_in + row * plan.row_in + plan.pad_in
    if plan.labels_in:
        _draw_label(sheet, figure, plan.labels[row], x - 2 * sheet.gap_in, y + plan.high_in / 2, plan)
    for column, wide_in, heading, note in zip(columns, plan.widths_in, plan.headings, plan.notes, strict=True):
        at = x + wide_in / 2
        if row == 0 and style.labels:
            top_in = plan.head_in + plan.pad_in - 0.02
            sheet.text(figure, at, top_in, heading, wide_in, va="bottom", fontsize=plan.words_pt)
        axes = sheet.axes(figure, x, y, wide_in, plan.high_in)
        sheet.shown(axes, analysis, shown(analysis, column, style, peak))
        if note:
            sheet.text(figure, at, y + plan.high_in + 0.015, note, wide_in, fontsize=plan.words_pt)
        x += wide_in + sheet.gap_in


def _draw_label(
    sheet: Sheet, figure: Figure, label: list[Number], right_in: float, middle_in: float, plan: _Plan
) -> None:
    """The lines of a label one below the other, around the middle of its row."""
    top_in = middle_in - len(label) * plan.line_in / 2
    for number, line in enumerate(label):
        y = top_in + number * plan.line_in
        sheet.text(
            figure, right_in, y, line.text, plan.labels_in, ha="right", weight=line.weight, fontsize=plan.words_pt
        )


def _planned(
    sheet: Sheet, analyses: Sequence[Analysis], stacked: Sequence[FigureColumn], own: Sequence[FigureColumn]
) -> _Plan:
    """The widest stack that is no higher than the pictures of the rows beside it."""
    page_in = sheet.style.width_in
    narrow, wide = LEAST_STACK_SHARE * page_in, STACK_SHARE * page_in if stacked else 0.0
    best = _with_stack(sheet, analyses, stacked, own, wide)
    for _ in range(20 if stacked else 0):
        middle = (narrow + wide) / 2
        plan = _with_stack(sheet, analyses, stacked, own, middle)
        is_low = _stack_high_in(plan) <= (len(analyses) - 1) * plan.row_in + plan.high_in
        if is_low and not plan.has_small_pictures:
            narrow, best = middle, plan
        else:
            wide, best = middle, plan
    return best


def _stack_high_in(plan: _Plan) -> float:
    return sum(plan.stack_heights_in) + plan.between_in * (len(plan.stack_heights_in) - 1)


def _with_stack(
    sheet: Sheet,
    analyses: Sequence[Analysis],
    stacked: Sequence[FigureColumn],
    own: Sequence[FigureColumn],
    stack_in: float,
) -> _Plan:
    """The plan with a stack of a width: the largest letters and the narrowest labels that rows are high enough for."""
    if len(analyses) < 2 or not sheet.style.labels:
        return _with_labels(sheet, analyses, stacked, own, stack_in, None)
    names, numbers = [label_of(analysis.network) for analysis in analyses], row_numbers(analyses, sheet.style)
    best: _Plan | None = None
    for share in NAME_SHARES:
        for size in SIZES:
            labels = _labels(sheet, analyses, names, numbers, share, size)
            plan = _with_labels(sheet, analyses, stacked, own, stack_in, labels)
            if plan.pad_in <= ROUNDING and labels.width_in <= share * sheet.style.width_in * (1 + ROUNDING):
                return plan
            if best is None or (plan.has_small_pictures, plan.row_in) < (best.has_small_pictures, best.row_in):
                best = plan
    assert best is not None
    return best


def _with_labels(
    sheet: Sheet,
    analyses: Sequence[Analysis],
    stacked: Sequence[FigureColumn],
    own: Sequence[FigureColumn],
    stack_in: float,
    labels: _Labels | None,
) -> _Plan:
    """The plan with labels at the left of the rows, if any."""
    style, gap_in = sheet.style, sheet.gap_in
    begin_in = stack_in + 2 * gap_in if stacked else 0.0
    labels_in = labels.width_in if labels else 0.0
    shares = [_share(analyses[0], column, style) for column in own]
    high_in = (style.width_in - begin_in - labels_in - gap_in * (len(own) - 1)) / sum(shares)
    widths_in = [share * high_in for share in shares]
    under = ["" for _ in own] if labels else notes_under(analyses[0], own, style)
    over_stack = [(sheet.width_in(sheet.heading_of(one)), stack_in) for one in stacked]
    words, words_pt = sheet.fitted(
        [*(sheet.heading_of(column) for column in own), *under],
        widths_in * 2,
        in_one_line=over_stack,
    )
    if labels and labels.size_pt < words_pt:
        words_pt = labels.size_pt
        words = [
            sheet.wrapped_at(sheet.heading_of(one), wide_in, words_pt)
            for one, wide_in in zip(own, widths_in, strict=True)
        ]
    headings, notes = words[: len(own)], words[len(own) :] or under
    line_in = sheet.line_in * words_pt / style.font_size_pt
    foot_in = line_in * _most_lines(notes) + 0.02 if any(notes) else gap_in
    row_in = max(high_in + foot_in, labels.most_lines * line_in + gap_in if labels else 0.0)
    return _Plan(
        labels=labels.rows if labels else [],
        labels_in=labels_in,
        stack_in=stack_in,
        stack_heights_in=[stack_in / _share(analyses[0], column, style) for column in stacked],
        between_in=line_in + 0.03 if style.labels else gap_in,
        begin_in=begin_in,
        widths_in=widths_in,
        high_in=high_in,
        row_in=row_in,
        foot_in=foot_in,
        head_in=line_in * _most_lines(headings) + 0.03 if style.labels else gap_in if stacked else 0.0,
        headings=headings,
        notes=notes,
        words_pt=words_pt,
        line_in=line_in,
        pad_in=(row_in - high_in - foot_in) / 2,
    )


def _labels(
    sheet: Sheet,
    analyses: Sequence[Analysis],
    names: Sequence[str],
    numbers: Sequence[Sequence[Number]],
    share: float,
    size: float,
) -> _Labels:
    """The labels in a share of the page's width, in a size that is no larger than a share of the figure's."""
    full_pt, gap_in = sheet.style.font_size_pt, 3 * sheet.gap_in
    room_in = share * sheet.style.width_in - gap_in
    words = [
        f"{name}\n{di_words(one)}" if sheet.style.show_di else name for name, one in zip(names, analyses, strict=True)
    ]
    in_one_line = [(sheet.width_in(number.text, number.weight), room_in) for row in numbers for number in row]
    _, fitted_pt = sheet.fitted(words, [room_in] * len(words), in_one_line=in_one_line)
    size_pt = min(fitted_pt, max(size, smallest_scale(full_pt)) * full_pt)
    lines = [sheet.wrapped_at(one, room_in, size_pt).split("\n") for one in words]
    rows = [[*map(Number, of_name), *row] for of_name, row in zip(lines, numbers, strict=True)]
    widest = max(sheet.width_in(line.text, line.weight) for row in rows for line in row)
    return _Labels(rows, size_pt, widest * size_pt / full_pt + gap_in)


def _most_lines(words: Sequence[str]) -> int:
    return max(one.count("\n") + 1 for one in words)


def _share(analysis: Analysis, column: FigureColumn, style: FigureStyle) -> float:
    """Width to height."""
    if column in PATCH_COLUMNS:
        return 1.0
    region = column_region(analysis, column, style)
    return region.width / region.height
