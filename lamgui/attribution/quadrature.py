"""Quadrature: at which α the gradient is taken, and over which piece of the path it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lamgui.attribution.settings import Rule

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Node:
    """One term of the sum: `weight` * ∂D/∂γ(alpha) ⊙ (γ(upper) - γ(lower)).

    `reached` is the α up to which the integral is summed once this term is in.
    """

    alpha: float
    lower: float
    upper: float
    weight: float
    reached: float


def make_nodes(rule: Rule, steps: int, path_length: Callable[[], tuple[Floats, Floats]]) -> tuple[Node, ...]:
    """The nodes of a rule with `steps` intervals, in the order of α.

    `path_length` gives rising α, from 0 to 1, and the path's length up to each; only `arc` asks it.
    """
    bounds = np.linspace(0.0, 1.0, steps + 1)
    if rule is Rule.TRAPEZOID:
        return _trapezoid(bounds)
    if rule is Rule.RIGHT:
        return _one_each(bounds, bounds[1:])
    if rule is Rule.MIDPOINT:
        return _one_each(bounds, (bounds[:-1] + bounds[1:]) / 2)
    halves = _equal_pieces(*path_length(), 2 * steps)
    return _one_each(halves[::2], halves[1::2])


def _one_each(bounds: Floats, alphas: Floats) -> tuple[Node, ...]:
    return tuple(
        Node(float(alpha), float(lower), float(upper), 1.0, float(upper))
        for alpha, lower, upper in zip(alphas, bounds[:-1], bounds[1:], strict=True)
    )


def _trapezoid(bounds: Floats) -> tuple[Node, ...]:
    """The mean of both ends of each interval, gathered by node: each gradient counts for half of either side."""
    lower = np.concatenate([bounds[:1], bounds[:-1]])
    upper = np.concatenate([bounds[1:], bounds[-1:]])
    reached = np.concatenate([(bounds[:-1] + bounds[1:]) / 2, bounds[-1:]])
    return tuple(
        Node(float(a), float(lo), float(up), 0.5, float(r))
        for a, lo, up, r in zip(bounds, lower, upper, reached, strict=True)
    )


def _equal_pieces(grid: Floats, lengths: Floats, pieces: int) -> Floats:
    """α at which the path is cut into pieces of equal length; equal in α where it has none (a flat picture)."""
    equal = np.linspace(0.0, 1.0, pieces + 1)
    if not lengths[-1] > 0:
        return equal
    # Beyond the last α where the path still moves any α will do, and interpolation wants rising lengths.
    rising = np.concatenate([[True], np.diff(lengths) > 0])
    cuts: Floats = np.interp(equal * lengths[-1], lengths[rising], grid[rising])
    cuts[0], cuts[-1] = 0.0, 1.0
    return cuts
