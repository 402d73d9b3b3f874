"""PAN (Zhao et al., ECCV Workshops 2020): a weight for every pixel of every feature, in the trunk and while enlarging.

Module names follow the authors' release, so that its checkpoints load as they are.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Architecture, Configuration, Layout, Paper, building
from lamgui.networks.architectures.layers import conv3x3

LEAK = 0.2
"""Slope of every leaky ReLU for negative values."""


class PixelAttention(nn.Module):
    """Each value weighed by a sigmoid of a 1x1 convolution of the values at its place."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(width, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.conv(x))


class AttendedConvolution(nn.Module):
    """A 3x3 convolution weighed by pixel attention of its own input, then another."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.k2 = nn.Conv2d(width, width, 1)
        self.k3, self.k4 = (_plain3x3(width) for _ in range(2))

    def forward(self, x: Tensor) -> Tensor:
        refined: Tensor = self.k4(self.k3(x) * torch.sigmoid(self.k2(x)))
        return refined


class SelfCalibratedBlock(nn.Module):
    """Two narrow branches, one of them with pixel attention, joined and added to the input."""

    def __init__(self, width: int) -> None:
        super().__init__()
        half = width // 2
        self.conv1_a, self.conv1_b = (nn.Conv2d(width, half, 1, bias=False) for _ in range(2))
        self.k1 = nn.Sequential(_plain3x3(half))
        self.PAConv = AttendedConvolution(half)
        self.conv3 = nn.Conv2d(2 * half, width, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        plain = _leaky(self.k1(_leaky(self.conv1_a(x))))
        attended = _leaky(self.PAConv(_leaky(self.conv1_b(x))))
        joined: Tensor = self.conv3(torch.cat((plain, attended), dim=1))
        return joined + x


class PAN(nn.Module):
    """Maps (N, channels, h, w) to (N, channels, scale*h, scale*w) in the same range, for scales 2, 3 and 4.

    `upper_width` is the number of features after enlarging.
    """

    def __init__(
        self, *, scale: int = 4, channels: int = 3, width: int = 40, upper_width: int = 24, blocks: int = 16
    ) -> None:
        super().__init__()
        if scale not in (2, 3, 4):
            raise ValueError(f"scale {scale} is not 2, 3 or 4")
        self.conv_first = conv3x3(channels, width)
        self.SCPA_trunk = nn.Sequential(*(SelfCalibratedBlock(width) for _ in range(blocks)))
        self.trunk_conv = conv3x3(width, width)
        self._factors = (2, 2) if scale == 4 else (scale,)
        for stage in range(1, len(self._factors) + 1):
            self.add_module(f"upconv{stage}", conv3x3(width if stage == 1 else upper_width, upper_width))
            self.add_module(f"att{stage}", PixelAttention(upper_width))
            self.add_module(f"HRconv{stage}", conv3x3(upper_width, upper_width))
        self.conv_last = conv3x3(upper_width, channels)
        self.scale = scale

    def forward(self, x: Tensor) -> Tensor:
        features: Tensor = self.conv_first(x)
        features = features + self.trunk_conv(self.SCPA_trunk(features))
        for stage, factor in enumerate(self._factors, start=1):
            up, attend, refine = (self.get_submodule(f"{name}{stage}") for name in ("upconv", "att", "HRconv"))
            enlarged = up(functional.interpolate(features, scale_factor=float(factor), mode="nearest"))
            features = _leaky(refine(_leaky(attend(enlarged))))
        base = functional.interpolate(x, scale_factor=float(self.scale), mode="bilinear", align_corners=False)
        restored: Tensor = self.conv_last(features) + base
        return restored


def _plain3x3(width: int) -> nn.Conv2d:
    return nn.Conv2d(width, width, 3, padding=1, bias=False)


def _leaky(x: Tensor) -> Tensor:
    return functional.leaky_relu(x, LEAK)


def _read_off(layout: Layout) -> Configuration | None:
    """One enlarging stage is x2 or x3, which leaves no trace in the shapes."""
    width, channels = layout["conv_first.weight"][:2]
    two_stages = "upconv2.weight" in layout
    return Configuration(
        scale=4 if two_stages else 2,
        channels=channels,
        arguments={
            "width": width,
            "upper_width": layout["upconv1.weight"][0],
            "blocks": sum(key.endswith(".PAConv.k2.weight") for key in layout),
        },
        undecided={} if two_stages else {"scale": (2, 3)},
    )


ARCHITECTURE = Architecture(
    name="PAN",
    paper=Paper("Zhao et al.", "ECCVW", 2020),
    build=building(PAN, "scale", "channels"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("conv_first.weight", "SCPA_trunk.0.conv1_a.weight", "upconv1.weight", "conv_last.weight"),
    receptive_field=ReceptiveField.LOCAL,
    value_ranges=(1.0,),
    colours={3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
)
