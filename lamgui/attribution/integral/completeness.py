"""Whether a map adds up to ΔD and D rises all along the path, and how much of either matters."""

from __future__ import annotations

import numpy as np

from lamgui.base.arrays import Floats

LARGE_GAP = 0.05
"""A completeness gap beyond which a map should not be trusted, as a share of ΔD."""

MET_GAP = 0.01
"""A completeness gap up to which the sum counts as ΔD: twice what float32 leaves undefined of a map, 0.5 %."""

LARGE_FALL = 0.05
"""A fall of D along the path beyond which it is reported, as a share of the range in which D moves."""


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


def meets(gap: float) -> bool:
    """Whether a completeness gap is so small that the sum counts as ΔD."""
    return abs(gap) <= MET_GAP


def largest_fall(objective: Floats) -> float:
    """The most by which D falls from a node to a later one, as a share (0..1) of the range in which it moves.

    `objective` is D along the path, both ends among its values, all finite; 0 where D does not move.
    """
    moved = float(objective.max() - objective.min())
    fallen = float((np.maximum.accumulate(objective) - objective).max())
    return fallen / moved if moved > 0 else 0.0


def misses_little(missed: float, objective: Floats) -> bool:
    """Whether |Σ - ΔD| is little of the range in which D moves along the path, both ends among its values.

    Of detectors with a sign D rises and falls: ΔD nearly cancels, and a gap as a share of it says nothing.
    """
    return bool(missed <= LARGE_GAP * float(objective.max() - objective.min()))
