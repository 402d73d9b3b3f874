"""Networks as columns: names above, the chosen pictures below each other, numbers at the foot of each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lamgui.base.errors import SettingsError
from lamgui.figures.layouts.colour_bar import LINES, draw_colour_bar
from lamgui.figures.layouts.numbers import Number, di_words, row_numbers
from lamgui.figures.layouts.pictures import PATCH_COLUMNS, column_region, common_peak, shown
from lamgui.figures.words.columns import FigureColumn
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.maps.result import Analysis

LEAST_COLUMN_IN = 0.42
"""Width of a column: networks that have no such room beside each other take further rows of the page."""


def draw_across(sheet: Sheet, analyses: Sequence[Analysis], columns: Sequence[FigureColumn]) -> Figure:
    """A column for each analysis, a row for each of the pictures that a table has as columns."""
    if not columns:
        raise SettingsError("The figure has no column.", "Choose at least one.")
    style, gap_in = sheet.style, sheet.gap_in
    count, beside_in = len(analyses), sheet.line_in + gap_in if style.labels else 0.0
    bands = -(-count // max(1, int((style.width_in - beside_in) / (LEAST_COLUMN_IN + gap_in))))
    many = -(-count // bands)
    wide_in = (style.width_in - beside_in - gap_in * (many - 1)) / many
    heights_in = [wide_in * max(_tall(one, column, sheet) for one in analyses) for column in columns]
    numbers = _numbers(sheet, analyses)
    titles = [
        (sheet.width_in(sheet.heading_of(column)), high_in) for column, high_in in zip(columns, heights_in, strict=True)
    ]
    in_one_line = [(sheet.width_in(one.text, one.weight), wide_in) for column in numbers for one in column]
    names, words_pt = sheet.fitted(
        [label_of(one.network) for one in analyses], [wide_in] * count, in_one_line=[*titles, *in_one_line]
    )
    line_in = sheet.line_in * words_pt / style.font_size_pt
    head_in = line_in * max(name.count("\n") + 1 for name in names) + 0.5 * gap_in if style.labels else 0.0
    foot_in = line_in * max(map(len, numbers)) + gap_in
    band_in = head_in + sum(heights_in) + gap_in * len(columns) + foot_in
    bar_in = LINES * sheet.line_in if style.colour_bar else 0.0
    figure = sheet.figure(bands * band_in + bar_in)
    peak = common_peak(tuple(analyses), style)
    for k, analysis in enumerate(analyses):
        band, place = divmod(k, many)
        x, y = beside_in + place * (wide_in + gap_in), band * band_in + head_in
        middle_in = x + wide_in / 2
        if style.labels:
            sheet.text(figure, middle_in, y - 0.25 * gap_in, names[k], wide_in, va="bottom", fontsize=words_pt)
        for column, high_in in zip(columns, heights_in, strict=True):
            if place == 0 and style.labels:
                title, x_in, y_in = sheet.heading_of(column), sheet.line_in / 2, y + high_in / 2
                sheet.text(figure, x_in, y_in, title, high_in, va="center", rotation=90, fontsize=words_pt)
            own_in = wide_in * _tall(analysis, column, sheet)
            axes = sheet.axes(figure, x, y, wide_in, own_in)
            sheet.shown(axes, analysis, shown(analysis, column, style, peak))
            y += high_in + gap_in
        for line, one in enumerate(numbers[k]):
            sheet.text(
                figure,
                middle_in,
                y - 0.5 * gap_in + line * line_in,
                one.text,
                wide_in,
                weight=one.weight,
                fontsize=words_pt,
            )
    if bar_in:
        one_peak = style.contrast.peak_of(analyses[0].signed) if count == 1 else peak
        draw_colour_bar(sheet, figure, bands * band_in + 0.3 * sheet.line_in, one_peak)
    return figure


def _numbers(sheet: Sheet, analyses: Sequence[Analysis]) -> list[list[Number]]:
    """DI, its ± on a line of its own, and PSNR, below each column."""
    of_maps = [di_words(one).split(" ") if sheet.style.show_di else [] for one in analyses]
    measured = row_numbers(analyses, sheet.style)
    return [[*map(Number, di), *numbers] for di, numbers in zip(of_maps, measured, strict=True)]


def _tall(analysis: Analysis, column: FigureColumn, sheet: Sheet) -> float:
    """Height to width."""
    if column in PATCH_COLUMNS:
        return 1.0
    region = column_region(analysis, column, sheet.style)
    return region.height / region.width
