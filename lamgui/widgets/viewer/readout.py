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


LEAST_NAME = 8
"""Letters of a name that are shown at least where room is short."""


def readout(source: Pointed, cells: Sequence[Pointed], content: PaneContent) -> tuple[str, ...]:
    """Position in the cell `source` that the pointer is in, and values; empty outside its picture.

    One cell alone is read in full: input, SR, HR and what it shows. Of several, each gives the value of `content`.
    The first text is the whole; each further one leaves out one thing more, for a foot that has less room: the value of
    the reference, the LR position, letters of the names, then whole values, which are counted; the position is left.
    """
    if not source.contents.holds(source.x, source.y):
        return ()
    scale = source.contents.scale
    at_lr = f"{math.floor(source.x)}, {math.floor(source.y)}"
    at_sr = f"{math.floor(source.x * scale)}, {math.floor(source.y * scale)}"
    where = [at_lr] if scale == 1 else [f"SR {at_sr}", f"LR {at_lr}"]
    names = {one: in_words_of(scale, name) for one, name in NAMES.items()}
    if len(cells) < 2:
        each = dict.fromkeys((PaneContent.INPUT, PaneContent.SR, PaneContent.HR, content))
        found = {one: value for one in each if (value := source.value(one))}
        least = [f"{names[content]} {found[content]}"] if content in found else []
        whole = [*where, *(f"{names[one]} {value}" for one, value in found.items())]
        return _different(whole, [*where, *least], [*where[:1], *least], where[:1])
    reference = PaneContent.INPUT if source.contents.hr is None else PaneContent.HR
    beside = [] if content is reference else [f"{names[reference]} {source.value(reference)}"]
    values = [(cell.name, value) for cell in cells if (value := cell.value(content))]
    if not values:
        return _different([*where, *beside], where, where[:1])
    short = _shortened([name for name, _ in values])
    shorter = [(name, value) for name, (_, value) in zip(short, values, strict=True)]
    fewer = [
        [*where[:1], *_read(names[content], shorter[:count]), f"{len(shorter) - count} more"]
        for count in range(len(shorter) - 1, 0, -1)
    ]
    return _different(
        [*where, *beside, *_read(names[content], values)],
        [*where, *_read(names[content], values)],
        [*where[:1], *_read(names[content], values)],
        [*where[:1], *_read(names[content], shorter)],
        *fewer,
        where[:1],
    )


def readout_of_two(pictures: Sequence[tuple[Pointed, PaneContent]]) -> tuple[str, ...]:
    """Position and values of pictures A and B in one place, each under its letter, whichever is on top.

    Empty outside the first; the second text leaves out the LR position.
    """
    source = pictures[0][0]
    if not source.contents.holds(source.x, source.y):
        return ()
    scale = source.contents.scale
    at_lr = f"{math.floor(source.x)}, {math.floor(source.y)}"
    at_sr = f"SR {math.floor(source.x * scale)}, {math.floor(source.y * scale)}"
    where = [at_lr] if scale == 1 else [at_sr, f"LR {at_lr}"]
    values = [
        f"{letter}: {in_words_of(scale, NAMES[content])} {value}"
        for letter, (pointed, content) in zip("AB", pictures, strict=True)
        if (value := pointed.value(content))
    ]
    return _different([*where, *values], [*where[:1], *values])


def _read(quantity: str, values: Sequence[tuple[str, str]]) -> list[str]:
    (name, value), *others = values
    return [f"{quantity}: {name} {value}", *(f"{one} {of_it}" for one, of_it in others)]


def _shortened(names: Sequence[str]) -> list[str]:
    """The names in so few letters that no two read alike; those that are equal in any case stay as they are."""
    for letters in range(LEAST_NAME, max(map(len, names))):
        cut = [name if len(name) <= letters else f"{name[: letters - 1].rstrip(' (')}…" for name in names]
        if len(set(cut)) == len(set(names)):
            return cut
    return list(names)


def _different(*texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" · ".join(parts) for parts in texts))
