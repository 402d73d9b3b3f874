"""The kinds of arrays that the program's signatures name, whatever their shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating]
"""Numbers of either precision."""

Doubles = npt.NDArray[np.float64]

Mask = npt.NDArray[np.bool_]
"""Which pixels belong to something."""
