"""What stands around the picture of a cell: its name and colour, what is known of it in short, its numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CellNumber:
    """A number at the foot of a cell, with what it is."""

    name: str
    words: str
    explanation: str
    short: str = ""
    """What of the words is shown where there is no room for all; empty where they cannot be shortened."""


@dataclass(frozen=True)
class CellTitle:
    """A row of the comparison in words; `slot` is of its colour, None for no network's."""

    name: str
    slot: int | None
    detail: str = ""
    """At the right: numbers, or what is being done."""
    short: str = ""
    """Of the numbers the one that is shown where there is no room for all."""
    is_current: bool = False
    """Whether it is in focus."""
    numbers: tuple[CellNumber, ...] = ()
    short_name: str = ""
    """The name without what stands behind it to tell whose weights they are; empty where nothing does."""

    @property
    def least_name(self) -> str:
        """The shortest name that it has."""
        return self.short_name or self.name


@dataclass(frozen=True)
class Reference:
    """A cell with a picture itself, as it is known best: HR, or the input."""

    name: str
    row: int
    """The row from 0 whose picture it is, and whose patch."""
