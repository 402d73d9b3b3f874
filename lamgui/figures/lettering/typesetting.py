"""Words as lines that fit: measured as they are drawn, wrapped at blanks and joints, then shrunk to a floor."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import matplotlib as mpl
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from lamgui.figures.lettering.clusters import clusters, is_wide
from lamgui.figures.lettering.fonts import Lettering, lettering

PT_PER_INCH = 72
SMALLEST_FONT_PT = 5.0
"""Below it nothing is drawn: words take further lines, and columns of names grow."""

SMALLEST_SHARE = 0.64
"""Of the font's size that words are shrunk to, where that is more than the smallest size."""

LETTERS_WIDER = 1.08
"""Small letters are drawn on whole pixels of the screen, wider than their outlines."""

ROUNDING = 1e-9
"""Of a room that was computed from the very width that is to fit into it."""

Measure = Callable[[str], float]

_JOINTS = re.compile(r"(?<=[_\-/+])(?=\w)|(?<=\w)(?=[(\[])|(?<=[A-Za-z])(?=\.\D)")


def in_fonts(words: str, weight: str = "normal") -> Lettering:
    """Words with the fonts that draw them, of those that the style of the figure names and others for other scripts."""
    return lettering(words, tuple(mpl.rcParams["font.family"]), weight)


def width_in(words: str, size_pt: float, weight: str = "normal") -> float:
    """The width of words as they are drawn, in inches, the widest line counting."""
    return max((_line_width_in(line, size_pt, weight) for line in words.splitlines() if line.strip()), default=0.0)


def _line_width_in(line: str, size_pt: float, weight: str) -> float:
    drawn = in_fonts(line, weight)
    return LETTERS_WIDER * _outline_width(drawn.words, drawn.families, weight) * size_pt / PT_PER_INCH


@lru_cache(maxsize=8192)
def _outline_width(words: str, families: tuple[str, ...], weight: str) -> float:
    """Of the outlines, in ems."""
    if not words.strip():
        return 0.0
    font = FontProperties(family=list(families), size=100, weight=weight)
    return float(TextPath((0, 0), words, prop=font).get_extents().x1) / 100


def wrapped(words: str, room: float, measure: Measure) -> str:
    """Words on as many lines as they need, ended at blanks and joints of names, anywhere where these do not help."""
    room *= 1 + ROUNDING
    return "\n".join(line for part in words.split("\n") for line in _lines(part, room, measure))


def longest_piece(words: str, measure: Measure) -> float:
    """The width of the widest piece that no line ends in while there is room for it."""
    return max((measure(piece) for word in re.split(r"[ \n]+", words) for piece in _pieces(word)), default=0.0)


def _lines(words: str, room: float, measure: Measure) -> list[str]:
    lines: list[str] = []
    for word in words.strip(" \t").split(" "):
        blank = " "
        for piece in _pieces(word):
            for part in _broken(piece, room, measure):
                joined = f"{lines[-1]}{blank}{part}" if lines else part
                if lines and measure(joined) <= room:
                    lines[-1] = joined
                else:
                    lines.append(part)
                blank = ""
    return lines


def _pieces(word: str) -> list[str]:
    """The parts of a word between which a line may end."""
    pieces: list[str] = []
    for part in _JOINTS.split(word):
        begins = True
        for cluster in clusters(part):
            if begins or is_wide(cluster[0]) or is_wide(pieces[-1][-1]):
                pieces.append(cluster)
            else:
                pieces[-1] += cluster
            begins = False
    return pieces


def _broken(piece: str, room: float, measure: Measure) -> list[str]:
    """A piece that is wider than the room, cut between letters."""
    if measure(piece) <= room:
        return [piece]
    parts: list[str] = []
    for cluster in clusters(piece):
        if parts and measure(parts[-1] + cluster) <= room:
            parts[-1] += cluster
        else:
            parts.append(cluster)
    return parts


def scale_to_fit(needed: Sequence[float], size_pt: float) -> float:
    """The scale, from the floor to 1, at which the widest fits; `needed` are widths as shares of their rooms."""
    return min(1.0, max(smallest_scale(size_pt), 1 / max([1e-6, *needed])))


def smallest_scale(size_pt: float) -> float:
    """The least share of a size that words are shrunk to; sizes below the floor are drawn as they are asked for."""
    return min(1.0, max(SMALLEST_SHARE, SMALLEST_FONT_PT / size_pt))
