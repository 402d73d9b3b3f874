"""RNAN (Zhang et al., ICLR 2019): each group weighs its features by a mask from a coarser look, or from everywhere.

Module names follow the authors' release, and so does the code where one would expect otherwise: the weights of the
non-local layer sum to 1 over the places that ask, not over those that answer.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Architecture, Configuration, Layout, Paper, building
from lamgui.networks.architectures.layers import (
    MeanShift,
    PixelShuffleUpsampler,
    ResidualBlock,
    conv3x3,
    read_mean_shift_range,
    read_pixel_shuffle_scale,
)


class NonLocal(nn.Module):
    """Each position receives a weighted sum of all positions, added to the input."""

    def __init__(self, width: int, narrow: int) -> None:
        super().__init__()
        self.g, self.theta, self.phi = (nn.Conv2d(width, narrow, 1) for _ in range(3))
        self.W = nn.Conv2d(narrow, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        query, key, value = (layer(x).flatten(2) for layer in (self.theta, self.phi, self.g))
        weights = (query.transpose(1, 2) @ key).softmax(dim=1)
        summed = (weights @ value.transpose(1, 2)).transpose(1, 2)
        added: Tensor = x + self.W(summed.reshape(x.shape[0], -1, *x.shape[-2:]))
        return added


class Trunk(nn.Module):
    """Two residual blocks."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(*(ResidualBlock(width) for _ in range(2)))

    def forward(self, x: Tensor) -> Tensor:
        refined: Tensor = self.body(x)
        return refined


class Mask(nn.Module):
    """Weights 0..1 for every feature, from half the resolution and back; height and width are even."""

    def __init__(self, width: int, narrow: int) -> None:
        super().__init__()
        first = [ResidualBlock(width)]
        self.MB_RB1 = nn.Sequential(*([NonLocal(width, narrow)] if narrow else []), *first)
        self.MB_Down = nn.Sequential(nn.Conv2d(width, width, 3, stride=2, padding=1))
        self.MB_RB2 = nn.Sequential(*(ResidualBlock(width) for _ in range(2)))
        self.MB_Up = nn.Sequential(nn.ConvTranspose2d(width, width, 6, stride=2, padding=2))
        self.MB_RB3 = nn.Sequential(ResidualBlock(width))
        self.MB_1x1conv = nn.Sequential(nn.Conv2d(width, width, 1))

    def forward(self, x: Tensor) -> Tensor:
        fine = self.MB_RB1(x)
        coarse = self.MB_Up(self.MB_RB2(self.MB_Down(fine)))
        return torch.sigmoid(self.MB_1x1conv(self.MB_RB3(fine + coarse)))


class MaskedAttention(nn.Module):
    """A trunk weighed by a mask, added to its input and refined."""

    def __init__(self, width: int, narrow: int) -> None:
        super().__init__()
        self.RA_RB1 = nn.Sequential(ResidualBlock(width))
        self.RA_TB = nn.Sequential(Trunk(width))
        self.RA_MB = nn.Sequential(Mask(width, narrow))
        self.RA_tail = nn.Sequential(*(ResidualBlock(width) for _ in range(2)))

    def forward(self, x: Tensor) -> Tensor:
        entered = self.RA_RB1(x)
        refined: Tensor = self.RA_tail(entered + self.RA_TB(entered) * self.RA_MB(entered))
        return refined


class MaskedAttentionGroup(nn.Module):
    """Masked attention and a convolution; `narrow` 0 leaves out the non-local layer."""

    def __init__(self, width: int, narrow: int) -> None:
        super().__init__()
        self.body = nn.Sequential(MaskedAttention(width, narrow), conv3x3(width, width))

    def forward(self, x: Tensor) -> Tensor:
        refined: Tensor = self.body(x)
        return refined


class RNAN(nn.Module):
    """Maps (N, 3, h, w) in 0..`value_range` to (N, 3, scale*h, scale*w) in the same range; h and w are even.

    `groups` counts those without a non-local layer; one with it lies before them and one after.
    """

    def __init__(
        self, *, scale: int = 4, width: int = 64, narrow: int = 32, groups: int = 8, value_range: float = 255.0
    ) -> None:
        super().__init__()
        self.sub_mean = MeanShift(value_range, sign=-1)
        self.add_mean = MeanShift(value_range, sign=1)
        self.head = nn.Sequential(conv3x3(3, width))
        self.body_nl_low = nn.Sequential(MaskedAttentionGroup(width, narrow))
        self.body = nn.Sequential(*(MaskedAttentionGroup(width, 0) for _ in range(groups)), conv3x3(width, width))
        self.body_nl_high = nn.Sequential(MaskedAttentionGroup(width, narrow))
        self.tail = nn.Sequential(PixelShuffleUpsampler(scale, width), conv3x3(width, 3))

    def forward(self, x: Tensor) -> Tensor:
        shallow = self.head(self.sub_mean(x))
        deep = shallow + self.body_nl_high(self.body(self.body_nl_low(shallow)))
        restored: Tensor = self.add_mean(self.tail(deep))
        return restored


_NON_LOCAL = "body_nl_low.0.body.0.RA_MB.0.MB_RB1.0.g.weight"


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["head.0.weight"][:2]
    scale = read_pixel_shuffle_scale(layout, "tail.0", width)
    if scale is None:
        return None
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={
            "width": width,
            "narrow": layout[_NON_LOCAL][0],
            "groups": sum(key.startswith("body.") and key.endswith(".MB_Up.0.weight") for key in layout),
        },
    )


ARCHITECTURE = Architecture(
    name="RNAN",
    paper=Paper("Zhang et al.", "ICLR", 2019),
    build=building(RNAN, "scale", "value_range"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("head.0.weight", _NON_LOCAL, "tail.1.weight"),
    receptive_field=ReceptiveField.GLOBAL,
    multiple_of=2,
    value_ranges=(255.0, 1.0),
    colours={3: (Colour.RGB,)},
    stored_range=lambda weights: read_mean_shift_range(weights, "add_mean.bias"),
)
