"""What SR papers print: the whole HR picture at the left, beside it the same part of every network's, enlarged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lamgui.figures.layouts.kind import LayoutKind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.maps.result import Analysis

MOST_ROWS = 4
LETTERS_WIDER = 1.25
"""Bold letters, and small ones on the screen, are wider than outlines of plain ones are."""


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """HR, bicubic and each network, name, PSNR and SSIM below; the best is bold."""
    from lamgui.figures.layouts.pictures import picture_region
    from lamgui.figures.layouts.zoomed import Number, Zoomed, draw_part, draw_whole, hr_part, require_one_place, zoomed

    require_one_place(analyses)
    first, style, gap_in = analyses[0], sheet.style, sheet.gap_in
    cells = zoomed(analyses, style)
    original = hr_part(first)
    number_lines = len(cells[0].numbers)
    if original is not None:
        titles = (("PSNR (Y)", style.show_psnr), ("SSIM (Y)", style.show_ssim))
        cells.insert(0, Zoomed("HR", original, tuple(Number(title) for title, is_shown in titles if is_shown)))
    whole = picture_region(first)
    height, width = cells[0].pixels.shape[:2]
    names, foot_in = [cell.name for cell in cells], 0.0
    for name_lines in (1, 2, 3):
        lines = (name_lines if style.labels else 0) + number_lines
        foot_in = lines * sheet.line_in + 2 * gap_in
        rows, columns, cell_in = _divided(
            len(cells), whole.width / whole.height, height / width, style.width_in, foot_in, sheet.line_in, gap_in
        )
        words = [*(cell.name for cell in cells), *(number.text for cell in cells for number in cell.numbers)]
        names, name_pt = sheet.fitted(words, [cell_in] * len(words), LETTERS_WIDER)
        names = names[: len(cells)]
        if max(name.count("\n") + 1 for name in names) <= name_lines:
            break
    row_in = cell_in * height / width + foot_in
    high_in = rows * row_in - sheet.line_in - 0.5 * gap_in
    left_in = high_in * whole.width / whole.height
    figure = sheet.figure(rows * row_in)
    draw_whole(sheet, sheet.axes(figure, 0.0, 0.0, left_in, high_in), first)
    if style.labels:
        title = f"{first.picture.name} (×{first.pictures.scale})"
        sheet.text(figure, left_in / 2, high_in + 0.5 * gap_in, title, left_in / LETTERS_WIDER)
    for number, cell in enumerate(cells):
        row, place = divmod(number, columns)
        x, y = left_in + 2 * gap_in + place * (cell_in + gap_in), row * row_in
        draw_part(sheet, sheet.axes(figure, x, y, cell_in, row_in - foot_in), cell.pixels)
        below = y + row_in - foot_in + 0.5 * gap_in
        if style.labels:
            weight = "bold" if any(one.is_best for one in cell.numbers) else "normal"
            sheet.text(figure, x + cell_in / 2, below, names[number], cell_in, weight=weight, fontsize=name_pt)
            below += (names[number].count("\n") + 1) * sheet.line_in * name_pt / style.font_size_pt
        for one in cell.numbers:
            weight = "bold" if one.is_best else "normal"
            sheet.text(figure, x + cell_in / 2, below, one.text, cell_in, weight=weight, fontsize=name_pt)
            below += sheet.line_in * name_pt / style.font_size_pt
    return figure


def _divided(
    count: int, aspect: float, tall: float, page_in: float, foot_in: float, line_in: float, gap_in: float
) -> tuple[int, int, float]:
    """Rows and columns of the cells and their width, so that these are the largest and few places stay empty."""

    def cell_in(rows: int, columns: int) -> float:
        text_in = aspect * (rows * foot_in - line_in - 0.5 * gap_in)
        return (page_in - gap_in * (columns + 1) - text_in) / (aspect * rows * tall + columns)

    plans = [(rows, -(-count // rows)) for rows in range(1, min(MOST_ROWS, count) + 1)]
    rows, columns = max(plans, key=lambda plan: cell_in(*plan) * count / (plan[0] * plan[1]))
    return rows, columns, cell_in(rows, columns)


LAYOUT = LayoutKind(
    name="zoom",
    title="Zoom",
    tooltip="HR with the box, and beside it the part in the box of every network's picture, with PSNR.",
    subject="Visual comparison",
    draw=draw,
    compares_quality=True,
)
