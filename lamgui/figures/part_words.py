"""Which part of the picture each row of Zoom with maps shows: sentences for the foot of the figure and its caption."""

from __future__ import annotations

from collections.abc import Sequence

from lamgui.base.vocabulary import in_words_of
from lamgui.base.wording import size_in_words
from lamgui.figures.layouts.pictures import region_of
from lamgui.figures.layouts.zoom_lam import LAYOUT, map_style
from lamgui.figures.layouts.zoomed import part_of
from lamgui.figures.options import FigureOptions
from lamgui.maps.result import Analysis


def part_sentences(analyses: Sequence[Analysis], options: FigureOptions) -> str:
    """What box and frame in the whole picture mean, and what the maps show; empty for any other layout."""
    if options.layout != LAYOUT.name:
        return ""
    first = analyses[0]
    rows, columns = part_of(first)
    box = size_in_words((columns.stop - columns.start, rows.stop - rows.start))
    region = region_of(first, map_style(options))
    maps = size_in_words((round(region.width), round(region.height)))
    sentences = [f"Box: {box} SR px around the patch. LAM and density: {maps} LR px around it."]
    if any(one.pictures.surroundings is not None for one in analyses):
        sentences.append("White frame: what the networks were given.")
    if options.show_di:
        sentences.append("px below DI: effective pixels.")
    return in_words_of(first.pictures.scale, " ".join(sentences))
