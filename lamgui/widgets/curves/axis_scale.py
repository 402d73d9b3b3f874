"""Ranges that hold still, few ticks and short numbers for a small plot."""

from __future__ import annotations

import math

import numpy as np

from lamgui.base.arrays import Floats, Mask

MARGIN = 0.06
"""Share of the range that stays free above and below it."""

LEAST_RANGE = 0.01
"""Share of the values: smaller changes, such as rounding noise, are drawn as a level line."""

GROWTH = 0.25
"""Share of the range by which it grows in one step where values leave it, so that it grows seldom."""

LONGEST_TICK = 5
"""Characters of a tick's text; beyond them it is written with an exponent."""

_DRAWABLE_BELOW = 1e150
"""Larger numbers, infinity and NaN cannot be drawn on an axis."""


def drawable(values: Floats) -> Mask:
    """Which values can be drawn: finite ones, short of those whose differences overflow."""
    return np.abs(np.asarray(values, dtype=np.float64)) < _DRAWABLE_BELOW


def fixed_range(first: float, last: float, values: Floats) -> tuple[float, float]:
    """A range that is known before the values are: from `first` to `last` with a margin.

    It grows, in steps of a quarter, only where values leave it, margin and all. Values that
    cannot be drawn do not count.
    """
    values = values[drawable(values)]
    ends = np.array([first, last])
    ends = ends[drawable(ends)]
    if ends.size == 0:
        ends = np.array([float(values.min()), float(values.max())] if values.size else [0.0, 1.0])
    lowest, highest = float(ends.min()), float(ends.max())
    span = (highest - lowest) or abs(highest) or 1.0
    margin = max(MARGIN * span, LEAST_RANGE / 2 * float(np.abs(ends).max()))
    low, high = lowest - margin, highest + margin
    if values.size:
        grow = GROWTH * span
        low -= grow * math.ceil(max(0.0, low - float(values.min())) / grow)
        high += grow * math.ceil(max(0.0, float(values.max()) - high) / grow)
    return low, high


def ticks(low: float, high: float, most: int) -> list[tuple[float, str]]:
    """At most `most` round values within low..high, each with its text, all with the same number of decimals."""
    step = 10.0 ** math.floor(math.log10((high - low) / most))
    for factor in (1, 2, 5, 10, 20):
        first, last = math.ceil(low / (step * factor)), math.floor(high / (step * factor))
        if last - first < most:
            step *= factor
            break
    values = [index * step for index in range(first, last + 1)]
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    texts = [_minus(f"{value:.{decimals}f}") for value in values]
    if max(map(len, texts), default=0) > LONGEST_TICK:
        # As many digits as neighbours need to differ.
        digits = max(3, 2 + math.floor(math.log10(max(map(abs, values)) / step + 1e-9)))
        texts = [_scientific(value, digits, pad=False) for value in values]
    return list(zip(values, texts, strict=True))


def short_number(value: float, digits: int = 3, *, pad: bool = True) -> str:
    """A number in few characters, with `digits` significant ones; whole numbers below 100000 are kept whole.

    With `pad`, zeros at the end stay, so that the text keeps its width while the number changes.
    """
    if not math.isfinite(value):
        return "not finite"
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    if -3 <= exponent < 5:
        text = f"{value:.{max(0, digits - 1 - exponent)}f}"
        if not pad and "." in text:
            text = text.rstrip("0").rstrip(".")
        return _minus(text)
    return _scientific(value, digits, pad=pad)


def alpha_text(alpha: float) -> str:
    """An α with two decimals, or three where two do not say it: nodes lie closer than 0.01."""
    text = f"{alpha:.3f}"
    return text[:-1] if text.endswith("0") else text


def _scientific(value: float, digits: int, *, pad: bool) -> str:
    if value == 0:
        return "0"
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    if not pad and "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return _minus(f"{mantissa}e{int(power)}")


def _minus(text: str) -> str:
    """With minus signs, which are as wide as digits, for hyphens; a zero has none."""
    return text.replace("-", "\N{MINUS SIGN}") if float(text) != 0 else text.lstrip("-")
