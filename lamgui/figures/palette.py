"""One colour a network: the same in grid, table, curves and figures."""

from __future__ import annotations

COLOURS = (
    (31, 119, 200),
    (230, 110, 20),
    (40, 160, 70),
    (205, 50, 60),
    (140, 95, 200),
    (0, 165, 170),
    (225, 95, 170),
    (130, 120, 30),
    (110, 110, 125),
    (150, 85, 60),
    (90, 190, 30),
    (70, 80, 160),
)
"""RGB, distinct on light and dark ground; twelve, as many as are compared."""


def row_colour(index: int) -> tuple[int, int, int]:
    """RGB of the row `index` (from 0); after twelve they repeat."""
    return COLOURS[index % len(COLOURS)]


def row_colour_hex(index: int) -> str:
    """The same as "#rrggbb"."""
    return "#{:02x}{:02x}{:02x}".format(*row_colour(index))
