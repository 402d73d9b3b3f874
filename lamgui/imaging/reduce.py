"""Reduce an HR picture to LR by an antialiased bicubic, as Pillow does it or as MATLAB does it."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from PIL import Image

from lamgui.imaging.picture import Pixels

KEYS_A = -0.5
"""The a of Keys' cubic that both Pillow and MATLAB's imresize use."""


class Reduction(StrEnum):
    """How an HR picture becomes the LR input."""

    PILLOW = "pillow"
    MATLAB = "matlab"


def crop_to_multiple(pixels: Pixels, scale: int) -> Pixels:
    """The largest top-left part of (H, W, 3) whose sides are multiples of `scale`."""
    height, width = pixels.shape[:2]
    return pixels[: height - height % scale, : width - width % scale]


def reduce(pixels: Pixels, scale: int, reduction: Reduction = Reduction.PILLOW) -> Pixels:
    """Reduce uint8 (H, W, 3) by the whole factor `scale`; H and W must be multiples of it.

    Raises ValueError where they are not: `crop_to_multiple` makes them so.
    """
    height, width = pixels.shape[:2]
    if height % scale or width % scale:
        raise ValueError(f"a picture of {width}x{height} cannot be reduced by {scale} without cropping")
    if scale == 1:
        return pixels.copy()
    if reduction is Reduction.PILLOW:
        small = Image.fromarray(pixels).resize((width // scale, height // scale), Image.Resampling.BICUBIC)
        return np.asarray(small)
    return _reduce_matlab(pixels, scale)


def _reduce_matlab(pixels: Pixels, scale: int) -> Pixels:
    """imresize(pixels, 1/scale, 'bicubic'): rows, then columns, in floating point, rounded once."""
    values = pixels.astype(np.float64)
    for axis in (0, 1):
        weights, sources = _matlab_taps(values.shape[axis], scale)
        taken = np.take(values, sources, axis=axis)
        shape = (1,) * axis + weights.shape + (1,) * (values.ndim - axis - 1)
        values = (taken * weights.reshape(shape)).sum(axis=axis + 1)
    rounded: Pixels = np.clip(np.floor(values + 0.5), 0, 255).astype(np.uint8)
    return rounded


def _matlab_taps(length: int, scale: int) -> tuple[np.ndarray, np.ndarray]:
    """Weights and source positions, each (length / scale, taps); borders mirror with the edge repeated."""
    centre = (np.arange(length // scale) + 0.5) * scale - 0.5
    support = 4 * scale
    first = np.floor(centre - support / 2).astype(int)
    positions = first[:, None] + np.arange(support + 2)[None, :]
    weights = _keys_cubic((centre[:, None] - positions) / scale)
    weights /= weights.sum(axis=1, keepdims=True)
    mirrored = np.mod(positions, 2 * length)
    return weights, np.where(mirrored < length, mirrored, 2 * length - 1 - mirrored)


def _keys_cubic(x: np.ndarray) -> np.ndarray:
    """Keys' cubic convolution kernel with a = -1/2."""
    x = np.abs(x)
    near = (KEYS_A + 2) * x**3 - (KEYS_A + 3) * x**2 + 1
    far = KEYS_A * (x**3 - 5 * x**2 + 8 * x - 4)
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))
