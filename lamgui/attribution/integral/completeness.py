"""Whether a map adds up to ΔD: the completeness gap, and how much of it matters."""

from __future__ import annotations

import numpy as np

from lamgui.base.arrays import Floats

LARGE_GAP = 0.05
"""A completeness gap beyond which a map should not be trusted, as a share of ΔD."""


def completeness_gap(total: float, delta: float, rounding: float = 0.0) -> float:
    """How far the sum of a map lies from ΔD, as a share of ΔD: NaN where both are 0, infinite where only ΔD is.

    What is less than `rounding`, the part of D that the arithmetic leaves open, counts as 0 where both are.
    """
    if max(abs(total), abs(delta)) < rounding:
        return float("nan")
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(total - delta) / np.float64(delta))


def is_large_gap(gap: float) -> bool:
    """Whether a completeness gap is too large to trust the map, or there is none."""
    return not abs(gap) <= LARGE_GAP


def misses_little(missed: float, objective: Floats) -> bool:
    """Whether |Σ - ΔD| is little of the range in which D moves along the path, both ends among its values.

    Of detectors with a sign D rises and falls: ΔD nearly cancels, and a gap as a share of it says nothing.
    """
    return bool(missed <= LARGE_GAP * float(objective.max() - objective.min()))
