"""Figure 6: where nearly all networks look (red), and where only those that look wide do (blue)."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lamgui.attribution.measures import measures
from lamgui.base.arrays import Doubles, Floats
from lamgui.base.errors import StudyError
from lamgui.figures.pixels.render import grey_ground, overlay, signed_table
from lamgui.imaging.picture import Pixels
from lamgui.study.figures.kind import StudyFigureKind
from lamgui.study.statistics.comparison import EFFECTIVE_PIXELS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy

RED, BLUE = (214, 24, 36), (28, 92, 220)
LEAST_NETWORKS = 3
MOST_CELL_IN = 1.7


def draw(sheet: Sheet, study: ShownStudy) -> Figure:
    """A row for each picture: HR, red, blue and both over the input; or HR and the diverging map."""
    from lamgui.study.figures.cells import Cells

    wide, narrow = thirds(study)
    style, gap = sheet.style, sheet.gap_in
    heads = (
        ["HR", "v, diverging"]
        if study.options.diverging
        else ["HR", "Red: the narrowest", "Blue: only the widest", "Both"]
    )
    columns = len(heads)
    side = min(MOST_CELL_IN, (style.width_in - gap * (columns - 1)) / columns)
    left_in = (style.width_in - columns * side - gap * (columns - 1)) / 2
    names = study.comparison.names
    words = sheet.wrapped(
        f"Widest: {', '.join(names[k] for k in wide)}. Narrowest: {', '.join(names[k] for k in narrow)}.",
        style.width_in,
    )
    words_in = sheet.line_in * (words.count("\n") + 1)
    shown_heads, head_pt = sheet.fitted(heads, [side] * columns)
    head_in = sheet.line_in * max(head.count("\n") + 1 for head in shown_heads) + 0.02
    block_in = side + sheet.line_in + 0.04
    places = study.chosen_places(3)
    figure = sheet.figure(head_in + len(places) * block_in + words_in)
    cells = Cells(sheet, study, figure)
    for k, head in enumerate(shown_heads):
        x = left_in + k * (side + gap) + side / 2
        sheet.text(figure, x, head_in - 0.02, head, side, va="bottom", fontsize=head_pt)
    for number, place in enumerate(places):
        y, row = head_in + number * block_in, study.comparison.rows[0][place]
        densities = [_mean_density(study, group, place) for group in (wide, narrow)]
        cells.original(left_in, y, side, row)
        for k, make in enumerate(_panels(diverging=study.options.diverging), start=1):
            pixels = make(study.lr(row), *densities)
            cells.pixels(left_in + k * (side + gap), y, side, row, pixels)
        sheet.text(figure, left_in + side / 2, y + side + 0.02, Path(row.picture).stem, side)
    top_in = head_in + len(places) * block_in
    sheet.text(figure, left_in, top_in, words, style.width_in, ha="left", fontsize=style.font_size_pt)
    return figure


def thirds(study: ShownStudy) -> tuple[list[int], list[int]]:
    """The widest and the narrowest third of the networks by effective pixels; raises StudyError for less than three."""
    effective = study.comparison.values(EFFECTIVE_PIXELS).mean(axis=1)
    if effective.size < LEAST_NETWORKS:
        message = f"The widest and the narrowest third need {LEAST_NETWORKS} networks; there are {effective.size}."
        raise StudyError(message, "Add networks to the study.")
    order = [int(k) for k in np.argsort(effective, kind="stable")]
    count = math.ceil(effective.size / 3)
    return order[::-1][:count], order[:count]


def only_wide(wide: Doubles, narrow: Doubles) -> Doubles:
    """Blue: A - B where it is positive, divided by its maximum; zero where A is nowhere above B."""
    more = np.maximum(wide - narrow, 0.0)
    peak = float(more.max())
    return more / peak if peak > 0 else more


def diverging(wide: Doubles, narrow: Doubles) -> Doubles:
    """v = B - 0.5 (A - B) / max(A - B), as a public follow-up draws it; B alone where A is nowhere above B."""
    more = wide - narrow
    peak = float(more.max())
    return narrow - 0.5 * more / peak if peak > 0 else narrow


def _mean_density(study: ShownStudy, networks: list[int], place: int) -> Doubles:
    """The mean of the densities of importance, each divided by its maximum."""
    found = [_density(study.importance(study.comparison.rows[k][place])) for k in networks]
    mean: Doubles = np.mean(found, axis=0)
    return mean


def _density(importance: Floats) -> Doubles:
    density = measures.heat_map(np.nan_to_num(importance))
    peak = float(density.max())
    return density / peak if peak > 0 else density


Panel = Callable[[Pixels, Doubles, Doubles], Pixels]


def _panels(*, diverging: bool) -> tuple[Panel, ...]:
    return (_diverging_panel,) if diverging else (_red, _blue, _both)


def _red(lr: Pixels, _: Doubles, narrow: Doubles) -> Pixels:
    return _over(grey_ground(lr, is_pale=True), RED, narrow)


def _blue(lr: Pixels, wide: Doubles, narrow: Doubles) -> Pixels:
    return _over(grey_ground(lr, is_pale=True), BLUE, only_wide(wide, narrow))


def _both(lr: Pixels, wide: Doubles, narrow: Doubles) -> Pixels:
    return _over(_blue(lr, wide, narrow), RED, narrow)


def _diverging_panel(_: Pixels, wide: Doubles, narrow: Doubles) -> Pixels:
    """0.5 + 0.5 v in blue, white and red."""
    place = np.clip(0.5 + 0.5 * diverging(wide, narrow), 0, 1)
    pixels: Pixels = signed_table()[np.rint(place * 254).astype(int) + 1]
    return pixels


def _over(ground: Pixels, colour: tuple[int, int, int], strength: Doubles) -> Pixels:
    coloured = np.broadcast_to(np.array(colour, dtype=np.uint8), ground.shape)
    return overlay(ground, coloured, np.clip(strength, 0, 1))


FIGURE = StudyFigureKind("figure6", "Where all networks look, and where only wide ones do", draw)
