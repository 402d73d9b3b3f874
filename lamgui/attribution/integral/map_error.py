"""How far a map may be from the integral: estimated from the maps that every third of its nodes gives alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.integral.rules.calibration import Calibration
from lamgui.attribution.measures.measures import diffusion_index
from lamgui.base.arrays import Floats

INDEX_SHARE = 0.1
"""Of how far the maps of the thirds lie apart, as a share of DI: it made the narrowest bars (docs/trust.md)."""


@dataclass(frozen=True)
class MapError:
    """± that hold in 95 of 100 maps: `of_map` as a share of the map's norm, `of_diffusion_index` in its own unit.

    The latter is None without a DI.
    """

    of_map: float
    of_diffusion_index: float | None


def estimate_error(lam: Floats, thirds: Sequence[Floats], calibration: Calibration) -> MapError | None:
    """The error of `lam` (C, h, w), given three maps of every third of its nodes.

    Networks with ReLUs have kinks along the path, so that errors fall with the number of nodes, and the thirds lie
    farther from the integral than all nodes do: the error is a share of their root mean square distance from `lam`.
    So it is with DI, where INDEX_SHARE of the maps' distance is counted in: three numbers may agree by chance.
    `calibration` says which share holds in 95 of 100 maps. None without thirds, or for a map without a norm.
    """
    norm = float(np.linalg.norm(lam))
    if not thirds or not math.isfinite(norm) or norm == 0:
        return None
    apart = _root_mean_square([float(np.linalg.norm(third - lam)) for third in thirds]) / norm
    whole = diffusion_index(lam)
    scattered = [diffusion_index(third) for third in thirds]
    known = [value for value in scattered if value is not None]
    if whole is None or len(known) < len(thirds):
        return MapError(calibration.of_map * apart, None)
    index_apart = math.hypot(_root_mean_square([value - whole for value in known]), INDEX_SHARE * whole * apart)
    return MapError(calibration.of_map * apart, calibration.of_diffusion_index * index_apart)


def _root_mean_square(values: Sequence[float]) -> float:
    return math.sqrt(sum(value**2 for value in values) / len(values))
