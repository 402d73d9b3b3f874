"""What pictures are called: texts are written in the words of super-resolution, and read in those of restoration."""

from __future__ import annotations

import re
from collections.abc import Mapping

RESTORATION: Mapping[str, str] = {
    "SR": "restored",
    "an SR pixel": "a pixel",
    "SR pixel": "pixel",
    "SR pixels": "pixels",
    "SR px": "px",
    "SR picture": "restored picture",
    "super-resolution picture": "restored picture",
    "computing SR": "restoring",
    "HR": "clean",
    "an HR": "a clean",
    "HR original": "clean original",
    "high-resolution original": "clean original",
    "high-resolution (HR) original": "clean original",
    "HR unknown": "no clean picture",
    "LR": "input",
    "Input (LR)": "Input",
    "Input, LR": "Input",
    "an LR pixel": "a pixel",
    "LR pixel": "pixel",
    "LR pixels": "pixels",
    "LR px": "px",
    "an LR picture": "an input",
    "LR picture": "input",
    "LR input": "input",
    "LR, used as it is": "input, used as it is",
    "low-resolution picture": "picture",
    "low-resolution (LR) input": "input",
    "Bicubic": "input",
    "bicubic enlargement of the input": "the input itself",
    "by bicubic enlargement": "in the input",
    "of bicubic enlargement": "of the input",
}
"""By the phrase of super-resolution, of which the longest counts: what it is at scale 1, where nothing is enlarged."""

_PHRASES = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in sorted(RESTORATION, key=len, reverse=True)) + r")(?!\w)"
)


def in_words_of(scale: int | None, text: str) -> str:
    """A text, without names of the user's in it, for a network of that scale; None where it is not known."""
    return _PHRASES.sub(lambda found: RESTORATION[found[0]], text) if scale == 1 else text


def heading_of(scale: int | None, text: str) -> str:
    """The same for a text that stands alone: its first letter is a capital."""
    words = in_words_of(scale, text)
    return words[:1].upper() + words[1:]
