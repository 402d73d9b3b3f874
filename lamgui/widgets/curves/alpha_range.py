"""The part of the path, in α, that the curves show: all of it, or what was zoomed to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lamgui.base.arrays import Floats
from lamgui.widgets.curves.axis_scale import MARGIN, ticks

ZOOM_STEP = 1.25
"""A notch of the wheel."""
LEAST_SPAN = 0.01
ROOM = 0.25
"""What is left at either side of an interval that is zoomed to, as a share of it."""
TICKS_OF_ALL = [[(0.0, "0"), (0.5, "α = 0.5"), (1.0, "1")], [(0.25, ""), (0.75, "")]]


@dataclass(frozen=True)
class AlphaRange:
    """From `low` to `high`, within 0..1."""

    low: float = 0.0
    high: float = 1.0

    @property
    def is_all(self) -> bool:
        """Whether it is the whole path."""
        return (self.low, self.high) == (0.0, 1.0)

    @property
    def words(self) -> str:
        """Which part is shown, and how to see all; empty for all."""
        return "" if self.is_all else f"α {self.low:.2f} to {self.high:.2f} shown; double click: all"

    @property
    def ticks(self) -> list[list[tuple[float, str]]]:
        """Large and small ticks of the axis; one of them says that it is α."""
        if self.is_all:
            return TICKS_OF_ALL
        large = ticks(self.low, self.high, most=4)
        middle = len(large) // 2
        return [[(at, f"α = {text}" if k == middle else text) for k, (at, text) in enumerate(large)], []]

    def zoomed(self, alpha: float, notches: float) -> AlphaRange:
        """Nearer by notches of the wheel about an α, which stays where it is; farther for negative ones."""
        span = min(1.0, max(LEAST_SPAN, (self.high - self.low) / ZOOM_STEP**notches))
        place = (min(max(alpha, self.low), self.high) - self.low) / (self.high - self.low)
        return _within(alpha - place * span, span)

    def around(self, low: float, high: float) -> AlphaRange:
        """An interval with room at both sides."""
        span = min(1.0, max(LEAST_SPAN, (high - low) * (1 + 2 * ROOM)))
        return _within((low + high - span) / 2, span)

    def holding(self, alpha: float) -> AlphaRange:
        """The same width, moved as little as needed to hold an α."""
        if self.low <= alpha <= self.high:
            return self
        span = self.high - self.low
        return _within(alpha if alpha < self.low else alpha - span, span)

    def values_in_range(self, x: Floats, y: Floats, whole: tuple[float, float]) -> tuple[float, float]:
        """The vertical range of a curve, with a margin, in this part of it; `whole` for all, or without points."""
        if self.is_all or x.size == 0:
            return whole
        inside = y[(x >= self.low) & (x <= self.high)]
        seen = np.concatenate([inside, np.interp([self.low, self.high], x, y)])
        low, high = float(seen.min()), float(seen.max())
        margin = MARGIN * (high - low)
        return whole if high - low <= 0 else (low - margin, high + margin)


def _within(low: float, span: float) -> AlphaRange:
    """A range of a width, moved into 0..1."""
    low = min(max(0.0, low), 1.0 - span)
    return AlphaRange(low, min(1.0, low + span)) if span < 1 else AlphaRange()
