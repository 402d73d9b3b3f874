"""The colours of the compared networks: the same slot in grid, table, curves and figures, for light and dark ground."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

Rgb = tuple[int, int, int]


class Ground(StrEnum):
    """What a colour is drawn on."""

    LIGHT = "light"
    DARK = "dark"


NETWORK_COLOURS: Mapping[Ground, tuple[Rgb, ...]] = MappingProxyType(
    {
        Ground.LIGHT: (
            (48, 72, 204),
            (216, 96, 0),
            (0, 84, 60),
            (180, 96, 120),
            (24, 144, 168),
            (96, 72, 0),
            (156, 108, 252),
            (120, 144, 84),
            (72, 0, 48),
            (72, 12, 0),
            (12, 0, 120),
            (108, 72, 120),
        ),
        Ground.DARK: (
            (12, 132, 252),
            (255, 132, 24),
            (84, 156, 132),
            (192, 84, 96),
            (168, 252, 255),
            (228, 255, 24),
            (168, 132, 180),
            (156, 255, 168),
            (252, 168, 180),
            (192, 72, 12),
            (168, 180, 255),
            (192, 36, 168),
        ),
    }
)
"""RGB by slot, twelve as many as are compared, of one hue to within 30 degrees on both grounds.

Found by a search for the largest smallest CIEDE2000 between any two: at least 18 for normal sight and at least 11 for
deuteranopia and protanopia (Machado et al. 2009, severity 1). All have a contrast of 3:1 with their grounds, and none
is that of the band, ΔD, the cursor or the consensus.
"""


def network_colour(slot: int, ground: Ground) -> Rgb:
    """RGB of a slot (from 0); after twelve they repeat."""
    colours = NETWORK_COLOURS[ground]
    return colours[slot % len(colours)]


def network_colour_hex(slot: int, ground: Ground) -> str:
    """The same as "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*network_colour(slot, ground))
