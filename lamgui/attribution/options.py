"""Options of a detector or a path, declared once: limits, flag, box, texts."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lamgui.base.errors import SettingsError


@dataclass(frozen=True)
class NumberOption:
    """The declaration of one number: its limits, and its texts in panel, command line and errors."""

    label: str
    """Label of the row in the panel."""
    flag: str
    """Flag of the command line, without the dashes."""
    subject: str
    """Beginning of the error for a refused value: "The Gabor filter's angle"."""
    unit: str
    """In that sentence, and the option's name where --help shows its value."""
    default: float
    low: float
    high: float
    step: float
    """Step of the box's arrows."""
    tooltip: str
    help: str
    suffix: str = ""
    """Suffix in the box: the unit, short."""
    metavar: str = "NUMBER"
    decimals: int = 2

    def require(self, value: float) -> None:
        """Raise SettingsError for a value out of the limits."""
        if not (math.isfinite(value) and self.low <= value <= self.high):
            unit = f" {self.unit}" if self.unit else ""
            raise SettingsError(f"{self.subject} is {value:g}{unit}.", f"Choose {self.low:g} to {self.high:g}.")


def option(declared: NumberOption) -> Any:
    """A field of an `Options` class, with its default and its declaration."""
    return dataclasses.field(default=declared.default, metadata={"option": declared})


@dataclass(frozen=True)
class Options:
    """The options of one detector or path; a subclass has a field made by `option` for each number.

    Raises SettingsError for a number out of its limits.
    """

    def __post_init__(self) -> None:
        for name, declared in self.declared().items():
            declared.require(getattr(self, name))

    @classmethod
    def declared(cls) -> Mapping[str, NumberOption]:
        """The declaration of each number, by the field's name."""
        return {field.name: field.metadata["option"] for field in dataclasses.fields(cls)}

    @classmethod
    def largest(cls, name: str, _patch_px: int) -> float:
        """The most that an option may be for a patch of this side; less than its lowest where nothing fits."""
        return cls.declared()[name].high

    @property
    def side_px(self) -> int:
        """Side of the square of SR pixels that each term of a detector's sum depends on."""
        return 1

    def values(self) -> dict[str, float]:
        """The numbers by name."""
        return {name: getattr(self, name) for name in self.declared()}

    @property
    def words(self) -> str:
        """The numbers, short, as they follow the name in a caption."""
        return ", ".join(f"{one.label} {getattr(self, name):g}{one.suffix}" for name, one in self.declared().items())

    @property
    def sentence(self) -> str:
        """The numbers as they follow the name in a sentence."""
        return f"with {self.words}"

    def require_room(self, patch_px: int) -> None:
        """Raise SettingsError where a patch of this side (SR pixels) is too small."""
