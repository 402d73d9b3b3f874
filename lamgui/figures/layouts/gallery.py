"""Patches ordered by their diffusion index, as in the paper's Figure 4."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lamgui.figures.layouts.kind import LayoutKind, Shows
from lamgui.figures.layouts.numbers import di_words
from lamgui.figures.layouts.pictures import PATCH_COLUMNS, FigureRegion, common_peak, region_of, shown
from lamgui.figures.words.columns import FigureColumn
from lamgui.maps.result import Analysis

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet

CELL_IN = 0.82
"""Width that a picture has, about."""
AROUND_PX = 64
"""LR pixels around the patch, where no crop is asked for: cells of several pictures are squares."""


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """A block of pictures for each analysis, the least DI first; maps without a DI come last."""
    style = sheet.style if sheet.style.crop_px else replace(sheet.style, crop_px=AROUND_PX)
    sheet = replace(sheet, style=style)
    ordered = sorted(analyses, key=lambda a: math.inf if a.diffusion_index is None else a.diffusion_index)
    columns = sheet.columns
    blocks = max(1, min(len(ordered), int(style.width_in / (CELL_IN * len(columns)))))
    block_in = (style.width_in - sheet.gap_in * 3 * (blocks - 1)) / blocks
    cell_in = (block_in - sheet.gap_in * (len(columns) - 1)) / len(columns)
    headings, heading_pt = sheet.fitted([sheet.heading_of(column) for column in columns], [cell_in] * len(columns))
    head_in = _most_lines(headings) * sheet.line_in + 0.02 if style.labels else 0.0
    numbers, number_pt = sheet.fitted([di_words(one) for one in ordered], [block_in] * len(ordered))
    foot_in = _most_lines(numbers) * sheet.line_in + 0.06 if style.show_di else 2 * sheet.gap_in
    lines = math.ceil(len(ordered) / blocks)
    figure = sheet.figure(head_in + lines * (cell_in + foot_in))
    peak = common_peak(tuple(ordered), style)
    for number, analysis in enumerate(ordered):
        line, place = divmod(number, blocks)
        x0, y = place * (block_in + 3 * sheet.gap_in), head_in + line * (cell_in + foot_in)
        for k, column in enumerate(columns):
            x = x0 + k * (cell_in + sheet.gap_in)
            what = shown(analysis, column, style, peak)
            if column not in PATCH_COLUMNS:
                what = replace(what, region=_square(region_of(analysis, style)))
            sheet.shown(sheet.axes(figure, x, y, cell_in, cell_in), analysis, what)
            if line == 0 and style.labels:
                sheet.text(
                    figure, x + cell_in / 2, head_in - 0.02, headings[k], cell_in, va="bottom", fontsize=heading_pt
                )
        if style.show_di:
            sheet.text(figure, x0 + block_in / 2, y + cell_in + 0.015, numbers[number], block_in, fontsize=number_pt)
    return figure


def _most_lines(words: Sequence[str]) -> int:
    return max(one.count("\n") + 1 for one in words)


def _square(region: FigureRegion) -> FigureRegion:
    side = min(region.width, region.height)
    return replace(region, width=side, height=side)


LAYOUT = LayoutKind(
    name="gallery",
    title="Gallery of bookmarks",
    tooltip="Patches ordered by DI, as in the paper's Figure 4.",
    subject="Patches ordered by diffusion index (DI)",
    draw=draw,
    columns=(FigureColumn.PATCH_SR, FigureColumn.OVERLAY),
    shows=Shows.PATCHES,
    prints_di=True,
    scales_maps=True,
)
