"""The pixels of pictures as files for print hold them: crisp in every reader, and no finer than they are printed."""

from __future__ import annotations

import math

import cv2
import numpy as np

from lamgui.imaging.picture import Pixels

CRISP_PPI = 300
"""Pixels per inch from which no reader shows the smoothing that some put between pixels."""

MOST_TIMES = 64
"""That a pixel is repeated: enough for pictures of a few pixels in an inch."""


def printed_pixels(pixels: Pixels, width_in: float, height_in: float, dpi: int) -> Pixels:
    """A picture (h, w, 3) for a place of some inches: each pixel repeated, a whole number of times, up to 300 an inch.

    One that has more than `dpi` pixels an inch is averaged down to that.
    """
    height, width = pixels.shape[:2]
    finest_px = math.ceil(width_in * dpi), math.ceil(height_in * dpi)
    if width > finest_px[0] or height > finest_px[1]:
        size = min(width, max(1, finest_px[0])), min(height, max(1, finest_px[1]))
        averaged: Pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
        return averaged
    needed = CRISP_PPI * max(width_in / width, height_in / height)
    times = min(MOST_TIMES, max(1, math.ceil(needed - 1e-9)))
    repeated: Pixels = np.repeat(np.repeat(pixels, times, axis=0), times, axis=1)
    return repeated
