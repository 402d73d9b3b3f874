"""Networks as columns: what each restores, its map over the input, and the density of the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from lamgui.figures.layouts.kind import LayoutKind
from lamgui.figures.style import FigureStyle
from lamgui.figures.words.columns import FigureColumn

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.numbers import Number
    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.figures.layouts.zoomed import Zoomed
    from lamgui.maps.result import Analysis

S = TypeVar("S", bound=FigureStyle)

AROUND_PX = 64
"""Side in LR pixels of what the maps show, where no crop is asked for."""

LEAST_COLUMN_IN = 0.42
"""Width of a column: networks that have no such room beside each other take further rows of the page."""

LEFT_SHARE = 1.35
"""Width of the picture at the left, in columns, where no part of HR is below it."""

IN_BOX = "in box"
"""The part of SR and HR that is enlarged, which is more than the patch."""

MAPS = (FigureColumn.OVERLAY, FigureColumn.HEAT_OVERLAY)


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """HR and its part in the box at the left; names above, numbers below.

    Several places are stacked, and so are the networks of one that have no room side by side.
    """
    from lamgui.figures.layouts.pictures import common_peak
    from lamgui.figures.layouts.zoomed import places_of, zoomed

    style = map_style(sheet.style)
    sheet = replace(sheet, style=style)
    most = max(1, int((style.width_in - sheet.line_in) / LEAST_COLUMN_IN - LEFT_SHARE))
    blocks = []
    for place in places_of(analyses):
        parts = zoomed(place, style, with_bicubic=False)
        bands = -(-len(place) // most)
        many = -(-len(place) // bands)
        for begin in range(0, len(place), many):
            chosen = slice(begin, begin + many)
            blocks.append((place[chosen], parts[chosen], _planned(sheet, place[chosen], parts[chosen], many)))
    between_in = 2 * sheet.gap_in
    figure = sheet.figure(sum(plan.foot_at_in + plan.foot_in + between_in for _, _, plan in blocks) - between_in)
    peak, top_in = common_peak(tuple(analyses), style), 0.0
    for shown_here, parts, plan in blocks:
        _draw_block(sheet, figure, shown_here, parts, plan.moved(top_in), peak)
        top_in += plan.foot_at_in + plan.foot_in + between_in
    return figure


def map_style(style: S) -> S:
    """The style in which the maps are drawn: they show a square around the patch."""
    return style if style.crop_px else replace(style, crop_px=AROUND_PX)


def _draw_block(
    sheet: Sheet,
    figure: Figure,
    analyses: Sequence[Analysis],
    parts: Sequence[Zoomed],
    plan: _Plan,
    peak: float | None,
) -> None:
    _draw_left(sheet, figure, analyses[0], plan)
    if sheet.style.labels:
        for name, y, high_in in zip(_rows(sheet), plan.rows_at_in, plan.rows_in, strict=True):
            x = plan.begin_in - 0.5 * sheet.gap_in - sheet.line_in / 2
            sheet.text(figure, x, y + high_in / 2, name, high_in, va="center", rotation=90, fontsize=plan.words_pt)
    for k, (analysis, part) in enumerate(zip(analyses, parts, strict=True)):
        _draw_column(sheet, figure, k, analysis, part, plan, peak)


@dataclass(frozen=True)
class _Plan:
    """Where everything lies, in inches."""

    left_in: float
    whole_in: float
    """Height of the whole picture, at the left."""
    below_in: float
    """Where its part in the box begins."""
    begin_in: float
    column_in: float
    rows_at_in: list[float]
    rows_in: list[float]
    head_in: float
    """Where the pictures begin."""
    foot_at_in: float
    foot_in: float
    names: list[str]
    numbers: list[list[Number]]
    words_pt: float
    """Of names, numbers and titles alike."""
    line_in: float
    """Height of a line of that size."""

    def moved(self, by_in: float) -> _Plan:
        """The same, so much lower on the page."""
        return replace(
            self,
            below_in=self.below_in + by_in,
            rows_at_in=[y + by_in for y in self.rows_at_in],
            head_in=self.head_in + by_in,
            foot_at_in=self.foot_at_in + by_in,
        )


def _rows(sheet: Sheet) -> list[str]:
    """Beside the rows of pictures."""
    return [sheet.named(f"SR {IN_BOX}"), *(sheet.heading_of(column) for column in MAPS)]


def _planned(sheet: Sheet, analyses: Sequence[Analysis], parts: Sequence[Zoomed], count: int) -> _Plan:
    """The plan of a block with room for so many columns."""
    from lamgui.figures.layouts.pictures import picture_region

    style, gap_in, line_in = sheet.style, sheet.gap_in, sheet.line_in
    whole = picture_region(analyses[0])
    whole_tall, part_tall = whole.height / whole.width, parts[0].pixels.shape[0] / parts[0].pixels.shape[1]
    names_in = line_in + gap_in if style.labels else 0.0
    between_in = 1.3 * line_in if style.labels else gap_in
    free_in = style.width_in - names_in - 2 * gap_in - gap_in * (count - 1)
    if analyses[0].pictures.hr is not None:
        # HR above its part is as high as the rows are together.
        both, more_in = whole_tall + part_tall, 2 * gap_in - between_in
        column_in = (free_in - more_in / both) / (count + (part_tall + 2) / both)
        left_in = ((part_tall + 2) * column_in + more_in) / both
    else:
        column_in = free_in / (LEFT_SHARE + count)
        left_in = LEFT_SHARE * column_in
    numbers = _numbers(sheet, analyses, parts, column_in)
    rows_in = [part_tall * column_in, column_in, column_in]
    beside = [*zip(_rows(sheet), rows_in, strict=True), (sheet.named(f"HR {IN_BOX}"), left_in)]
    in_one_line = [(sheet.width_in(words), room_in) for words, room_in in beside]
    in_one_line += [(sheet.width_in(one.text, one.weight), column_in) for column in numbers for one in column]
    names, words_pt = sheet.fitted([part.name for part in parts], [column_in] * len(parts), in_one_line=in_one_line)
    line_in *= words_pt / style.font_size_pt
    lines = max(name.count("\n") + 1 for name in names)
    head_in = lines * line_in + 0.5 * gap_in if style.labels else 0.0
    rows_at_in = [head_in, head_in + rows_in[0] + gap_in, head_in + rows_in[0] + column_in + 2 * gap_in]
    return _Plan(
        left_in=left_in,
        whole_in=left_in * whole_tall,
        below_in=head_in + left_in * whole_tall + between_in,
        begin_in=left_in + 2 * gap_in + names_in,
        column_in=column_in,
        rows_at_in=rows_at_in,
        rows_in=rows_in,
        head_in=head_in,
        foot_at_in=rows_at_in[-1] + column_in + 0.5 * gap_in,
        foot_in=line_in * max(1, *map(len, numbers)) + gap_in,
        names=names,
        numbers=numbers,
        words_pt=words_pt,
        line_in=line_in,
    )


def _draw_left(sheet: Sheet, figure: Figure, analysis: Analysis, plan: _Plan) -> None:
    """The whole picture with the box, and below it what is in the box."""
    from lamgui.figures.layouts.zoomed import draw_part, draw_whole, hr_part

    draw_whole(sheet, sheet.axes(figure, 0.0, plan.head_in, plan.left_in, plan.whole_in), [analysis])
    named = [(sheet.named("LR" if analysis.pictures.hr is None else "HR"), plan.head_in + plan.whole_in)]
    if (original := hr_part(analysis)) is not None:
        high_in = plan.left_in * original.shape[0] / original.shape[1]
        draw_part(sheet, sheet.axes(figure, 0.0, plan.below_in, plan.left_in, high_in), original)
        named.append((sheet.named(f"HR {IN_BOX}"), plan.below_in + high_in))
    for name, y in named if sheet.style.labels else ():
        sheet.text(figure, plan.left_in / 2, y + 0.5 * sheet.gap_in, name, plan.left_in, fontsize=plan.words_pt)


def _draw_column(
    sheet: Sheet, figure: Figure, k: int, analysis: Analysis, part: Zoomed, plan: _Plan, peak: float | None
) -> None:
    from lamgui.figures.layouts.pictures import shown
    from lamgui.figures.layouts.zoomed import draw_part

    wide_in = plan.column_in
    x = plan.begin_in + k * (wide_in + sheet.gap_in)
    if sheet.style.labels:
        y = plan.head_in - 0.25 * sheet.gap_in
        sheet.text(figure, x + wide_in / 2, y, plan.names[k], wide_in, va="bottom", fontsize=plan.words_pt)
    places = [sheet.axes(figure, x, y, wide_in, high) for y, high in zip(plan.rows_at_in, plan.rows_in, strict=True)]
    draw_part(sheet, places[0], part.pixels)
    for axes, column in zip(places[1:], MAPS, strict=True):
        sheet.shown(axes, analysis, shown(analysis, column, sheet.style, peak))
    for line, number in enumerate(plan.numbers[k]):
        y = plan.foot_at_in + line * plan.line_in
        sheet.text(figure, x + wide_in / 2, y, number.text, wide_in, weight=number.weight, fontsize=plan.words_pt)


def _numbers(sheet: Sheet, analyses: Sequence[Analysis], parts: Sequence[Zoomed], room_in: float) -> list[list[Number]]:
    """The lines below each column: DI and effective pixels on one line where all fit, DI and its ± where they do."""
    from lamgui.figures.layouts.numbers import Number, di_words, effective_words

    def lines(separator: str) -> list[list[Number]]:
        of_maps = [
            f"{di_words(one)}{separator}{effective_words(one)}" if sheet.style.show_di else "" for one in analyses
        ]
        return [[*map(Number, words.splitlines()), *part.numbers] for words, part in zip(of_maps, parts, strict=True)]

    below_each_other = lines("\n")
    before_error = [[part for one in column for part in _before_error(one)] for column in below_each_other]
    for numbers in (lines(" · "), below_each_other):
        if all(sheet.width_in(one.text, one.weight) <= room_in for column in numbers for one in column):
            return numbers
    return before_error


def _before_error(number: Number) -> list[Number]:
    """A number on a line, its ± on the next."""
    return [replace(number, text=part) for part in number.text.replace(" ±", "\n±").split("\n")]


LAYOUT = LayoutKind(
    name="zoom-lam",
    title="Zoom with maps",
    tooltip="Networks as columns: SR in the box, the map over the input and its density, with DI and PSNR.",
    subject="Local attribution maps; DI · effective pixels",
    draw=draw,
    prints_di=True,
    compares_quality=True,
    stacks_places=True,
    scales_maps=True,
)
