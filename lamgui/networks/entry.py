"""What is asked for and what came: a network's entry (a file to load) and its facts (once loaded)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lamgui.imaging.colour import Colour


class ReceptiveField(StrEnum):
    """How far an output pixel sees: a fixed small window, a wide but finite one, or the whole picture."""

    LOCAL = "local"
    BOUNDED = "bounded"
    GLOBAL = "global"


@dataclass(frozen=True)
class NetworkEntry:
    """A checkpoint to load; what is None is read off the file or found by trying.

    `scale` picks one of several that a file holds, or settles what its shapes leave open.
    """

    name: str
    path: Path
    bundled: bool = False
    value_range: float | None = None
    colour: Colour | None = None
    scale: int | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a network needs a name, not an empty one: give the file's name")
        if self.value_range is not None and not self.value_range > 0:
            raise ValueError(f"value range {self.value_range:g} was given; it is the value of white, 1 or 255")
        if self.scale is not None and self.scale < 1:
            raise ValueError(f"scale {self.scale} was given; it must be at least 1")


@dataclass(frozen=True)
class NetworkFacts:
    """What is known of a loaded network; `notes` say how what the file does not state was found.

    `value_range` is the value of white at the network's own input: 1 or 255. `parameters` counts those that were
    learnt.
    """

    name: str
    architecture: str
    paper: str
    year: int
    scale: int
    channels: int
    value_range: float
    colour: Colour
    parameters: int
    receptive_field: ReceptiveField
    sha256: str
    notes: tuple[str, ...] = ()
