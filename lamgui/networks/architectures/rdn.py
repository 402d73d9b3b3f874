"""RDN (Zhang et al., CVPR 2018): dense blocks whose outputs are all fused, then sub-pixel upsampling.

Module names follow yjn870's port; the authors' PyTorch code is part of EDSR-PyTorch and has no mean colour. That
code takes as many features for the upsampler as a layer grows by: where both differ, only its files load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import torch
from torch import Tensor, nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import (
    Architecture,
    Configuration,
    Dialect,
    Layout,
    Paper,
    building,
    renamed_by,
)
from lamgui.networks.architectures.layers import PixelShuffleUpsampler, conv3x3, read_pixel_shuffle_scale


class DenseLayer(nn.Module):
    """A convolution with ReLU of all features so far, put beside them."""

    def __init__(self, gathered: int, growth: int) -> None:
        super().__init__()
        self.conv = conv3x3(gathered, growth)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat((x, torch.relu(self.conv(x))), dim=1)


class ResidualDenseBlock(nn.Module):
    """Dense layers, fused by a 1x1 and added to the input."""

    def __init__(self, width: int, growth: int, depth: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(*(DenseLayer(width + layer * growth, growth) for layer in range(depth)))
        self.lff = nn.Conv2d(width + depth * growth, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + self.lff(self.layers(x))
        return added


class RDN(nn.Module):
    """Maps (N, channels, h, w) to (N, channels, scale*h, scale*w) in the same range.

    The paper's D, C and G are `blocks`, `depth` and `growth`; G0 is `width`.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 3,
        width: int = 64,
        growth: int = 64,
        blocks: int = 16,
        depth: int = 8,
        upper_width: int = 64,
    ) -> None:
        super().__init__()
        self.sfe1 = conv3x3(channels, width)
        self.sfe2 = conv3x3(width, width)
        self.rdbs = nn.ModuleList(ResidualDenseBlock(width, growth, depth) for _ in range(blocks))
        self.gff = nn.Sequential(nn.Conv2d(blocks * width, width, 1), conv3x3(width, width))
        self.upscale = PixelShuffleUpsampler(scale, width, upper_width)
        self.output = conv3x3(upper_width, channels)

    def forward(self, x: Tensor) -> Tensor:
        shallow = self.sfe1(x)
        deep = self.sfe2(shallow)
        gathered: list[Tensor] = []
        for block in self.rdbs:
            deep = block(deep)
            gathered.append(deep)
        fused = self.gff(torch.cat(gathered, dim=1)) + shallow
        restored: Tensor = self.output(self.upscale(fused))
        return restored


def _rename_official(layout: Layout) -> Mapping[str, str]:
    """The last of the upsampler's convolutions is the output's."""
    numbers = [int(found[1]) for key in layout if (found := re.fullmatch(r"UPNet\.(\d+)\.weight", key))]
    return renamed_by(
        (r"SFENet", "sfe"),
        (r"RDBs\.(\d+)\.convs\.(\d+)\.conv\.0", r"rdbs.\1.layers.\2.conv"),
        (r"RDBs\.(\d+)\.LFF", r"rdbs.\1.lff"),
        (r"GFF", "gff"),
        (rf"UPNet\.{max(numbers, default=0)}(?=\.)", "output"),
        (r"UPNet", "upscale"),
    )(layout)


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["sfe1.weight"][:2]
    upper_width = layout["output.weight"][1]
    scale = read_pixel_shuffle_scale(layout, "upscale", upper_width)
    if scale is None:
        return None
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={
            "width": width,
            "growth": layout["rdbs.0.layers.0.conv.weight"][0],
            "blocks": sum(key.endswith(".lff.weight") for key in layout),
            "depth": sum(key.startswith("rdbs.0.layers.") and key.endswith(".weight") for key in layout),
            "upper_width": upper_width,
        },
    )


ARCHITECTURE = Architecture(
    name="RDN",
    paper=Paper("Zhang et al.", "CVPR", 2018),
    build=building(RDN, "scale", "channels"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("sfe1.weight", "rdbs.0.layers.0.conv.weight", "rdbs.0.lff.weight", "output.weight"),
    receptive_field=ReceptiveField.LOCAL,
    dialects=(Dialect("yjn870"), Dialect("official", _rename_official)),
    value_ranges=(255.0, 1.0),
    colours={3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
)
