"""Reduce an HR picture to LR by an antialiased bicubic, as Pillow does it or as MATLAB does it."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from PIL import Image

from lamgui.base.arrays import Doubles
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
        return np.array(small)
    return _reduce_matlab(pixels, scale)


def _reduce_matlab(pixels: Pixels, scale: int) -> Pixels:
    """imresize(pixels, 1/scale, 'bicubic') of uint8: down the columns, rounded to uint8, then along the rows.

    Beyond the border the edge pixel repeats. So the LR pictures of Set5 were made, to the bit; newer MATLABs
    mirror there, which changes the outermost two LR pixels only.
    """
    weights = _keys_weights(scale)
    for axis in (0, 1):
        pixels = _reduce_axis(pixels, scale, axis, weights)
    return pixels


def _reduce_axis(pixels: Pixels, scale: int, axis: int, weights: Doubles) -> Pixels:
    length = pixels.shape[axis] // scale
    before = (len(weights) - scale) // 2
    padding = [(0, 0)] * pixels.ndim
    padding[axis] = (before, before)
    padded = np.pad(pixels, padding, mode="edge")
    total = np.zeros((*pixels.shape[:axis], length, *pixels.shape[axis + 1 :]))
    for tap, weight in enumerate(weights):
        every = [slice(None)] * pixels.ndim
        every[axis] = slice(tap, tap + scale * (length - 1) + 1, scale)
        total += weight * padded[tuple(every)]
    rounded: Pixels = np.clip(np.floor(total + 0.5), 0, 255).astype(np.uint8)
    return rounded


def _keys_weights(scale: int) -> Doubles:
    """Keys' cubic stretched `scale` times, at the HR pixels around the centre of an LR pixel; its sum is 1.

    A whole scale puts every LR pixel's centre at the same place between HR pixels, so one set serves all.
    """
    taps = 4 * scale if scale % 2 == 0 else 4 * scale - 1
    weights = _keys_cubic((np.arange(taps) - (taps - 1) / 2) / scale)
    return np.asarray(weights / weights.sum())


def _keys_cubic(x: Doubles) -> Doubles:
    """Keys' cubic convolution kernel with a = -1/2, for |x| < 2."""
    x = np.abs(x)
    near = (KEYS_A + 2) * x**3 - (KEYS_A + 3) * x**2 + 1
    far = KEYS_A * (x**3 - 5 * x**2 + 8 * x - 4)
    return np.where(x <= 1, near, far)
