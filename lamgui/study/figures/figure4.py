"""Figure 4: the maps of several networks on one patch, in the order of their diffusion index."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from lamgui.base.wording import di_label, psnr_in_words
from lamgui.study.figures.kind import StudyFigureKind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy
    from lamgui.study.store.results import StudyRow

LEAST_CELL_IN, MOST_CELL_IN = 0.78, 1.7
"""Width of a map."""


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """For each picture the patch in HR, then SR patch and map of each network, the least DI first."""
    from lamgui.study.figures.cells import Cells

    style, gap = sheet.style, sheet.gap_in
    count = len(study.comparison.networks) + 1
    columns = max(2, min(count, int((style.width_in + gap) / (LEAST_CELL_IN + gap))))
    side = min(MOST_CELL_IN, (style.width_in - gap * (columns - 1)) / columns)
    lines = math.ceil((count - 1) / (columns - 1))
    names, name_pt = sheet.fitted(study.comparison.names, [side] * (count - 1))
    foot_in = sheet.line_in * (max(name.count("\n") + 1 for name in names) + 1 + style.show_psnr) + 0.06
    block_in = lines * (2 * side + gap + foot_in)
    left_in = (style.width_in - columns * side - gap * (columns - 1)) / 2
    places = study.chosen_places(1)
    figure = sheet.figure(len(places) * block_in)
    cells = Cells(sheet, study, figure)
    for number, place in enumerate(places):
        y = number * block_in
        rows = [line[place] for line in study.comparison.rows]
        first = rows[0]
        hr = study.hr(first)
        cells.patch_of(left_in, y, side, first, study.lr(first) if hr is None else hr)
        cells.original(left_in, y + side + gap, side, first)
        title = f"{'Input' if hr is None else 'HR'}\n{Path(first.picture).stem}"
        sheet.text(
            figure, left_in + side / 2, y + 2 * side + gap + 0.02, sheet.wrapped(title, side), side, fontsize=name_pt
        )
        order = sorted(range(len(rows)), key=lambda k: _di(rows[k]))
        for position, k in enumerate(order):
            line, column = divmod(position, columns - 1)
            x = left_in + (column + 1) * (side + gap)
            top = y + line * (2 * side + gap + foot_in)
            cells.patch_of(x, top, side, rows[k], study.sr(rows[k]))
            cells.map(x, top + side + gap, side, rows[k], over_input=True)
            words = "\n".join(filter(None, [names[k], di_label(_di(rows[k])), _psnr(sheet, rows[k])]))
            sheet.text(figure, x + side / 2, top + 2 * side + gap + 0.02, words, side, fontsize=name_pt)
    return figure


def _di(row: StudyRow) -> float:
    assert row.numbers is not None
    assert row.numbers.diffusion_index is not None
    return row.numbers.diffusion_index


def _psnr(sheet: Sheet, row: StudyRow) -> str:
    psnr = None if row.numbers is None else row.numbers.psnr_y
    return "" if psnr is None or not sheet.style.show_psnr else psnr_in_words(psnr)


FIGURE = StudyFigureKind("figure4", "Maps of the networks on one patch, ordered by DI", draw)
