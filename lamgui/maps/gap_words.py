"""The completeness gap and what it means, in words that follow from the limits of the mathematics."""

from __future__ import annotations

import math

from lamgui.attribution.integral.completeness import is_large_gap, meets
from lamgui.base.wording import gap_in_percent


def gap_in_words(gap: float, nonfinite: int = 0) -> str:
    """The gap, a share of ΔD, and what it means; `nonfinite` counts the values of the map that are not finite."""
    if nonfinite:
        return "none: the map is not finite"
    if math.isnan(gap):
        return "none: ΔD is 0"
    if math.isinf(gap):
        return "none: ΔD is 0, but the sum is not"
    return f"{gap_in_percent(gap)}: the sum {_verb(gap)} ΔD"


def _verb(gap: float) -> str:
    if meets(gap):
        return "meets"
    if not is_large_gap(gap):
        return "nearly meets"
    return "misses" if gap < 0 else "exceeds"
