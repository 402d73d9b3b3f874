"""The numbers in which a network takes and gives pictures: 0 to white, −1 to 1, or normalised as for ImageNet."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from lamgui.imaging.colour import Colour


class NamedRange(StrEnum):
    """A range that does not begin at 0."""

    SIGNED = "-1..1"
    """Black is -1, white is 1."""
    IMAGENET = "imagenet"
    """In each channel the mean of ImageNet's pictures is 0 and their standard deviation 1."""
    IMAGENET_SIGNED = "imagenet-signed"
    """Pictures come in as for ImageNet and out as -1 to 1, as some SRGANs do."""


ValueRange = float | NamedRange
"""The value of white, 1 or 255, where that of black is 0; or a range by its name."""

RANGES_BY_WORD: Mapping[str, ValueRange] = {
    "0..1": 1.0,
    "0..255": 255.0,
    **{named.value: named for named in NamedRange},
}
"""The ranges that are tried, by the words in which users state them; the likeliest first."""


def range_from(stated: str | float) -> ValueRange:
    """The range that a word, or a number for white, states; raises ValueError for anything else."""
    if not isinstance(stated, str):
        return float(stated)
    word = stated.strip().lower()
    return RANGES_BY_WORD[word] if word in RANGES_BY_WORD else float(word)


def range_in_words(value_range: ValueRange) -> str:
    """As `range_from` reads it."""
    if not isinstance(value_range, NamedRange):
        return f"0..{value_range:g}"
    return value_range.value.replace("imagenet", "ImageNet")


def white_of(value_range: ValueRange) -> float:
    """The value of white where black is 0; 1 of a range by name, which `normalised.in_range` makes of 0..1."""
    return 1.0 if isinstance(value_range, NamedRange) else value_range


def is_possible(value_range: ValueRange, colour: Colour) -> bool:
    """Whether a network of these channels can have the range: ImageNet's numbers are those of R, G and B."""
    is_of_imagenet = value_range in (NamedRange.IMAGENET, NamedRange.IMAGENET_SIGNED)
    return not is_of_imagenet or colour in (Colour.RGB, Colour.BGR)
