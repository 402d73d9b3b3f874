"""Which numbers of a file are black and white: by a bit depth, never by the content; and what is said of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from lamgui.imaging.decoding.raster import Raster, Samples, Unreadable
from lamgui.imaging.reading import LevelRule, Reading

DEPTHS = (8, 10, 12, 14, 16)
_OVERSHOOT = 0.5
"""Share of the peak by which floats may leave 0..peak and be clipped: resampling rings by that much."""
_BRIGHT = 16.0
"""Largest number of floating point that is still taken for light beyond white, where white is 1."""

Chosen = tuple[float, float]
"""Black and white, in the file's numbers."""


def choose_levels(colours: Samples, raster: Raster, reading: Reading) -> tuple[Chosen, tuple[str, ...]]:
    """Black and white of the colour channels (H, W, C), and sentences that say so.

    Raises Unreadable for values that are not finite, and for those that no rule has levels for.
    """
    _require_numbers(colours)
    low, high = float(colours.min()), float(colours.max())
    if reading.levels is LevelRule.V0_1:
        return _of_0_1_0(colours.dtype, low, high)
    chosen, why = _levels(colours, low, high, raster, reading)
    black, white = (chosen[1], chosen[0]) if raster.white_is_low and not why.startswith("own") else chosen
    if colours.dtype == np.uint8 and (black, white) == (0, 255):
        return (0, 255), ()
    kind = "Floating point" if colours.dtype.kind == "f" else f"{colours.dtype.itemsize * 8}-bit integers"
    said = f"{kind}, {low:.5g} to {high:.5g}: {black:.6g} is black, {white:.6g} is white ({why})."
    is_clipped = low < min(black, white) or high > max(black, white)
    return (black, white), (said, *(("Values outside of that: clipped.",) if is_clipped else ()))


def _levels(colours: Samples, low: float, high: float, raster: Raster, reading: Reading) -> tuple[Chosen, str]:
    if isinstance(reading.levels, tuple):
        return reading.levels, "own levels"
    floating = colours.dtype.kind == "f"
    if reading.levels is LevelRule.FULL:
        return ((0.0, 1.0) if floating else _full_scale(colours.dtype)), "full scale"
    if raster.levels is not None:
        return raster.levels, "as the file says"
    return _of_floats(colours, low, high) if floating else _of_integers(colours.dtype, low, high)


def _full_scale(dtype: np.dtype[Any]) -> Chosen:
    limits = np.iinfo(dtype)
    return float(limits.min), float(limits.max)


def _of_integers(dtype: np.dtype[Any], low: float, high: float) -> tuple[Chosen, str]:
    limits = np.iinfo(dtype)
    if low < 0 and dtype.itemsize <= 2:
        return _full_scale(dtype), "auto, as there are negative numbers"
    for depth in DEPTHS:
        white = min(2**depth - 1, limits.max)
        if low >= 0 and high <= white:
            return (0.0, float(white)), f"auto, {white.bit_length()} bits"
    raise _without_levels(low, high, "0 to 65535")


def _of_floats(values: Samples, low: float, high: float) -> tuple[Chosen, str]:
    """0..1; where they are far above 1, 0..255; and by their depth where they are whole numbers."""
    if high > 1 and bool((values == np.floor(values)).all()):
        return _of_integers(np.dtype(np.uint16), low, high)
    white = 1.0 if high <= _BRIGHT else 255.0
    if low < -_OVERSHOOT * white or high > max(_BRIGHT, (1 + _OVERSHOOT) * white):
        raise _without_levels(low, high, "0 to 1 or 0 to 255")
    return (0.0, white), "auto"


def _of_0_1_0(dtype: np.dtype[Any], low: float, high: float) -> tuple[Chosen, tuple[str, ...]]:
    """The levels of version 0.1.0, and its words."""
    if dtype == np.uint8:
        return (0.0, 255.0), ()
    if dtype.kind != "f":
        if low < 0 or high > 65535:
            raise _without_levels(low, high, "0 to 65535")
        return (0.0, 65535.0), ("16 bits a channel: divided by 257 and rounded.",)
    peak = 1.0 if high <= 1 + _OVERSHOOT else 255.0
    if low < -_OVERSHOOT * peak or high > (1 + _OVERSHOOT) * peak:
        raise _without_levels(low, high, "0 to 1 or 0 to 255")
    clipped = (f"Values outside 0..{peak:g}: clipped.",) if low < 0 or high > peak else ()
    taken = f"Floating point, {low:.4g} to {high:.4g}: taken as 0..{peak:g} and rounded to 8 bits."
    return (0.0, peak), (taken, *clipped)


def _require_numbers(values: Samples) -> None:
    if values.dtype.kind != "f":
        return
    bad = int(values.size - np.count_nonzero(np.isfinite(values)))
    if bad:
        raise Unreadable(
            f"holds values that are not numbers (NaN or infinite): {bad} of {values.size}.",
            "Replace them with values from 0 to 1 or from 0 to 255, and save it again.",
        )


def _without_levels(low: float, high: float, wanted: str) -> Unreadable:
    return Unreadable(
        f"holds values from {low:.6g} to {high:.6g}; wanted are {wanted}.",
        "State which are black and white (levels), or scale its values.",
    )
