"""IMDN (Hui et al., ACM MM 2019): features are split step by step, part kept, part refined, then weighed by contrast.

Module names follow the authors' release. KAIR's entry to AIM 2019 has no channel attention and no fusion of the
blocks' outputs, and sees a bounded area therefore.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import (
    OWN_NAMES,
    Architecture,
    Configuration,
    Dialect,
    Layout,
    Paper,
    building,
    renamed_by,
    shifted,
)
from lamgui.networks.architectures.layers import conv3x3

LEAK = 0.05
"""Slope of every leaky ReLU for negative values."""


class ContrastAttention(nn.Module):
    """A weight for each channel from its mean and standard deviation over the whole picture."""

    def __init__(self, width: int, reduction: int) -> None:
        super().__init__()
        narrow = width // reduction
        self.conv_du = nn.Sequential(nn.Conv2d(width, narrow, 1), nn.ReLU(), nn.Conv2d(narrow, width, 1), nn.Sigmoid())

    def forward(self, x: Tensor) -> Tensor:
        weighted: Tensor = x * self.conv_du(x.mean((2, 3), keepdim=True) + _deviation(x))
        return weighted


class MultiDistillationBlock(nn.Module):
    """Three times a quarter of the features is kept and the rest refined; all are fused and added to the input."""

    def __init__(self, width: int, kept: int, reduction: int) -> None:
        super().__init__()
        rest = width - kept
        self.c1 = conv3x3(width, width)
        self.c2, self.c3 = (conv3x3(rest, width) for _ in range(2))
        self.c4 = conv3x3(rest, kept)
        self.cca = ContrastAttention(4 * kept, reduction) if reduction else None
        self.c5 = nn.Conv2d(4 * kept, width, 1)
        self._split = [kept, rest]

    def forward(self, x: Tensor) -> Tensor:
        gathered: list[Tensor] = []
        rest = x
        for refine in (self.c1, self.c2, self.c3):
            kept, rest = torch.split(functional.leaky_relu(refine(rest), LEAK), self._split, dim=1)
            gathered.append(kept)
        distilled = torch.cat((*gathered, self.c4(rest)), dim=1)
        fused: Tensor = self.c5(distilled if self.cca is None else self.cca(distilled))
        return x + fused


class IMDN(nn.Module):
    """Maps (N, channels, h, w) to (N, channels, scale*h, scale*w) in the same range.

    `reduction` 0 leaves out channel attention; without `fused` the blocks are a plain chain.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        channels: int = 3,
        width: int = 64,
        kept: int = 16,
        blocks: int = 6,
        reduction: int = 16,
        fused: bool = True,
    ) -> None:
        super().__init__()
        self.fea_conv = conv3x3(channels, width)
        self._blocks = tuple(f"IMDB{number}" for number in range(1, blocks + 1))
        for name in self._blocks:
            self.add_module(name, MultiDistillationBlock(width, kept, reduction))
        self.c = nn.Sequential(nn.Conv2d(blocks * width, width, 1), nn.LeakyReLU(LEAK)) if fused else None
        self.LR_conv = conv3x3(width, width)
        self.upsampler = nn.Sequential(conv3x3(width, channels * scale**2), nn.PixelShuffle(scale))

    def forward(self, x: Tensor) -> Tensor:
        shallow = deep = self.fea_conv(x)
        gathered: list[Tensor] = []
        for name in self._blocks:
            deep = self.get_submodule(name)(deep)
            gathered.append(deep)
        if self.c is not None:
            deep = self.c(torch.cat(gathered, dim=1))
        restored: Tensor = self.upsampler(self.LR_conv(deep) + shallow)
        return restored


def _deviation(x: Tensor) -> Tensor:
    """Standard deviation of each channel, divided by h*w; its gradient is 0 where a channel is flat, not NaN."""
    variance = x.var((2, 3), correction=0, keepdim=True)
    flat = variance == 0
    return torch.sqrt(variance.masked_fill(flat, 1.0)).masked_fill(flat, 0.0)


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["fea_conv.weight"][:2]
    scale = math.isqrt(layout["upsampler.0.weight"][0] // max(1, channels))
    kept = layout["IMDB1.c4.weight"][0]
    attention = layout.get("IMDB1.cca.conv_du.0.weight")
    if scale < 1:
        return None
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={
            "width": width,
            "kept": kept,
            "blocks": sum(key.endswith(".c4.weight") for key in layout),
            "reduction": 4 * kept // max(1, attention[0]) if attention else 0,
            "fused": "c.0.weight" in layout,
        },
        receptive_field=ReceptiveField.GLOBAL if attention else ReceptiveField.LOCAL,
    )


ARCHITECTURE = Architecture(
    name="IMDN",
    paper=Paper("Hui et al.", "ACM MM", 2019),
    build=building(IMDN, "scale", "channels"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("fea_conv.weight", "IMDB1.c1.weight", "IMDB1.c4.weight", "upsampler.0.weight"),
    receptive_field=ReceptiveField.GLOBAL,
    dialects=(
        OWN_NAMES,
        Dialect(
            "kair",
            renamed_by(
                (r"model\.0(?=\.)", "fea_conv"),
                (r"model\.1\.sub\.(\d+)\.conv1x1", shifted("IMDB", 1, ".c5")),
                (r"model\.1\.sub\.(\d+)\.conv4", shifted("IMDB", 1, ".c4")),
                (r"model\.1\.sub\.(\d+)\.conv1\.0", shifted("IMDB", 1, ".c1")),
                (r"model\.1\.sub\.(\d+)\.conv2\.0", shifted("IMDB", 1, ".c2")),
                (r"model\.1\.sub\.(\d+)\.conv3\.0", shifted("IMDB", 1, ".c3")),
                (r"model\.1\.sub\.\d+", "LR_conv"),
                (r"model\.2(?=\.)", "upsampler.0"),
            ),
        ),
    ),
    colours={3: (Colour.RGB,), 1: (Colour.Y, Colour.GREY)},
)
