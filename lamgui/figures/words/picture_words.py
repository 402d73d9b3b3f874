"""What each picture of a result is called, in the window and in figures alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PictureWords:
    """The names of one kind of picture."""

    word: str
    """On buttons and above columns."""
    name: str
    """In menus, in forms and for screen readers."""


INPUT = PictureWords("Input", "Input (LR)")
SR = PictureWords("SR", "SR")
HR = PictureWords("HR", "HR")
LAM = PictureWords("LAM", "LAM (over the input)")
SIGNED_LAM = PictureWords("±LAM", "±LAM (over the input)")
DIFFERENCE = PictureWords("Difference", "Difference to the focus")
MAP = PictureWords("Map alone", "Map alone")
HEAT_MAP = PictureWords("Heat map", "Heat map")
DENSITY = PictureWords("Density", "Density (over the input)")
ERROR = PictureWords("Error", "Error |SR − HR|")
AREA = PictureWords("Area", "Area outline")
