"""How far a map may be from the integral: estimated from the maps that every third of its nodes gives alone."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.measures.measures import diffusion_index
from lamgui.base.arrays import Floats


@dataclass(frozen=True)
class MapError:
    """Estimates: `of_map` as a share of the map's norm, `of_diffusion_index` in its own unit (None without a DI)."""

    of_map: float
    of_diffusion_index: float | None


def estimate_error(lam: Floats, thirds: Sequence[Floats], error_thirds: int = 1) -> MapError | None:
    """The error of `lam` (C, h, w), given three maps of every third of its nodes; the first is the coarser rule's own.

    Networks with ReLUs have kinks along the path, so that errors fall with the number of nodes: the coarser map's
    is three times that of `lam`, and the two are at least twice it apart; of the first `error_thirds` thirds the
    farthest counts. DI of the three scatters about that of all: its error is their root mean square distance divided
    by √3.
    None without thirds, or for a map without a norm.
    """
    norm = float(np.linalg.norm(lam))
    if not thirds or not math.isfinite(norm) or norm == 0:
        return None
    whole = diffusion_index(lam)
    apart = max(float(np.linalg.norm(third - lam)) for third in thirds[:error_thirds]) / norm
    scattered = [diffusion_index(third) for third in thirds]
    known = [value for value in scattered if value is not None]
    if whole is None or len(known) < len(thirds):
        return MapError(apart / 2, None)
    squares = [(value - whole) ** 2 for value in known]
    return MapError(apart / 2, math.sqrt(sum(squares) / len(squares) / 3))
