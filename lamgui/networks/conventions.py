"""How a picture becomes a network's input and its output a picture again: channels, their colour, 8 bits."""

from __future__ import annotations

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor

from lamgui.base.arrays import Doubles, Floats
from lamgui.imaging.colour import (
    BT601_LUMA,
    Colour,
    rgb_to_ycbcr,
    rgb_to_ycbcr_studio,
    ycbcr_studio_to_rgb,
    ycbcr_to_rgb,
)
from lamgui.imaging.picture import Pixels

CHANNELS = {Colour.RGB: 3, Colour.BGR: 3, Colour.YCBCR: 3, Colour.Y: 1, Colour.GREY: 1}


def to_planes(pixels: Pixels | Doubles, colour: Colour) -> Doubles:
    """Pixels, uint8 or float64 0..1, as a network's channels: float64 (C, H, W), 0..1.

    YCbCr of 8-bit pixels is rounded to 8 bit, as files of it are.
    """
    is_rounded = pixels.dtype == np.uint8
    planes: Floats = pixels.transpose(2, 0, 1) / (255.0 if is_rounded else 1.0)
    if colour is Colour.BGR:
        planes = planes[::-1]
    elif colour is Colour.YCBCR:
        converted = rgb_to_ycbcr(planes)
        planes = _rounded(converted) if is_rounded else converted
    elif colour is Colour.Y:
        planes = rgb_to_ycbcr_studio(planes)[:1]
    elif colour is Colour.GREY:
        planes = rgb_to_ycbcr(planes)[:1]
    return np.ascontiguousarray(planes, dtype=np.float64)


def brightened(planes: Tensor, shift: float, colour: Colour) -> Tensor:
    """A network's input (C, H, W) with `shift`, as a share of white, added to R, G and B; nothing is clipped.

    Of YCbCr only the luma changes, by as much as those add up to.
    """
    if colour is Colour.Y:
        return planes + shift * sum(BT601_LUMA) / 255
    if colour is Colour.YCBCR:
        return torch.cat([planes[:1] + shift, planes[1:]])
    return planes + shift


def to_pixels(planes: Floats, colour: Colour, lr: Pixels) -> Pixels:
    """A network's (C, H, W) as pixels, rounded; a network that restores luma only gets the chroma of `lr`, enlarged.

    YCbCr is rounded to 8 bit before it is converted, which is how the released code of such networks measures.
    Values that are not finite become black; the result counts them.
    """
    values = planes
    if colour is Colour.BGR:
        values = planes[::-1]
    elif colour is Colour.YCBCR:
        values = ycbcr_to_rgb(_rounded(values.astype(np.float64)))
    elif colour is Colour.Y:
        chroma = _enlarged(rgb_to_ycbcr_studio(lr.transpose(2, 0, 1) / 255.0)[1:], values.shape[1:])
        values = ycbcr_studio_to_rgb(np.concatenate([values.astype(np.float64), chroma]))
    elif colour is Colour.GREY:
        chroma = _enlarged(rgb_to_ycbcr(lr.transpose(2, 0, 1) / 255.0)[1:], values.shape[1:])
        values = ycbcr_to_rgb(np.concatenate([values.astype(np.float64), chroma]))
    scaled = np.where(np.isfinite(values), values, 0.0) * 255.0
    rounded = np.rint(np.clip(scaled, 0.0, 255.0, out=scaled), out=scaled).astype(np.uint8)
    return np.asarray(cv2.merge(list(rounded)), dtype=np.uint8)


def _rounded(planes: Floats) -> Floats:
    """Rounded to the 256 levels of 8 bit, 0..1."""
    rounded: Floats = np.rint(np.clip(planes, 0.0, 1.0) * 255.0) / 255.0
    return rounded


def _enlarged(planes: Floats, shape: tuple[int, ...]) -> Doubles:
    """Each plane enlarged to (H, W) by Pillow's bicubic, in floating point."""
    images = [Image.fromarray(plane.astype(np.float32)) for plane in planes]
    size = (shape[1], shape[0])
    return np.stack([np.asarray(image.resize(size, Image.Resampling.BICUBIC), dtype=np.float64) for image in images])
