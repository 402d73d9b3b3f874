"""Reduce an HR picture to LR by an antialiased bicubic, as Pillow does it or as MATLAB does it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
from PIL import Image

from lamgui.base.arrays import Doubles
from lamgui.imaging.picture import Pixels

Value = TypeVar("Value", bound=np.generic)

KEYS_A = -0.5
"""The a of Keys' cubic that both Pillow and MATLAB's imresize use."""


class Reduction(StrEnum):
    """How an HR picture becomes the LR input."""

    PILLOW = "pillow"
    MATLAB = "matlab"


def crop_to_multiple(pixels: npt.NDArray[Value], scale: int) -> npt.NDArray[Value]:
    """The largest top-left part of (H, W, 3) whose sides are multiples of `scale`."""
    height, width = pixels.shape[:2]
    return pixels[: height - height % scale, : width - width % scale]


def reduce(pixels: Pixels, scale: int, reduction: Reduction = Reduction.PILLOW) -> Pixels:
    """Reduce uint8 (H, W, 3) by the whole factor `scale`; H and W must be multiples of it.

    Raises ValueError where they are not: `crop_to_multiple` makes them so.
    """
    _require_multiple(pixels.shape, scale)
    if scale == 1:
        return pixels.copy()
    height, width = pixels.shape[:2]
    if reduction is Reduction.PILLOW:
        small = Image.fromarray(pixels).resize((width // scale, height // scale), Image.Resampling.BICUBIC)
        return np.array(small)
    return _reduce_matlab(pixels, scale)


def reduce_values(values: Doubles, scale: int, reduction: Reduction = Reduction.PILLOW) -> Doubles:
    """The same of float64 (H, W, 3), 0..1: nothing is rounded, and what rings beyond 0..1 is clipped, as of integers.

    Pillow leaves out the part of its kernel that lies beyond the border, MATLAB repeats the edge pixel there.
    """
    _require_multiple(values.shape, scale)
    if scale == 1:
        return values.copy()
    weights, repeats_edge = _keys_weights(scale), reduction is Reduction.MATLAB
    for axis in (0, 1):
        sums = _weighted_sums(values, scale, axis, weights, "edge" if repeats_edge else "constant")
        if not repeats_edge:
            ones = np.ones_like(values[:, :1] if axis == 0 else values[:1])
            sums /= _weighted_sums(ones, scale, axis, weights, "constant")
        values = sums
    return np.clip(values, 0, 1, out=values)


def _require_multiple(shape: tuple[int, ...], scale: int) -> None:
    height, width = shape[:2]
    if height % scale or width % scale:
        raise ValueError(f"a picture of {width}x{height} cannot be reduced by {scale} without cropping")


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
    total = _weighted_sums(pixels, scale, axis, weights, "edge")
    rounded: Pixels = np.clip(np.floor(total + 0.5), 0, 255).astype(np.uint8)
    return rounded


def _weighted_sums(
    values: Pixels | Doubles, scale: int, axis: int, weights: Doubles, beyond: Literal["edge", "constant"]
) -> Doubles:
    """Sums around each LR pixel along an axis, with the edge pixel or nothing beyond the border."""
    length = values.shape[axis] // scale
    before = (len(weights) - scale) // 2
    padding = [(0, 0)] * values.ndim
    padding[axis] = (before, before)
    padded = np.pad(values, padding, mode=beyond)
    total = np.zeros((*values.shape[:axis], length, *values.shape[axis + 1 :]))
    for tap, weight in enumerate(weights):
        every = [slice(None)] * values.ndim
        every[axis] = slice(tap, tap + scale * (length - 1) + 1, scale)
        total += weight * padded[tuple(every)]
    return total


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
