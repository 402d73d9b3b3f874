"""What SR papers print: the whole HR picture at the left, beside it the same part of every network's, enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lamgui.figures.layouts.kind import LayoutKind

ROUNDING = 1e-9

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.figures.layouts.zoomed import Zoomed
    from lamgui.maps.result import Analysis

MOST_ROWS = 4
"""Of cells for each patch."""

LEAST_CELL_IN = 0.4
"""Width of the cells; where there is no such room beside the whole picture, they are below it."""

MOST_LINES = 12
"""Of a name: after so many it is as small and as often broken as it gets."""


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """HR, bicubic and each network, name, PSNR and SSIM below; the best is bold.

    Several pictures are stacked; several patches of one picture have a box and rows of cells each.
    """
    from lamgui.figures.layouts.zoomed import pictures_of

    blocks = [_planned(sheet, places) for places in pictures_of(analyses)]
    between_in = 2 * sheet.gap_in
    figure = sheet.figure(sum(block.high_in + between_in for block in blocks) - between_in)
    top_in = 0.0
    for block in blocks:
        _draw_block(sheet, figure, block, top_in)
        top_in += block.high_in + between_in
    return figure


@dataclass(frozen=True)
class _Block:
    """One picture with the cells of its patches, and where they lie, in inches."""

    firsts: list[Analysis]
    """A map of each patch."""
    cells: list[list[Zoomed]]
    """Those of each patch."""
    columns: int
    begin_in: tuple[float, float]
    """Where the first cell is."""
    row_in: float
    cell_in: float
    cell_high_in: float
    whole_in: tuple[float, float]
    """Width and height of the whole picture, at the left."""
    high_in: float
    names: list[str]
    words_pt: float
    title: str
    title_pt: float


def _planned(sheet: Sheet, places: Sequence[Sequence[Analysis]]) -> _Block:
    """The block with as many lines below its cells, and below the whole picture, as names and title need."""
    cells = [_cells_of(sheet, place) for place in places]
    firsts, below = [place[0] for place in places], _Below(1, 1, 1.0)
    while True:
        block = _with_room(sheet, firsts, cells, below)
        needed = _Below(
            max(name.count("\n") + 1 for name in block.names),
            block.title.count("\n") + 1,
            block.words_pt / sheet.style.font_size_pt,
        )
        if below.holds(needed) or below.name_lines >= MOST_LINES:
            return block
        below = needed if below.scale == 1.0 else below.with_room_for(needed)


@dataclass(frozen=True)
class _Below:
    """What stands below the cells and below the whole picture: lines, and the size of the first as a share."""

    name_lines: int
    title_lines: int
    scale: float

    def holds(self, other: _Below) -> bool:
        """Whether there is room for another."""
        has_lines = other.name_lines <= self.name_lines and other.title_lines <= self.title_lines
        return has_lines and other.scale <= self.scale * (1 + ROUNDING)

    def with_room_for(self, other: _Below) -> _Below:
        """Room for both."""
        return _Below(
            max(self.name_lines, other.name_lines),
            max(self.title_lines, other.title_lines),
            max(self.scale, other.scale),
        )


def _cells_of(sheet: Sheet, analyses: Sequence[Analysis]) -> list[Zoomed]:
    from lamgui.figures.layouts.numbers import Number, number_titles
    from lamgui.figures.layouts.zoomed import Zoomed, hr_part, zoomed

    cells, original = zoomed(analyses, sheet.style), hr_part(analyses[0])
    if original is not None:
        cells.insert(0, Zoomed(sheet.named("HR"), original, tuple(map(Number, number_titles(sheet.style)))))
    return cells


def _with_room(sheet: Sheet, firsts: list[Analysis], cells: list[list[Zoomed]], below: _Below) -> _Block:
    from lamgui.figures.layouts.pictures import picture_region
    from lamgui.figures.layouts.zoomed import how_made

    style, gap_in, first = sheet.style, sheet.gap_in, firsts[0]
    flat = [cell for of_place in cells for cell in of_place]
    whole = picture_region(first)
    tall = max(cell.pixels.shape[0] / cell.pixels.shape[1] for cell in flat)
    most_numbers = max(len(cell.numbers) for cell in flat)
    lines = (below.name_lines if style.labels else 0) + most_numbers
    foot_in = lines * below.scale * sheet.line_in + 2 * gap_in
    title_in = below.title_lines * sheet.line_in + 0.5 * gap_in if style.labels else 2 * gap_in
    aspect, most_cells = whole.width / whole.height, max(map(len, cells))
    rows, columns, cell_in = _divided(most_cells, len(cells), aspect, tall, style.width_in, foot_in, title_in, gap_in)
    if cell_in >= LEAST_CELL_IN:
        row_in = cell_in * tall + foot_in
        high_in = rows * len(cells) * row_in
        whole_in = (aspect * (high_in - title_in), high_in - title_in)
        begin_in = (whole_in[0] + 2 * gap_in, 0.0)
    else:
        columns = min(most_cells, max(1, int(style.width_in / (LEAST_CELL_IN + gap_in))))
        cell_in = min((style.width_in + gap_in) / columns - gap_in, style.width_in / 2)
        row_in = cell_in * tall + foot_in
        whole_in = (style.width_in, style.width_in / aspect)
        begin_in = (0.0, whole_in[1] + title_in + gap_in)
        high_in = begin_in[1] + -(-most_cells // columns) * len(cells) * row_in
    numbers = [(sheet.width_in(one.text, "bold"), cell_in) for cell in flat for one in cell.numbers]
    names, words_pt = sheet.fitted([cell.name for cell in flat], [cell_in] * len(flat), "bold", numbers)
    title, title_pt = sheet.shrunk(f"{first.picture.name} ({how_made(first)})", whole_in[0])
    return _Block(
        firsts=firsts,
        cells=cells,
        columns=columns,
        begin_in=begin_in,
        row_in=row_in,
        cell_in=cell_in,
        cell_high_in=cell_in * tall,
        whole_in=whole_in,
        high_in=high_in,
        names=names,
        words_pt=words_pt,
        title=title,
        title_pt=title_pt,
    )


def _divided(
    count: int,
    places: int,
    aspect: float,
    tall: float,
    page_in: float,
    foot_in: float,
    title_in: float,
    gap_in: float,
) -> tuple[int, int, float]:
    """Rows for each place, columns, and width of the cells, so that these are the largest and few places stay empty."""

    def as_high_in(rows: int, columns: int) -> float:
        """The width at which the cells are together as high as the whole picture."""
        text_in = aspect * (rows * places * foot_in - title_in)
        return (page_in - gap_in * (columns + 1) - text_in) / (aspect * rows * places * tall + columns)

    plans = [(rows, -(-count // rows)) for rows in range(1, min(MOST_ROWS, count) + 1)]
    rows, columns = max(plans, key=lambda plan: as_high_in(*plan) * count / (plan[0] * plan[1]))
    return rows, columns, as_high_in(rows, columns)


def _draw_block(sheet: Sheet, figure: Figure, block: _Block, top_in: float) -> None:
    from lamgui.figures.layouts.zoomed import box_colours, draw_whole

    wide_in, high_in = block.whole_in
    draw_whole(sheet, sheet.axes(figure, 0.0, top_in, wide_in, high_in), block.firsts)
    if sheet.style.labels:
        y = top_in + high_in + 0.5 * sheet.gap_in
        sheet.text(figure, wide_in / 2, y, block.title, wide_in, fontsize=block.title_pt)
    names = iter(block.names)
    rows = -(-max(map(len, block.cells)) // block.columns)
    edges: list[str] | list[None] = box_colours(sheet.style, len(block.cells)) if len(block.cells) > 1 else [None]
    for place, (cells, edge) in enumerate(zip(block.cells, edges, strict=True)):
        for number, cell in enumerate(cells):
            row, column = divmod(number, block.columns)
            x = block.begin_in[0] + column * (block.cell_in + sheet.gap_in)
            y = top_in + block.begin_in[1] + (place * rows + row) * block.row_in
            _draw_cell(sheet, figure, x, y, cell, next(names), block, edge)


def _draw_cell(
    sheet: Sheet, figure: Figure, x: float, y: float, cell: Zoomed, name: str, block: _Block, edge: str | None
) -> None:
    """The part, and below it name and numbers."""
    from lamgui.figures.layouts.zoomed import draw_part

    high_in = block.cell_in * cell.pixels.shape[0] / cell.pixels.shape[1]
    draw_part(sheet, sheet.axes(figure, x, y, block.cell_in, high_in), cell.pixels, edge)
    below_in, middle_in = y + block.cell_high_in + 0.5 * sheet.gap_in, x + block.cell_in / 2
    line_in = sheet.line_in * block.words_pt / sheet.style.font_size_pt
    if sheet.style.labels:
        sheet.text(figure, middle_in, below_in, name, block.cell_in, weight=cell.weight, fontsize=block.words_pt)
        below_in += (name.count("\n") + 1) * line_in
    for one in cell.numbers:
        sheet.text(figure, middle_in, below_in, one.text, block.cell_in, weight=one.weight, fontsize=block.words_pt)
        below_in += line_in


LAYOUT = LayoutKind(
    name="zoom",
    title="Zoom",
    tooltip="HR with the box, and beside it the part in the box of every network's picture, with PSNR.",
    subject="Visual comparison",
    draw=draw,
    compares_quality=True,
    stacks_places=True,
)
