"""What a reader should know of the letters in a figure: a font that was replaced, and letters that no font has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lamgui.figures.lettering.font_names import DEFAULT_FONT
from lamgui.figures.lettering.fonts import Lettering, chosen_font, lettering
from lamgui.figures.style import FigureStyle
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import label_of


@dataclass(frozen=True)
class FigureFonts:
    """The families that draw a figure, the first its own; and notes on them, a sentence each."""

    families: tuple[str, ...]
    notes: tuple[str, ...]


def fonts_of(analyses: Sequence[Analysis], style: FigureStyle) -> FigureFonts:
    """The fonts of a figure in a style: of its own words, and of the names of networks and pictures in it."""
    choice = chosen_font(style.font)
    own = tuple(dict.fromkeys([choice.used, DEFAULT_FONT]))
    names = dict.fromkeys(name for one in analyses for name in (label_of(one.network), one.picture.name))
    drawn = [lettering(name, own) for name in names]
    families = dict.fromkeys([choice.used, *(family for one in drawn for family in one.families if family not in own)])
    return FigureFonts(tuple(families), tuple(filter(None, [choice.note, *map(_missing_note, drawn)])))


def _missing_note(drawn: Lettering) -> str:
    if not drawn.missing:
        return ""
    return f"No installed font has {', '.join(drawn.missing)}: the figure says {drawn.words}."
