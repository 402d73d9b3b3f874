"""A map for each input frame of networks that take several, as of video and stereo: the frames side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lamgui.base.wording import share_in_words
from lamgui.figures.layouts.kind import LayoutKind
from lamgui.figures.layouts.pictures import common_peak, region_of, shown
from lamgui.figures.words.columns import FigureColumn
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet

LEAST_CELL_IN = 0.7
LARGEST_SHARE = 0.5
"""Of the page's width that a single frame takes."""


def draw(sheet: Sheet, analyses: Sequence[Analysis]) -> Figure:
    """A row of frames for each analysis, which wraps where they have no room; all maps of a row share one scale.

    A network that takes one picture has one frame.
    """
    style = replace(sheet.style, common_scale=True)
    rows = [_frames_of(analysis) for analysis in analyses]
    most = max(map(len, rows))
    across = max(1, min(most, int(style.width_in / LEAST_CELL_IN)))
    cell_in = min(LARGEST_SHARE * style.width_in, (style.width_in - sheet.gap_in * (across - 1)) / across)
    region = region_of(analyses[0], style)
    high_in = cell_in * region.height / region.width
    names, name_pt = sheet.fitted([label_of(one.network) for one in analyses], [style.width_in] * len(analyses))
    title_in = (max(name.count("\n") for name in names) + 1) * sheet.line_in + 0.04 if style.labels else 0.0
    foot_in = 2 * sheet.line_in + 0.06 if style.labels else 2 * sheet.gap_in
    lines = [math.ceil(len(row) / across) for row in rows]
    figure = sheet.figure(sum(title_in + count * (high_in + foot_in) for count in lines))
    y = 0.0
    for name, row, count in zip(names, rows, lines, strict=True):
        if style.labels:
            middle = style.width_in / 2
            sheet.text(figure, middle, y + title_in - 0.02, name, style.width_in, va="bottom", fontsize=name_pt)
        y += title_in
        peak = common_peak(tuple(one for one, _ in row), style)
        left = (style.width_in - min(len(row), across) * (cell_in + sheet.gap_in) + sheet.gap_in) / 2
        for k, (one, words) in enumerate(row):
            line, place = divmod(k, across)
            x, top = left + place * (cell_in + sheet.gap_in), y + line * (high_in + foot_in)
            sheet.shown(
                sheet.axes(figure, x, top, cell_in, high_in), one, shown(one, FigureColumn.OVERLAY, style, peak)
            )
            if style.labels:
                sheet.text(figure, x + cell_in / 2, top + high_in + 0.015, words, cell_in)
        y += count * (high_in + foot_in)
    return figure


def _frames_of(analysis: Analysis) -> list[tuple[Analysis, str]]:
    """The maps of all frames, each with its place and its share of the importance in words."""
    frames = analysis.input_frames
    if frames is None:
        return [(analysis, "the picture")]
    return [
        (analysis.of_input_frame(k), f"{frames.name(k)}\n{share_in_words(frames.shares[k])}")
        for k in range(len(frames.lam))
    ]


LAYOUT = LayoutKind(
    name="frames",
    title="Input frames",
    tooltip="The map of each input frame, of video and stereo networks, with its share of the importance.",
    subject="Maps of all input frames, with their shares of the importance",
    draw=draw,
    scales_maps=True,
)
