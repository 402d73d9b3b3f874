"""DRLN (Anwar and Barnes, TPAMI 2020): dense residual blocks in cascades, weighed by attention at three dilations.

Module names follow the authors' release, and so does the code where the paper says otherwise: the second block of
the second cascade takes the cascade's input, not what the first block's compression gave, which is lost therefore;
and the mean colour is subtracted as it is for 0..1 although values are 0..255. The dilated convolutions work on one
position, so that only the middle of each kernel counts.
"""

from __future__ import annotations

import re

import torch
from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Architecture, Configuration, Layout, Paper, building
from lamgui.networks.architectures.layers import (
    ScaleUpsampler,
    ShiftedMean,
    conv3x3,
    read_pixel_shuffle_scale,
)

CASCADES = (3, 3, 3, 3, 4, 4)
"""Blocks of each cascade in the released networks."""
DILATIONS = (3, 5, 7)
SHORTCUT = (1, 1)
"""Cascade and block that take the cascade's input instead of what the block before gave."""


class DenseResidual(nn.Module):
    """Two convolutions added to their input, then ReLU."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(conv3x3(width, width), nn.ReLU(), conv3x3(width, width))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.body(x))


class Compression(nn.Module):
    """A convolution with ReLU, or with a sigmoid."""

    def __init__(self, width_in: int, width: int, kernel: int, dilation: int = 1, gate: bool = False) -> None:
        super().__init__()
        padding = dilation * (kernel // 2)
        conv = nn.Conv2d(width_in, width, kernel, padding=padding, dilation=dilation)
        self.body = nn.Sequential(conv, nn.Sigmoid() if gate else nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        compressed: Tensor = self.body(x)
        return compressed


class LaplacianAttention(nn.Module):
    """A weight for each channel from its mean over the whole picture, by way of three dilated convolutions."""

    def __init__(self, width: int, reduction: int) -> None:
        super().__init__()
        narrow = width // reduction
        self.c1, self.c2, self.c3 = (Compression(width, narrow, 3, dilation) for dilation in DILATIONS)
        self.c4 = Compression(3 * narrow, width, 3, gate=True)

    def forward(self, x: Tensor) -> Tensor:
        mean = x.mean((2, 3), keepdim=True)
        weighted: Tensor = x * self.c4(torch.cat((self.c1(mean), self.c2(mean), self.c3(mean)), dim=1))
        return weighted


class DenseResidualBlock(nn.Module):
    """Three residuals, each put beside what it was made of, fused and weighed."""

    def __init__(self, width: int, reduction: int) -> None:
        super().__init__()
        self.r1, self.r2, self.r3 = (DenseResidual(factor * width) for factor in (1, 2, 4))
        self.g = Compression(8 * width, width, 1)
        self.ca = LaplacianAttention(width, reduction)

    def forward(self, x: Tensor) -> Tensor:
        for residual in (self.r1, self.r2, self.r3):
            x = torch.cat((x, residual(x)), dim=1)
        weighted: Tensor = self.ca(self.g(x))
        return weighted


class NestedUpsampler(nn.Module):
    """The upsampler, two levels down as in released files."""

    def __init__(self, scale: int, width: int) -> None:
        super().__init__()
        self.up = ScaleUpsampler(scale, width, groups=1)

    def forward(self, x: Tensor) -> Tensor:
        enlarged: Tensor = self.up(x)
        return enlarged


class DRLN(nn.Module):
    """Maps (N, 3, h, w) in 0..255 to (N, 3, scale*h, scale*w) in the same range.

    `cascades` has the number of blocks of each; blocks are numbered through all of them.
    """

    def __init__(
        self, *, scale: int = 4, width: int = 64, cascades: tuple[int, ...] = CASCADES, reduction: int = 16
    ) -> None:
        super().__init__()
        self.sub_mean, self.add_mean = ShiftedMean(1.0, sign=-1), ShiftedMean(1.0, sign=1)
        self.head = conv3x3(3, width)
        number = 0
        for blocks in cascades:
            for position in range(blocks):
                number += 1
                self.add_module(f"b{number}", DenseResidualBlock(width, reduction))
                self.add_module(f"c{number}", Compression((position + 2) * width, width, 3))
        self.upsample = NestedUpsampler(scale, width)
        self.tail = conv3x3(width, 3)
        self._cascades = cascades

    def forward(self, x: Tensor) -> Tensor:
        shallow = self.head(self.sub_mean(x))
        compressed = entered = shallow
        number = 0
        for cascade, blocks in enumerate(self._cascades):
            # The first block sees the sum, but what is gathered begins with the compression before it.
            gathered, seen = compressed, entered
            for position in range(blocks):
                number += 1
                taken = entered if (cascade, position) == SHORTCUT else seen
                gathered = torch.cat((gathered, self.get_submodule(f"b{number}")(taken)), dim=1)
                # One compression's result is read by nobody in the released network: it is not computed.
                if (cascade, position + 1) != SHORTCUT or position + 1 == blocks:
                    seen = compressed = self.get_submodule(f"c{number}")(gathered)
            entered = compressed + entered
        restored: Tensor = self.add_mean(self.tail(self.upsample(entered + shallow)))
        return restored


def _read_off(layout: Layout) -> Configuration | None:
    """A compression of two inputs begins a cascade."""
    width, channels = layout["head.weight"][:2]
    scale = read_pixel_shuffle_scale(layout, "upsample.up.body", width, step=3)
    numbered = {int(found[1]): shape for key, shape in layout.items() if (found := re.fullmatch(_COMPRESSION, key))}
    sizes = [numbered[number][1] // max(1, width) for number in sorted(numbered)]
    starts = [place for place, size in enumerate(sizes) if size == 2]
    if scale is None or not starts:
        return None
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={
            "width": width,
            "cascades": tuple(end - start for start, end in zip(starts, [*starts[1:], len(sizes)], strict=True)),
            "reduction": width // max(1, layout["b1.ca.c1.body.0.weight"][0]),
        },
    )


_COMPRESSION = r"c(\d+)\.body\.0\.weight"


ARCHITECTURE = Architecture(
    name="DRLN",
    paper=Paper("Anwar and Barnes", "TPAMI", 2020),
    build=building(DRLN, "scale"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("head.weight", "b1.r1.body.0.weight", "b1.ca.c1.body.0.weight", "tail.weight"),
    receptive_field=ReceptiveField.GLOBAL,
    value_ranges=(255.0, 1.0),
    colours={3: (Colour.RGB,)},
)
