"""Layers that several lineages share, and how their sizes are read off a checkpoint."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.networks.architectures._architecture import Layout

DIV2K_MEAN = (0.4488, 0.4371, 0.4040)
"""Mean RGB colour of DIV2K, values 0..1, subtracted by EDSR, CARN, RCAN and their kin."""


def conv3x3(channels_in: int, channels_out: int, groups: int = 1) -> nn.Conv2d:
    """A 3x3 convolution that keeps the size: stride 1, zero padding 1, with bias."""
    return nn.Conv2d(channels_in, channels_out, 3, padding=1, groups=groups)


class MeanShift(nn.Conv2d):
    """Adds `sign` times the mean colour, as the frozen 1x1 convolution that released files store."""

    def __init__(self, value_range: float, sign: int) -> None:
        super().__init__(3, 3, kernel_size=1)
        # No torch.eye and no product: on the meta device, where layouts are read off, these take seconds of imports.
        nn.init.dirac_(self.weight)
        self.bias = nn.Parameter(torch.tensor([sign * value_range * mean for mean in DIV2K_MEAN]))
        self.requires_grad_(False)


class ShiftedMean(nn.Module):
    """A mean shift one level down, where released files keep it."""

    def __init__(self, value_range: float, sign: int) -> None:
        super().__init__()
        self.shifter = MeanShift(value_range, sign)

    def forward(self, x: Tensor) -> Tensor:
        shifted: Tensor = self.shifter(x)
        return shifted


class ResidualBlock(nn.Module):
    """Conv, ReLU, conv, added to the input after scaling by `residual_scale`."""

    def __init__(self, width: int, residual_scale: float = 1.0) -> None:
        super().__init__()
        self.body = nn.Sequential(conv3x3(width, width), nn.ReLU(inplace=True), conv3x3(width, width))
        self.residual_scale = residual_scale

    def forward(self, x: Tensor) -> Tensor:
        residual: Tensor = self.body(x)
        return x + residual if self.residual_scale == 1.0 else x + residual * self.residual_scale


class Deconvolution(nn.ConvTranspose2d):
    """A transposed convolution that enlarges `scale` times, computed as a sub-pixel convolution of the same weights.

    Shi et al. 2016 (arXiv 1609.07009) show that both are one map. On a CPU the transposed one is twice as slow:
    it works picture by picture, and on many zeros.
    """

    def __init__(self, channels_in: int, channels_out: int, kernel_size: int, scale: int) -> None:
        padding = kernel_size // 2
        super().__init__(
            channels_in, channels_out, kernel_size, stride=scale, padding=padding, output_padding=scale - 1
        )
        self._scale = scale
        # Where along the kernel lies what pixel `phase` of an output cell gets from the input pixel `reach - t` away.
        self._reach = max((kernel_size - 1 - padding) // scale, (padding + scale - 1) // scale)

    def forward(self, x: Tensor, output_size: list[int] | None = None) -> Tensor:
        assert output_size is None
        sub_pixel = functional.conv2d(x, self._sub_pixel_weight(), padding=self._reach)
        enlarged = functional.pixel_shuffle(sub_pixel, self._scale)
        return enlarged if self.bias is None else enlarged + self.bias.view(1, -1, 1, 1)

    def _sub_pixel_weight(self) -> Tensor:
        """The weight (in, out, k, k) as (out * scale^2, in, taps, taps)."""
        scale, taps = self._scale, 2 * self._reach + 1
        channels_in, channels_out, kernel_size, _ = self.weight.shape
        before = self._reach * scale - kernel_size // 2
        after = taps * scale - before - kernel_size
        whole = functional.pad(self.weight, (before, after, before, after))
        cells = whole.reshape(channels_in, channels_out, taps, scale, taps, scale).flip(2, 4)
        return cells.permute(1, 3, 5, 0, 2, 4).reshape(channels_out * scale**2, channels_in, taps, taps)


class PixelShuffleUpsampler(nn.Sequential):
    """Sub-pixel convolution (Shi et al. 2016): one x3 stage, or as many x2 stages as `scale` holds.

    Takes `width` features and gives `upper_width`, as many where that is None.
    """

    def __init__(self, scale: int, width: int, upper_width: int | None = None) -> None:
        stages: list[nn.Module] = []
        upper = width if upper_width is None else upper_width
        for stage, factor in enumerate(upsampling_stages(scale)):
            stages += [conv3x3(upper if stage else width, upper * factor**2), nn.PixelShuffle(factor)]
        super().__init__(*stages)


class ScaleUpsampler(nn.Module):
    """Grouped convolution, ReLU and pixel shuffle for each stage of `scale`."""

    def __init__(self, scale: int, width: int, groups: int) -> None:
        super().__init__()
        stages: list[nn.Module] = []
        for factor in upsampling_stages(scale):
            stages += [conv3x3(width, width * factor**2, groups), nn.ReLU(), nn.PixelShuffle(factor)]
        self.body = nn.Sequential(*stages)

    def forward(self, x: Tensor) -> Tensor:
        enlarged: Tensor = self.body(x)
        return enlarged


def enlarge(x: Tensor, scale: int) -> Tensor:
    """Bicubic with the coefficient of Pillow and MATLAB, -0.5, which torch uses with `antialias` only."""
    if scale == 1:
        return x
    return functional.interpolate(x, scale_factor=float(scale), mode="bicubic", align_corners=False, antialias=True)


def upsampling_stages(scale: int) -> tuple[int, ...]:
    """Factors of the x2 or x3 stages that make up `scale`: 1, 3 or a power of two.

    Raises ValueError for any other scale.
    """
    if scale == 3:
        return (3,)
    if scale < 1 or scale & (scale - 1):
        raise ValueError(f"scale {scale} is not 1, 3 or a power of two")
    return (2,) * (scale.bit_length() - 1)


def read_pixel_shuffle_scale(layout: Layout, upsampler: str, width: int, step: int = 2) -> int | None:
    """Scale of the sub-pixel stages at `upsampler`, one every `step` modules; None where it is 1 or makes no sense."""
    scale, stage = 1, 0
    while shape := layout.get(f"{upsampler}.{stage}.weight"):
        factor = math.isqrt(shape[0] // max(1, width))
        if factor < 2:
            return None
        scale, stage = scale * factor, stage + step
    return scale if scale == 3 or (scale > 1 and not scale & (scale - 1)) else None


def read_mean_shift_range(weights: Mapping[str, Tensor], key: str) -> float | None:
    """The value of white that a stored mean colour was multiplied by: 1, 255 or None for neither."""
    if key not in weights:
        return None
    ratio = weights[key].float().abs().mean().item() / (sum(DIV2K_MEAN) / 3)
    return next((known for known in (1.0, 255.0) if abs(ratio / known - 1) < 0.1), None)
