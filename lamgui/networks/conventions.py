"""How a picture becomes a network's input and its output a picture again: colour, value range, padding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.device.full_precision import full_precision
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
from lamgui.networks.partial.graph import TracedNetwork, follow
from lamgui.networks.partial.memory import PROBE_PX, activation_bytes_per_pixel

Forward = Callable[[Tensor], Tensor]
"""(N, C, h, w) to (N, C, scale*h, scale*w), both 0..1."""

CHANNELS = {Colour.RGB: 3, Colour.BGR: 3, Colour.YCBCR: 3, Colour.Y: 1}


@dataclass(frozen=True)
class PlacedNetwork:
    """A module on one device in one precision, called with values 0..1 and pictures of any size.

    Its own values are 0..`value_range`; its sides are padded at the right and bottom, so that no pixel moves,
    and the output is cropped to `scale` times the input.
    """

    module: nn.Module
    scale: int
    value_range: float = 1.0
    multiple_of: int = 1
    minimum_px: int = 1
    memory_format: torch.memory_format = torch.contiguous_format
    channels: int = 3

    @cached_property
    def followed(self) -> TracedNetwork | None:
        """The module's operations, followed once; None where they cannot be told, or the picture is padded first.

        None too for code of others: to follow it is to run it on what is no picture, and it may keep what it sees.
        """
        own = all(type(layer).__module__.startswith(("lamgui.", "torch.nn.")) for layer in self.module.modules())
        return follow(self.module, self.channels) if own and self.multiple_of == self.minimum_px == 1 else None

    @cached_property
    def activation_bytes_per_pixel(self) -> float:
        """What a pass keeps in memory for the gradient, for each LR pixel: found once, on a small picture."""
        like = next(self.module.parameters(), torch.zeros(1))
        pixel = torch.full((1, self.channels, 1, 1), 0.5, dtype=like.dtype, device=like.device)
        return activation_bytes_per_pixel(self, self.module, pixel, max(PROBE_PX, self.minimum_px))

    def __call__(self, lr: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, scale*h, scale*w), both 0..1; gradients pass."""
        height, width = lr.shape[-2:]
        padded = pad(lr, self.multiple_of, self.minimum_px)
        scaled = (padded * self.value_range).contiguous(memory_format=self.memory_format)
        with full_precision(lr.device):
            sr: Tensor = self.module(scaled) / self.value_range
        return sr[..., : self.scale * height, : self.scale * width]


def pad(lr: Tensor, multiple_of: int, minimum_px: int) -> Tensor:
    """(N, C, h, w) continued at the right and bottom to whole multiples and at least `minimum_px` a side.

    By reflection, without repeating the edge; where the side is too short for that, by repeating the edge.
    """
    height, width = lr.shape[-2:]
    bottom, right = (_missing(side, multiple_of, minimum_px) for side in (height, width))
    for amount, side, sides in ((bottom, height, (0, 0, 0, bottom)), (right, width, (0, right, 0, 0))):
        if amount:
            lr = functional.pad(lr, sides, mode="reflect" if amount < side else "replicate")
    return lr


def to_planes(pixels: Pixels, colour: Colour) -> Doubles:
    """Pixels as a network's channels: float64 (C, H, W), 0..1; YCbCr is rounded to 8 bit, as files of it are."""
    planes: Floats = pixels.transpose(2, 0, 1) / 255.0
    if colour is Colour.BGR:
        planes = planes[::-1]
    elif colour is Colour.YCBCR:
        planes = _rounded(rgb_to_ycbcr(planes))
    elif colour is Colour.Y:
        planes = rgb_to_ycbcr_studio(planes)[:1]
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
    """A network's (C, H, W) as pixels, rounded; a network that restores Y only gets the chroma of `lr`, enlarged.

    YCbCr is rounded to 8 bit before it is converted, which is how the released code of such networks measures.
    What is not finite becomes black: the numbers of a result count it.
    """
    values = planes
    if colour is Colour.BGR:
        values = planes[::-1]
    elif colour is Colour.YCBCR:
        values = ycbcr_to_rgb(_rounded(values.astype(np.float64)))
    elif colour is Colour.Y:
        chroma = _enlarged(rgb_to_ycbcr_studio(lr.transpose(2, 0, 1) / 255.0)[1:], values.shape[1:])
        values = ycbcr_studio_to_rgb(np.concatenate([values.astype(np.float64), chroma]))
    scaled = np.where(np.isfinite(values), values, 0.0) * 255.0
    rounded = np.rint(np.clip(scaled, 0.0, 255.0, out=scaled), out=scaled).astype(np.uint8)
    return np.asarray(cv2.merge(list(rounded)), dtype=np.uint8)


def _rounded(planes: Floats) -> Floats:
    """To 256 levels of 0..1."""
    rounded: Floats = np.rint(np.clip(planes, 0.0, 1.0) * 255.0) / 255.0
    return rounded


def _missing(side: int, multiple_of: int, minimum_px: int) -> int:
    wanted = max(side, minimum_px)
    return -(-wanted // multiple_of) * multiple_of - side


def _enlarged(planes: Floats, shape: tuple[int, ...]) -> Doubles:
    """Each plane enlarged to (H, W) by Pillow's bicubic, in floating point."""
    images = [Image.fromarray(plane.astype(np.float32)) for plane in planes]
    size = (shape[1], shape[0])
    return np.stack([np.asarray(image.resize(size, Image.Resampling.BICUBIC), dtype=np.float64) for image in images])
