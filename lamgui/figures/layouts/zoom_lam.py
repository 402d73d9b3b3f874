"""Networks as columns: what each restores, its map over the input, and the density of the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lamgui.base.wording import di_label, effective_in_words
from lamgui.figures.columns import FigureColumn
from lamgui.figures.layouts.kind import LayoutKind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.figures.layouts.zoomed import Zoomed
    from lamgui.maps.result import Analysis

AROUND_PX = 64
"""Side in LR pixels of what the maps show, where no crop is asked for."""

LETTERS_WIDER = 1.25
"""Bold letters, and small ones on the screen, are wider than the outlines of plain ones."""

LEFT_SHARE = 1.35
"""Width of the picture at the left, in columns, where there is no HR patch below it."""

MAPS = (FigureColumn.OVERLAY, FigureColumn.HEAT_OVERLAY)
ROWS = ("SR patch", "LAM", "Density")


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """HR and its patch at the left; names above, numbers below."""
    from lamgui.figures.layouts.pictures import common_peak
    from lamgui.figures.layouts.zoomed import require_one_place, zoomed

    require_one_place(analyses)
    style = sheet.style if sheet.style.crop_px else replace(sheet.style, crop_px=AROUND_PX)
    sheet = replace(sheet, style=style)
    parts = zoomed(analyses, style, with_bicubic=False)
    plan = _planned(sheet, analyses, parts)
    figure = sheet.figure(plan.foot_at_in + plan.foot_in)
    _draw_left(sheet, figure, analyses[0], plan)
    if style.labels:
        for name, y, high_in in zip(ROWS, plan.rows_at_in, plan.rows_in, strict=True):
            x = plan.begin_in - 0.5 * sheet.gap_in - sheet.line_in / 2
            sheet.text(figure, x, y + high_in / 2, name, high_in, va="center", rotation=90)
    peak = common_peak(tuple(analyses), style)
    for k, (analysis, part) in enumerate(zip(analyses, parts, strict=True)):
        _draw_column(sheet, figure, k, analysis, part, plan, peak)
    return figure


@dataclass(frozen=True)
class _Plan:
    """Where everything lies, in inches."""

    left_in: float
    whole_in: float
    """Height of the whole picture, at the left."""
    below_in: float
    """Where its patch begins; 0 where there is none."""
    begin_in: float
    column_in: float
    rows_at_in: list[float]
    rows_in: list[float]
    head_in: float
    foot_at_in: float
    foot_in: float
    names: list[str]
    name_pt: float
    numbers: list[list[str]]
    number_pt: float


def _planned(sheet: Sheet, analyses: Sequence[Analysis], parts: Sequence[Zoomed]) -> _Plan:
    from lamgui.figures.layouts.pictures import picture_region

    style, gap_in, line_in, count = sheet.style, sheet.gap_in, sheet.line_in, len(analyses)
    whole = picture_region(analyses[0])
    whole_tall, part_tall = whole.height / whole.width, parts[0].pixels.shape[0] / parts[0].pixels.shape[1]
    names_in = line_in + gap_in if style.labels else 0.0
    between_in = 1.3 * line_in if style.labels else gap_in
    free_in = style.width_in - names_in - 2 * gap_in - gap_in * (count - 1)
    has_patch = analyses[0].pictures.hr is not None
    if has_patch:
        # HR above its patch is as high as the rows are together.
        both, more_in = whole_tall + part_tall, 2 * gap_in - between_in
        column_in = (free_in - more_in / both) / (count + (part_tall + 2) / both)
        left_in = ((part_tall + 2) * column_in + more_in) / both
    else:
        column_in = free_in / (LEFT_SHARE + count)
        left_in = LEFT_SHARE * column_in
    names, name_pt = sheet.fitted([part.name for part in parts], [column_in] * count, LETTERS_WIDER)
    lines = max(name.count("\n") + 1 for name in names)
    head_in = lines * line_in + 0.5 * gap_in if style.labels else 0.0
    numbers, number_pt = _numbers(sheet, analyses, parts, column_in)
    rows_in = [part_tall * column_in, column_in, column_in]
    rows_at_in = [head_in, head_in + rows_in[0] + gap_in, head_in + rows_in[0] + column_in + 2 * gap_in]
    return _Plan(
        left_in=left_in,
        whole_in=left_in * whole_tall,
        below_in=head_in + left_in * whole_tall + between_in if has_patch else 0.0,
        begin_in=left_in + 2 * gap_in + names_in,
        column_in=column_in,
        rows_at_in=rows_at_in,
        rows_in=rows_in,
        head_in=head_in,
        foot_at_in=rows_at_in[-1] + column_in + 0.5 * gap_in,
        foot_in=line_in * max(1, *map(len, numbers)) + gap_in,
        names=names,
        name_pt=name_pt,
        numbers=numbers,
        number_pt=number_pt,
    )


def _draw_left(sheet: Sheet, figure: Figure, analysis: Analysis, plan: _Plan) -> None:
    """The whole picture with the box, and below it what is in the box."""
    from lamgui.figures.layouts.zoomed import draw_part, draw_whole, hr_part

    draw_whole(sheet, sheet.axes(figure, 0.0, plan.head_in, plan.left_in, plan.whole_in), analysis)
    named = [("LR" if analysis.pictures.hr is None else "HR", plan.head_in + plan.whole_in)]
    if (original := hr_part(analysis)) is not None:
        high_in = plan.left_in * original.shape[0] / original.shape[1]
        draw_part(sheet, sheet.axes(figure, 0.0, plan.below_in, plan.left_in, high_in), original)
        named.append(("HR patch", plan.below_in + high_in))
    for name, y in named if sheet.style.labels else ():
        sheet.text(figure, plan.left_in / 2, y + 0.5 * sheet.gap_in, name, plan.left_in)


def _draw_column(
    sheet: Sheet, figure: Figure, k: int, analysis: Analysis, part: Zoomed, plan: _Plan, peak: float | None
) -> None:
    from lamgui.figures.layouts.pictures import shown
    from lamgui.figures.layouts.zoomed import draw_part

    wide_in = plan.column_in
    x = plan.begin_in + k * (wide_in + sheet.gap_in)
    if sheet.style.labels:
        y = plan.head_in - 0.25 * sheet.gap_in
        sheet.text(figure, x + wide_in / 2, y, plan.names[k], wide_in, va="bottom", fontsize=plan.name_pt)
    places = [sheet.axes(figure, x, y, wide_in, high) for y, high in zip(plan.rows_at_in, plan.rows_in, strict=True)]
    draw_part(sheet, places[0], part.pixels)
    for axes, column in zip(places[1:], MAPS, strict=True):
        sheet.shown(axes, analysis, shown(analysis, column, sheet.style, peak))
    for line, words in enumerate(plan.numbers[k]):
        weight = "bold" if any(words == number.text and number.is_best for number in part.numbers) else "normal"
        y = plan.foot_at_in + line * sheet.line_in
        sheet.text(figure, x + wide_in / 2, y, words, wide_in, weight=weight, fontsize=plan.number_pt)


def _numbers(
    sheet: Sheet, analyses: Sequence[Analysis], parts: Sequence[Zoomed], room_in: float
) -> tuple[list[list[str]], float]:
    """The lines below each column, and their size: DI and effective pixels on one line where they fit."""

    def lines(separator: str) -> list[list[str]]:
        return [
            [
                *(_of_map(analysis, separator).split("\n") if sheet.style.show_di else []),
                *(number.text for number in part.numbers),
            ]
            for analysis, part in zip(analyses, parts, strict=True)
        ]

    numbers = lines(" · ")
    flat = [one for column in numbers for one in column]
    if any(LETTERS_WIDER * sheet.width_in(one) > room_in for one in flat):
        numbers = lines("\n")
        flat = [one for column in numbers for one in column]
    return numbers, sheet.fitted(flat, [room_in] * len(flat), LETTERS_WIDER)[1] if flat else sheet.style.font_size_pt


def _of_map(analysis: Analysis, separator: str) -> str:
    return f"{di_label(analysis.diffusion_index)}{separator}{effective_in_words(analysis.effective_pixels)} px"


LAYOUT = LayoutKind(
    name="zoom-lam",
    title="Zoom with maps",
    tooltip="Networks as columns: the SR patch, its map over the input and the density of the map, with DI and PSNR.",
    subject="Local attribution maps; DI · effective pixels",
    draw=draw,
    prints_di=True,
    compares_quality=True,
    scales_maps=True,
)
