"""Colours that mean something (an error, a warning, a hint, good news), made legible on whatever palette is in use."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtGui import QColor, QPalette

from lamgui.widgets.controls.theme import is_dark


class Tone(StrEnum):
    """What a colour says."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    GOOD = "good"


_HUES = {Tone.ERROR: 0.005, Tone.WARNING: 0.095, Tone.INFO: 0.58, Tone.GOOD: 0.38}
_ON_LIGHT = {Tone.ERROR: 0.33, Tone.WARNING: 0.33, Tone.INFO: 0.33, Tone.GOOD: 0.27}
"""Lightness on light ground: green looks brighter than the others."""
_SURFACE_SHARE = 0.16
"""How much of the tone's colour a tinted background takes."""


def tone_colour(tone: Tone, palette: QPalette) -> QColor:
    """A colour for text and marks on the palette's window colour."""
    return QColor.fromHslF(_HUES[tone], 0.8, 0.68 if is_dark(palette) else _ON_LIGHT[tone])


def tone_surface(tone: Tone, palette: QPalette) -> QColor:
    """The palette's window colour, tinted: a background on which the palette's own text stays legible."""
    window, tint = palette.window().color(), tone_colour(tone, palette)
    pairs = ((window.redF(), tint.redF()), (window.greenF(), tint.greenF()), (window.blueF(), tint.blueF()))
    return QColor.fromRgbF(*(below + _SURFACE_SHARE * (above - below) for below, above in pairs))
