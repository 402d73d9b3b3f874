"""A map as it is looked at: alone in its colours, or over the input in grey; one way for the screen and every file."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from lamgui.base.arrays import Floats
from lamgui.figures.pixels.contrast import LINEAR, Contrast
from lamgui.figures.pixels.render import FROM_WHITE, colour_importance, colour_signed, grey_ground, overlay
from lamgui.imaging.picture import Pixels

RISE, PALE_RISE = 3, 4
"""How many times as fast as its strength a weak value's opacity rises; colours that begin with white need more."""


DENSITY_COLOURS = "jet"
"""As papers print a density over a picture, whatever the colours of the map are."""


class MapStyle(Protocol):
    """How a map is coloured: what a `View` and a `FigureStyle` say of it, which know nothing of each other."""

    @property
    def colour_map(self) -> str:
        """Name of the colours of importance."""

    @property
    def signed(self) -> bool:
        """Whether Σ_c LAM is shown instead of its absolute value."""

    @property
    def contrast(self) -> Contrast:
        """From |value| / peak to how strongly it is shown."""

    @property
    def opacity(self) -> float:
        """Of the strongest value over the input, 0..1."""


def coloured_map(signed: Floats, style: MapStyle, peak: float | None = None) -> Pixels:
    """Σ_c LAM (h, w) in the colours of a style, (h, w, 3); `peak` counts as 1, else the map's own."""
    if style.signed:
        return colour_signed(signed, peak, style.contrast)
    return colour_importance(np.abs(signed), style.colour_map, peak, style.contrast)


def ground_of(lr: Pixels, style: MapStyle) -> Pixels:
    """The input in grey, as a map in this style lies over it."""
    return grey_ground(lr, begins_white(style))


def begins_white(style: MapStyle) -> bool:
    """Whether the colours begin with white: then weak values are faint already, and the input is paler."""
    return style.signed or style.colour_map in FROM_WHITE


def opacity_of(strength: Floats, *, is_pale: bool) -> Floats:
    """The opacity, 0..1, of a strength 0..1: from 0 on without a step, and soon so high that a colour is seen."""
    opacity: Floats = 1 - (1 - strength) ** (PALE_RISE if is_pale else RISE)
    return opacity


def overlaid_map(lr: Pixels, signed: Floats, style: MapStyle, peak: float | None = None) -> Pixels:
    """The map over its input (h, w, 3) in grey: colour and opacity by the same contrast, so nothing where it is 0."""
    top = style.contrast.peak_of(signed) if peak is None else peak
    opacity = style.opacity * opacity_of(style.contrast.strength(signed, top), is_pale=begins_white(style))
    return overlay(ground_of(lr, style), coloured_map(signed, style, top), opacity)


def overlaid_density(lr: Pixels, density: Floats, opacity: float) -> Pixels:
    """A density (h, w) over its input (h, w, 3) in grey: colour and opacity by its share of the maximum."""
    strength = LINEAR.strength(density, LINEAR.peak_of(density))
    part = opacity * opacity_of(strength, is_pale=False)
    return overlay(grey_ground(lr, is_pale=False), colour_importance(density, DENSITY_COLOURS), part)
