"""How a picture file is read: which page and bands, which numbers are black and white, which colours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from lamgui.base.errors import SettingsError


class LevelRule(StrEnum):
    """Which numbers of a file are black and white, where the user states no two numbers."""

    AUTO = "auto"
    """Those of a bit depth, 8, 10, 12, 14 or 16, or 0 and 1: the smallest that holds the file's largest number."""
    FULL = "full"
    """The least and the largest that the file's type of numbers holds; 0 and 1 of floating point."""
    V0_1 = "0.1.0"
    """As version 0.1.0 read it: 0 and 65535, or 0 and 1 or 255 of floating point, rounded to 8 bits."""


class Colours(StrEnum):
    """What is done with the colour space that a file states."""

    AS_STORED = "as-stored"
    """Nothing, as in the field's own code."""
    SRGB = "srgb"
    """An embedded ICC profile is converted to sRGB."""


Levels = LevelRule | tuple[float, float]
"""A rule, or the numbers that are black and white. Black may be the larger one: that turns a negative."""


@dataclass(frozen=True)
class Reading:
    """The choices with which a file is read; the same file read with equal choices gives equal pictures.

    `page` counts from 1, and so do the three `bands` that become R, G and B; None takes the first page, and the bands
    in their order. Raises SettingsError for numbers that cannot be.
    """

    levels: Levels = LevelRule.AUTO
    page: int | None = None
    bands: tuple[int, int, int] | None = None
    colour: Colours = Colours.AS_STORED

    def __post_init__(self) -> None:
        if isinstance(self.levels, tuple):
            black, white = self.levels
            if not (math.isfinite(black) and math.isfinite(white)) or black == white:
                raise SettingsError(
                    f"Levels {black:g},{white:g} are no black and white.", "Give two numbers that differ: 0,4095."
                )
            # Two readings are one where their numbers are equal, and so are their words.
            object.__setattr__(self, "levels", (float(black), float(white)))
        if self.page is not None and self.page < 1:
            raise SettingsError(f"There is no page {self.page}.", "Pages are counted from 1.")
        if self.bands is not None and min(self.bands) < 1:
            raise SettingsError(f"There is no band {min(self.bands)}.", "Bands are counted from 1.")


AS_USUAL = Reading()
AS_0_1_0 = Reading(LevelRule.V0_1)
"""What files of 0.1.0, which say nothing of it, were made with."""


@dataclass(frozen=True)
class Offers:
    """What a file leaves to choose."""

    pages: int = 1
    bands: int = 3
    """Channels besides opacity."""
    has_levels: bool = False
    """Whether it has more than 8 bits, or floating point."""
    has_profile: bool = False
    """Whether it states a colour space that is not sRGB."""


NOTHING_OFFERED = Offers()


def levels_from(text: str) -> Levels:
    """The levels that `auto`, `full` or `LOW,HIGH` state; raises SettingsError for anything else."""
    if text in (LevelRule.AUTO, LevelRule.FULL):
        return LevelRule(text)
    try:
        black, white = (float(part) for part in text.split(","))
    except ValueError as error:
        raise SettingsError(f"{text!r} are no levels.", "They are auto, full, or two numbers: 0,4095.") from error
    return Reading((black, white)).levels


def levels_in_words(levels: Levels) -> str:
    """As `levels_from` reads it."""
    return f"{levels[0]:.10g},{levels[1]:.10g}" if isinstance(levels, tuple) else levels.value


def bands_from(text: str) -> tuple[int, int, int]:
    """The bands that `1,2,3` states; raises SettingsError for anything but three whole numbers from 1 on."""
    try:
        red, green, blue = (int(part) for part in text.split(","))
    except ValueError as error:
        raise SettingsError(f"{text!r} are not three bands.", "Give three numbers from 1 on: 1,2,3.") from error
    Reading(bands=(red, green, blue))
    return red, green, blue
