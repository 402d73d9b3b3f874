"""RFDN (Liu et al., ECCV Workshops 2020): features distilled in residual steps, weighted by spatial attention.

Module names follow the authors' release, and so does the code where the paper says otherwise: a block does not
add its input to its output, and the released x4 network is the smaller one of the AIM 2020 challenge.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Architecture, Configuration, Layout, Paper, building
from lamgui.networks.architectures.layers import conv3x3

LEAK = 0.05
"""Slope of every leaky ReLU for negative values."""


class SpatialAttention(nn.Module):
    """Enhanced spatial attention: a weight for each position from a wide, coarse look around it."""

    def __init__(self, width: int, narrow: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(width, narrow, 1)
        self.conv_f = nn.Conv2d(narrow, narrow, 1)
        self.conv2 = nn.Conv2d(narrow, narrow, 3, stride=2)
        self.conv_max, self.conv3, self.conv3_ = (conv3x3(narrow, narrow) for _ in range(3))
        self.conv4 = nn.Conv2d(narrow, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        narrow = self.conv1(x)
        coarse = functional.max_pool2d(self.conv2(narrow), kernel_size=7, stride=3)
        coarse = torch.relu(self.conv3(torch.relu(self.conv_max(coarse))))
        coarse = functional.interpolate(self.conv3_(coarse), size=x.shape[-2:], mode="bilinear", align_corners=False)
        return x * torch.sigmoid(self.conv4(coarse + self.conv_f(narrow)))


class DistillationBlock(nn.Module):
    """Three times a 1x1 keeps some features aside and a shallow residual refines the rest; then all are fused."""

    def __init__(self, width: int, distilled: int, narrow: int) -> None:
        super().__init__()
        self.c1_d, self.c2_d, self.c3_d = (nn.Conv2d(width, distilled, 1) for _ in range(3))
        self.c1_r, self.c2_r, self.c3_r = (conv3x3(width, width) for _ in range(3))
        self.c4 = conv3x3(width, distilled)
        self.c5 = nn.Conv2d(4 * distilled, width, 1)
        self.esa = SpatialAttention(width, narrow)

    def forward(self, x: Tensor) -> Tensor:
        kept: list[Tensor] = []
        for distil, refine in ((self.c1_d, self.c1_r), (self.c2_d, self.c2_r), (self.c3_d, self.c3_r)):
            kept.append(_leaky(distil(x)))
            x = _leaky(refine(x) + x)
        kept.append(_leaky(self.c4(x)))
        weighted: Tensor = self.esa(self.c5(torch.cat(kept, dim=1)))
        return weighted


class RFDN(nn.Module):
    """Maps (N, channels, h, w) to (N, channels, scale*h, scale*w) in the same range; h and w are at least 15."""

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 3,
        width: int = 50,
        distilled: int = 25,
        narrow: int = 12,
        blocks: int = 4,
    ) -> None:
        super().__init__()
        self.fea_conv = conv3x3(channels, width)
        self._blocks = tuple(f"B{number}" for number in range(1, blocks + 1))
        for name in self._blocks:
            self.add_module(name, DistillationBlock(width, distilled, narrow))
        self.c = nn.Sequential(nn.Conv2d(blocks * width, width, 1), nn.LeakyReLU(LEAK))
        self.LR_conv = conv3x3(width, width)
        self.upsampler = nn.Sequential(conv3x3(width, channels * scale**2), nn.PixelShuffle(scale))

    def forward(self, x: Tensor) -> Tensor:
        shallow = deep = self.fea_conv(x)
        gathered: list[Tensor] = []
        for name in self._blocks:
            deep = self.get_submodule(name)(deep)
            gathered.append(deep)
        restored: Tensor = self.upsampler(self.LR_conv(self.c(torch.cat(gathered, dim=1))) + shallow)
        return restored


def _leaky(x: Tensor) -> Tensor:
    return functional.leaky_relu(x, LEAK)


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["fea_conv.weight"][:2]
    scale = math.isqrt(layout["upsampler.0.weight"][0] // max(1, channels))
    if scale < 1:
        return None
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={
            "channels": channels,
            "width": width,
            "distilled": layout["B1.c1_d.weight"][0],
            "narrow": layout["B1.esa.conv1.weight"][0],
            "blocks": sum(key.endswith(".esa.conv1.weight") for key in layout),
        },
    )


ARCHITECTURE = Architecture(
    name="RFDN",
    paper=Paper("Liu et al.", "ECCVW", 2020),
    build=building(RFDN, "scale"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("fea_conv.weight", "B1.c1_d.weight", "B1.esa.conv1.weight", "upsampler.0.weight"),
    receptive_field=ReceptiveField.BOUNDED,
    minimum_px=15,
    colours={3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
)
