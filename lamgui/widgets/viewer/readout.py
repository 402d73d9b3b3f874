"""What lies under the pointer, in words: the position, the picture's value there and that of every cell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lamgui.base.vocabulary import in_words_of
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.pictures.contents import MAPS, Contents
from lamgui.widgets.viewer.pictures.values import value_at

NAMES = {
    PaneContent.INPUT: "input",
    PaneContent.SR: "SR",
    PaneContent.HR: "HR",
    PaneContent.MAP: "LAM",
    PaneContent.OVERLAY: "LAM",
    PaneContent.CONTOUR: "input",
    PaneContent.HEAT_MAP: "heat",
    PaneContent.ERROR: "error",
    PaneContent.DIFFERENCE: "difference",
}


@dataclass(frozen=True, eq=False)
class Pointed:
    """A cell under its name, and the LR position in it that corresponds to that of the pointer."""

    name: str
    contents: Contents
    x: float
    y: float
    map_words: str = ""
    """Why its map is not that of the present run; empty where it is."""

    def value(self, content: PaneContent) -> str:
        """The value there of a kind of picture; of a map that is not of the present run, with the reason."""
        value = value_at(self.contents, content, self.x, self.y)
        return f"{value} ({self.map_words})" if value and self.map_words and content in MAPS else value


def readout(source: Pointed, cells: Sequence[Pointed], content: PaneContent) -> str:
    """Position in the cell `source` that the pointer is in, and values; empty outside its picture.

    One cell alone is read in full: input, SR, HR and what it shows. Of several, each gives the value of `content`.
    """
    if not source.contents.holds(source.x, source.y):
        return ""
    scale = source.contents.scale
    at_lr = f"{math.floor(source.x)}, {math.floor(source.y)}"
    at_sr = f"{math.floor(source.x * scale)}, {math.floor(source.y * scale)}"
    parts = [at_lr] if scale == 1 else [f"SR {at_sr}", f"LR {at_lr}"]
    names = {one: in_words_of(scale, name) for one, name in NAMES.items()}
    if len(cells) < 2:
        each = dict.fromkeys((PaneContent.INPUT, PaneContent.SR, PaneContent.HR, content))
        words = {names[one]: source.value(one) for one in each}
        return " · ".join([*parts, *(f"{name} {value}" for name, value in words.items() if value)])
    reference = PaneContent.INPUT if source.contents.hr is None else PaneContent.HR
    if content is not reference:
        parts.append(f"{names[reference]} {source.value(reference)}")
    values = [f"{cell.name} {value}" for cell in cells if (value := cell.value(content))]
    return " · ".join([*parts, f"{names[content]}: {values[0]}", *values[1:]] if values else parts)
