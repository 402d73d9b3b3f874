"""Colour conversions that SR networks and their metrics use: BT.601 luma and JPEG YCbCr."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BT601_LUMA = (65.481, 128.553, 24.966)
"""Weights of R, G, B (0..1) in the Y of BT.601, whose range is 16..235."""


def luma_bt601(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Y of BT.601, 16..235, of uint8 (H, W, 3): what SR papers measure PSNR on."""
    return np.asarray(pixels.astype(np.float64) / 255.0 @ np.array(BT601_LUMA) + 16.0)
