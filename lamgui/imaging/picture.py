"""A picture as the program holds it: 8-bit RGB, with where it came from and what was converted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""uint8 (H, W, 3), RGB."""
