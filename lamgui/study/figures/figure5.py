"""Figure 5: pictures by networks, for each what the network makes of the patch, and its map."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from lamgui.base.errors import StudyError
from lamgui.base.wording import di_label
from lamgui.study.figures.kind import StudyFigureKind

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy
    from lamgui.study.store.results import StudyRow

LEAST_CELL_IN, USUAL_CELL_IN, MOST_CELL_IN = 0.4, 0.8, 1.3
"""Width of a picture: with the usual one as many pictures stand beside each other as there is room for."""
BETWEEN_IN = 0.14


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """A row of SR patches and a row of maps for each picture, a column for each network."""
    from lamgui.study.figures.cells import Cells

    style, gap, names = sheet.style, sheet.gap_in, study.comparison.names
    columns, places = len(names) + 1, study.chosen_places(4)
    across = max(1, min(len(places), int(style.width_in / (columns * (USUAL_CELL_IN + gap)))))
    block_in = (style.width_in - BETWEEN_IN * (across - 1)) / across
    side = min(MOST_CELL_IN, (block_in - gap * (columns - 1)) / columns)
    if side < LEAST_CELL_IN:
        fit = int((style.width_in + gap) / (LEAST_CELL_IN + gap)) - 1
        message = f"{len(names)} networks beside each other leave too little room for a picture."
        raise StudyError(message, f"Name at most {fit} with --networks, or take a wider page.")
    heads, head_pt = sheet.fitted(["HR", *names], [side] * columns)
    head_in = sheet.line_in * max(head.count("\n") + 1 for head in heads) + 0.03
    foot_in = sheet.line_in + 0.05
    high_in = 2 * side + gap + foot_in
    used_in = columns * (side + gap) - gap
    figure = sheet.figure(head_in + math.ceil(len(places) / across) * high_in)
    cells = Cells(sheet, study, figure)
    for number, place in enumerate(places):
        line, block = divmod(number, across)
        left_in, y = block * (block_in + BETWEEN_IN) + (block_in - used_in) / 2, head_in + line * high_in
        rows = [one[place] for one in study.comparison.rows]
        y_words = y + 2 * side + gap + 0.01
        feet = [Path(rows[0].picture).stem, *(_foot(sheet, row) for row in rows)]
        for k, (head, foot) in enumerate(zip(heads, feet, strict=True)):
            x = left_in + k * (side + gap)
            if not line:
                sheet.text(figure, x + side / 2, head_in - 0.02, head, side, va="bottom", fontsize=head_pt)
            sheet.text(figure, x + side / 2, y_words, foot, side)
            if k:
                cells.patch_of(x, y, side, rows[k - 1], study.sr(rows[k - 1]))
                cells.map(x, y + side + gap, side, rows[k - 1], over_input=False)
        hr = study.hr(rows[0])
        cells.patch_of(left_in, y, side, rows[0], study.lr(rows[0]) if hr is None else hr)
        cells.original(left_in, y + side + gap, side, rows[0])
    return figure


def _foot(sheet: Sheet, row: StudyRow) -> str:
    return di_label(row.numbers.diffusion_index) if sheet.style.show_di and row.numbers is not None else ""


FIGURE = StudyFigureKind("figure5", "Pictures by networks: SR and map", draw)
