"""How far apart the maps of several seeds lie, for networks that draw random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lamgui.attribution.measures.measures import diffusion_index
from lamgui.base.arrays import Floats


@dataclass(frozen=True)
class Spread:
    """Standard deviations over seeds: `of_map` as a share of the mean map's norm, `of_diffusion_index` in its unit.

    DI is that of each seed's own map; None where one has none.
    """

    of_map: float
    of_diffusion_index: float | None


def spread_of(lams: Sequence[Floats]) -> Spread | None:
    """The spread of maps (C, h, w) about their mean; None for fewer than two, or a mean without a norm."""
    if len(lams) < 2:
        return None
    mean = np.mean(lams, axis=0, dtype=np.float64)
    norm = float(np.linalg.norm(mean))
    if not np.isfinite(norm) or norm == 0:
        return None
    squares = sum(float(np.linalg.norm(lam - mean)) ** 2 for lam in lams)
    indices = [diffusion_index(lam) for lam in lams]
    known = [index for index in indices if index is not None]
    apart = float(np.std(known, ddof=1)) if len(known) == len(lams) else None
    return Spread((squares / (len(lams) - 1)) ** 0.5 / norm, apart)
