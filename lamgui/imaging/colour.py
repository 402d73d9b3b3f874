"""Colour conversions that SR networks and their metrics use: BT.601 luma and both kinds of YCbCr.

Arrays that go to and from a network are floating point (3, H, W), channel first, values 0..1; leading
dimensions are allowed. Nothing is clipped or rounded, so each conversion undoes its inverse.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from lamgui.base.arrays import Doubles

Planes = npt.NDArray[np.floating[Any]]
"""Floating point (..., 3, H, W)."""

BT601_LUMA = (65.481, 128.553, 24.966)
"""Weights of R, G, B (0..1) in the Y of BT.601, whose range is 16..235."""

_RED, _GREEN, _BLUE = 0.299, 0.587, 0.114
_FULL_RANGE = np.array(
    [
        [_RED, _GREEN, _BLUE],
        [-0.5 * _RED / (1 - _BLUE), -0.5 * _GREEN / (1 - _BLUE), 0.5],
        [0.5, -0.5 * _GREEN / (1 - _RED), -0.5 * _BLUE / (1 - _RED)],
    ]
)
_FULL_INVERSE = np.asarray(np.linalg.inv(_FULL_RANGE), dtype=np.float64)
_FULL_OFFSET = np.array([0, 128, 128]) / 255
_STUDIO_RANGE = np.array([BT601_LUMA, (-37.797, -74.203, 112.0), (112.0, -93.786, -18.214)]) / 255
_STUDIO_INVERSE = np.asarray(np.linalg.inv(_STUDIO_RANGE), dtype=np.float64)
_STUDIO_OFFSET = np.array([16, 128, 128]) / 255


class Colour(StrEnum):
    """What the channels of a network mean."""

    RGB = "rgb"
    BGR = "bgr"
    YCBCR = "ycbcr"
    """Three channels of JPEG's full-range YCbCr."""
    Y = "y"
    """One channel: the Y of BT.601, 16..235, divided by 255."""
    GREY = "grey"
    """One channel: the luma of JPEG, full range."""


OF_LUMA = frozenset({Colour.Y, Colour.GREY})
"""What networks restore that leave the chroma to an enlargement."""


def luma_bt601(pixels: npt.NDArray[np.uint8]) -> Doubles:
    """Y of BT.601, 16..235, of uint8 (H, W, 3): what SR papers measure PSNR on."""
    luma = np.full(pixels.shape[:-1], 16.0)
    # A look-up for each channel: on a photograph several times as fast as a product of matrices.
    for channel, weight in enumerate(BT601_LUMA):
        luma += (np.arange(256) * (weight / 255))[pixels[..., channel]]
    return luma


def rgb_to_ycbcr(rgb: Planes) -> Planes:
    """JPEG's full-range YCbCr of RGB; both (..., 3, H, W), 0..1, with Cb and Cr of a grey at 128/255."""
    return _mixed(rgb, _FULL_RANGE) + _column(_FULL_OFFSET, rgb)


def ycbcr_to_rgb(ycbcr: Planes) -> Planes:
    """The inverse of `rgb_to_ycbcr`; the result can lie outside of 0..1, as a network's colours can."""
    return _mixed(ycbcr - _column(_FULL_OFFSET, ycbcr), _FULL_INVERSE)


def rgb_to_ycbcr_studio(rgb: Planes) -> Planes:
    """BT.601's YCbCr divided by 255: Y in 16/255..235/255, Cb and Cr in 16/255..240/255, as MATLAB's rgb2ycbcr.

    Its first channel is what `Colour.Y` networks take.
    """
    return _mixed(rgb, _STUDIO_RANGE) + _column(_STUDIO_OFFSET, rgb)


def ycbcr_studio_to_rgb(ycbcr: Planes) -> Planes:
    """The inverse of `rgb_to_ycbcr_studio`; the result can lie outside of 0..1, as a network's colours can."""
    return _mixed(ycbcr - _column(_STUDIO_OFFSET, ycbcr), _STUDIO_INVERSE)


def _mixed(planes: Planes, matrix: Doubles) -> Planes:
    """Each pixel's channels times `matrix`, in the precision of `planes`."""
    if planes.ndim < 3 or planes.shape[-3] != 3:
        raise ValueError(f"planes came as {planes.shape}, wanted (3, H, W): put the three channels first")
    mixed: Planes = np.einsum("dc,...chw->...dhw", matrix.astype(planes.dtype), planes)
    return mixed


def _column(offset: Doubles, like: Planes) -> Planes:
    return offset.astype(like.dtype)[:, None, None]
