"""Pictures in rows and columns with names above and beside them: what strip and grid have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lamgui.base.errors import SettingsError
from lamgui.base.wording import di_label, psnr_in_words
from lamgui.figures.columns import FigureColumn
from lamgui.figures.layouts.colour_bar import LINES, draw_colour_bar
from lamgui.figures.layouts.pictures import PATCH_COLUMNS, column_region, common_peak, note_under, shown
from lamgui.figures.style import FigureStyle
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet

SMALLEST_OF_ONE_SIZE = 0.64
"""Of the font's size: what is longer is shrunk on its own."""

LETTERS_WIDER = 1.06
"""Small letters are wider on the screen than their outlines are."""

NAME_SHARE = 0.2
"""Of the page's width that the names of rows may take at most."""

STACK_SHARE = 0.4
"""Of the page's width that what all rows share may take at most."""


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
class _Plan:
    """Where everything lies, in inches."""

    names: list[str]
    names_in: float
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
    words_pt: float
    """Of names, headings and numbers alike."""
    pad_in: float
    """Above and below the pictures of a row that is as high as its name."""


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
            words = {"va": "bottom", "fontsize": plan.words_pt}
            sheet.text(figure, plan.stack_in / 2, y - 0.02, column.heading, plan.stack_in, **words)
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
    style, x = sheet.style, plan.begin_in + plan.names_in
    y = plan.head_in + row * plan.row_in + plan.pad_in
    if plan.names_in:
        right, middle = x - 2 * sheet.gap_in, y + plan.high_in / 2
        words = {"ha": "right", "va": "center", "fontsize": plan.words_pt}
        sheet.text(figure, right, middle, plan.names[row], plan.names_in, **words)
    for column, wide_in, heading in zip(columns, plan.widths_in, plan.headings, strict=True):
        at = x + wide_in / 2
        if row == 0 and style.labels:
            top_in = plan.head_in + plan.pad_in - 0.02
            sheet.text(figure, at, top_in, heading, wide_in, va="bottom", fontsize=plan.words_pt)
        axes = sheet.axes(figure, x, y, wide_in, plan.high_in)
        sheet.shown(axes, analysis, shown(analysis, column, style, peak))
        if plan.foot_in > sheet.gap_in:
            note = note_under(analysis, column, style)
            sheet.text(figure, at, y + plan.high_in + 0.015, note, wide_in, fontsize=plan.words_pt)
        x += wide_in + sheet.gap_in


def _planned(
    sheet: Sheet, analyses: Sequence[Analysis], stacked: Sequence[FigureColumn], own: Sequence[FigureColumn]
) -> _Plan:
    """The widest stack that is no higher than the pictures of the rows beside it."""
    narrow, wide = 0.0, STACK_SHARE * sheet.style.width_in if stacked else 0.0
    best = _with_stack(sheet, analyses, stacked, own, wide)
    for _ in range(20 if stacked else 0):
        middle = (narrow + wide) / 2
        plan = _with_stack(sheet, analyses, stacked, own, middle)
        if _stack_high_in(plan) <= (len(analyses) - 1) * plan.row_in + plan.high_in:
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
    """The plan with a stack of a width."""
    style, gap_in, several = sheet.style, sheet.gap_in, len(analyses) > 1
    names = [_name(analysis, sheet) for analysis in analyses]
    begin_in = stack_in + 2 * gap_in if stacked else 0.0
    shares = [_share(analyses[0], column, style) for column in own]
    notes = [(note_under(analysis, column, style), k) for analysis in analyses for k, column in enumerate(own)]
    headings, words_pt, names_in, high_in = [column.heading for column in own], style.font_size_pt, 0.0, 0.0
    names_pt = words_pt
    # Smaller words make narrower names, and these wider pictures, over which the headings have more room.
    for _ in range(3):
        names_pt = words_pt
        names_in = _names_width(sheet, names, names_pt) if several and style.labels else 0.0
        high_in = (style.width_in - begin_in - names_in - gap_in * (len(own) - 1)) / sum(shares)
        widths_in = [share * high_in for share in shares]
        headings, words_pt = sheet.fitted([column.heading for column in own], widths_in, LETTERS_WIDER)
        if not names_in:
            words_pt = min(words_pt, _size_of_notes(sheet, [(note, widths_in[k]) for note, k in notes if note]))
    words_pt = min(words_pt, names_pt)
    lines = max(heading.count("\n") + 1 for heading in headings)
    line_in = sheet.line_in * words_pt / style.font_size_pt
    foot_in = line_in + 0.02 if any(note for note, _ in notes) and not names_in else gap_in
    name_lines = max(name.count("\n") + 1 for name in names) if names_in else 0
    row_in = max(high_in + foot_in, name_lines * line_in + gap_in)
    return _Plan(
        names=names,
        names_in=names_in,
        stack_in=stack_in,
        stack_heights_in=[stack_in / _share(analyses[0], column, style) for column in stacked],
        between_in=line_in + 0.03 if style.labels else gap_in,
        begin_in=begin_in,
        widths_in=widths_in,
        high_in=high_in,
        row_in=row_in,
        foot_in=foot_in,
        head_in=line_in * lines + 0.03 if style.labels else gap_in if stacked else 0.0,
        headings=headings,
        words_pt=words_pt,
        pad_in=(row_in - high_in - foot_in) / 2,
    )


def _size_of_notes(sheet: Sheet, notes: Sequence[tuple[str, float]]) -> float:
    """Points in which the longest number below a picture fits under it."""
    needed = max((LETTERS_WIDER * sheet.width_in(note) / room_in for note, room_in in notes), default=1.0)
    return sheet.style.font_size_pt * max(SMALLEST_OF_ONE_SIZE, min(1.0, 1 / needed))


def _share(analysis: Analysis, column: FigureColumn, style: FigureStyle) -> float:
    """Width to height."""
    if column in PATCH_COLUMNS:
        return 1.0
    region = column_region(analysis, column, style)
    return region.width / region.height


def _name(analysis: Analysis, sheet: Sheet) -> str:
    """The network with the numbers that are wanted, a line each."""
    style, quality = sheet.style, analysis.pictures.quality
    lines = [sheet.wrapped(label_of(analysis.network), _longest_name(sheet))]
    if style.show_di:
        lines.append(di_label(analysis.diffusion_index))
    if style.show_psnr and quality is not None:
        lines.append(psnr_in_words(quality.psnr_y))
    return "\n".join(lines)


def _names_width(sheet: Sheet, names: Sequence[str], words_pt: float) -> float:
    """The room of the names with the gap behind them, in inches."""
    widest = max(sheet.width_in(name) for name in names) * words_pt / sheet.style.font_size_pt
    return min(LETTERS_WIDER * widest + 3 * sheet.gap_in, NAME_SHARE * sheet.style.width_in)


def _longest_name(sheet: Sheet) -> float:
    """The width in inches beyond which a name takes a further line."""
    return (NAME_SHARE * sheet.style.width_in - 3 * sheet.gap_in) / LETTERS_WIDER
