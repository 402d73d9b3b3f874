"""α that divide a path into parts of equal length: nodes lie densest where it moves fastest."""

from __future__ import annotations

import numpy as np

from lamgui.base.arrays import Doubles


def equal_pieces(alpha: Doubles, length: Doubles, pieces: int) -> Doubles:
    """α of the ends of the parts, from 0 to 1; `length` is that of the path up to each of `alpha`.

    Equal in α where the path has no length (a flat picture).
    """
    equal = np.linspace(0.0, 1.0, pieces + 1)
    if not length[-1] > 0:
        return equal
    # Beyond the last α where the path still moves any α will do, and interpolation needs rising lengths.
    rising = np.concatenate([[True], np.diff(length) > 0])
    ends: Doubles = np.interp(equal * length[-1], length[rising], alpha[rising])
    ends[0], ends[-1] = 0.0, 1.0
    return ends
