"""Pictures in rows and columns with names above and beside them: what strip and grid have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lamgui.base.errors import SettingsError
from lamgui.base.wording import di_label, psnr_in_words
from lamgui.figures.columns import FigureColumn
from lamgui.figures.layouts.colour_bar import LINES, draw_colour_bar
from lamgui.figures.layouts.pictures import PATCH_COLUMNS, column_region, common_peak, note_under, shown
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet

LETTERS_WIDER = 1.06
"""Small letters are wider on the screen than their outlines are."""

NAME_SHARE = 0.2
"""Of the page's width that the names of rows may take at most."""


def draw_table(
    sheet: Sheet, analyses: Sequence[Analysis], columns: Sequence[FigureColumn], first_only: set[FigureColumn]
) -> Figure:
    """A row for each analysis; columns in `first_only` are drawn in the first row, where all share one picture."""
    if not columns:
        raise SettingsError("The figure has no column.", "Choose at least one.")
    style = sheet.style
    names = [_name(analysis, sheet) for analysis in analyses]
    several = len(analyses) > 1
    names_in = _names_width(sheet, names) if several and style.labels else 0.0
    regions = [column_region(analyses[0], column, style) for column in columns]
    shares = [
        1.0 if column in PATCH_COLUMNS else region.width / region.height
        for column, region in zip(columns, regions, strict=True)
    ]
    high_in = (style.width_in - names_in - sheet.gap_in * (len(columns) - 1)) / sum(shares)
    widths_in = [share * high_in for share in shares]
    titles = [sheet.wrapped(column.heading, width) for column, width in zip(columns, widths_in, strict=True)]
    head_in = sheet.line_in * max(title.count("\n") + 1 for title in titles) + 0.03 if style.labels else 0.0
    notes = [[note_under(analysis, column, style) for column in columns] for analysis in analyses]
    foot_in = sheet.line_in + 0.02 if any(any(row) for row in notes) and not names_in else sheet.gap_in
    name_lines = max(name.count("\n") + 1 for name in names) if names_in else 0
    row_in = max(high_in + foot_in, name_lines * sheet.line_in + sheet.gap_in)
    bar_in = LINES * sheet.line_in if style.colour_bar else 0.0
    figure = sheet.figure(head_in + len(analyses) * row_in + bar_in)
    peak = common_peak(tuple(analyses), style)
    for row, analysis in enumerate(analyses):
        x, y = names_in, head_in + row * row_in + (row_in - high_in - foot_in) / 2
        if names_in:
            sheet.text(
                figure, names_in - 2 * sheet.gap_in, y + high_in / 2, names[row], names_in, ha="right", va="center"
            )
        for k, column in enumerate(columns):
            if row == 0 and style.labels:
                sheet.text(figure, x + widths_in[k] / 2, head_in - 0.02, titles[k], widths_in[k], va="bottom")
            if not (row and column in first_only):
                axes = sheet.axes(figure, x, y, widths_in[k], high_in)
                sheet.shown(axes, analysis, shown(analysis, column, style, peak))
                if foot_in > sheet.gap_in:
                    sheet.text(figure, x + widths_in[k] / 2, y + high_in + 0.015, notes[row][k], widths_in[k])
            x += widths_in[k] + sheet.gap_in
    if bar_in:
        own = style.contrast.peak_of(analyses[0].signed) if len(analyses) == 1 else peak
        draw_colour_bar(sheet, figure, head_in + len(analyses) * row_in + 0.3 * sheet.line_in, own)
    return figure


def _name(analysis: Analysis, sheet: Sheet) -> str:
    """The network with the numbers that are wanted, a line each."""
    style, quality = sheet.style, analysis.pictures.quality
    lines = [sheet.wrapped(label_of(analysis.network), _longest_name(sheet))]
    if style.show_di:
        lines.append(di_label(analysis.diffusion_index))
    if style.show_psnr and quality is not None:
        lines.append(psnr_in_words(quality.psnr_y))
    return "\n".join(lines)


def _names_width(sheet: Sheet, names: Sequence[str]) -> float:
    widest = LETTERS_WIDER * max(sheet.width_in(name) for name in names) + 3 * sheet.gap_in
    return min(widest, NAME_SHARE * sheet.style.width_in)


def _longest_name(sheet: Sheet) -> float:
    """The width in inches beyond which a name takes a further line."""
    return (NAME_SHARE * sheet.style.width_in - 3 * sheet.gap_in) / LETTERS_WIDER
