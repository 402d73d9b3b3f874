"""CSNLN (Mei et al., CVPR 2020): one cell, run many times, that finds large patches of the picture for small ones.

Module names follow the authors' release. Scale 4 is two projections by 2. Height and width are multiples of the
projection's factor: patches are matched with a picture that is smaller by it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Architecture, Configuration, Layout, Paper, building
from lamgui.networks.architectures.layers import MeanShift, conv3x3, read_mean_shift_range

MATCHED_PX = 3
"""Side of the patches that are compared."""
SHARPNESS = 10.0
"""What likenesses are multiplied by before the softmax."""
OVERLAPS = 6.0
"""What the sum of overlapping patches is divided by in the released code."""


class InScaleAttention(nn.Module):
    """Each position receives a weighted sum of all positions."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv_match1, self.conv_match2 = (_activated(nn.Conv2d(width, width // 2, 1)) for _ in range(2))
        self.conv_assembly = _activated(nn.Conv2d(width, width, 1))

    def forward(self, x: Tensor) -> Tensor:
        query, key, value = (
            layer(x).flatten(2).transpose(1, 2) for layer in (self.conv_match1, self.conv_match2, self.conv_assembly)
        )
        summed = functional.scaled_dot_product_attention(query, key, value, scale=1.0)
        return summed.transpose(1, 2).reshape(x.shape)


class CrossScaleAttention(nn.Module):
    """The picture `factor` times larger, put together from its own patches where their reduced copies match."""

    def __init__(self, width: int, factor: int) -> None:
        super().__init__()
        self.register_buffer("escape_NaN", torch.full((1,), 1e-4))
        self.conv_match_1, self.conv_match_2 = (_activated(nn.Conv2d(width, width // 2, 1)) for _ in range(2))
        self.conv_assembly = _activated(nn.Conv2d(width, width, 1))
        self._factor = factor

    def forward(self, x: Tensor) -> Tensor:
        factor, side = self._factor, MATCHED_PX * self._factor
        height, width = x.shape[-2:]
        patches = functional.unfold(self.conv_assembly(x), side, padding=factor, stride=factor)
        reduced = functional.interpolate(x, scale_factor=1 / factor, mode="bilinear", align_corners=False)
        reference = functional.unfold(self.conv_match_2(reduced), MATCHED_PX, padding=MATCHED_PX // 2)
        # The square root of 0 has no gradient: the floor is applied to the square.
        length = reference.square().sum(dim=1, keepdim=True).clamp_min(self.get_buffer("escape_NaN") ** 2).sqrt()
        sought = functional.unfold(self.conv_match_1(x), MATCHED_PX, padding=MATCHED_PX // 2)
        likeness = (reference / length).transpose(1, 2) @ sought
        assembled = patches @ (SHARPNESS * likeness).softmax(dim=1)
        size = (factor * height, factor * width)
        return functional.fold(assembled, size, side, padding=factor, stride=factor) / OVERLAPS


class EncodedResidual(nn.Module):
    """Conv, PReLU, conv, added to the input."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(conv3x3(width, width), nn.PReLU(), conv3x3(width, width))

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + self.body(x)
        return added


class MultiSourceProjection(nn.Module):
    """The picture enlarged by what it holds at its own scale, corrected by what it holds across scales."""

    def __init__(self, width: int, factor: int) -> None:
        super().__init__()
        self.up_attention = CrossScaleAttention(width, factor)
        self.down_attention = InScaleAttention(width)
        self.upsample = _activated(_larger(width, factor, 3 * factor, factor))
        self.encoder = EncodedResidual(width)

    def forward(self, x: Tensor) -> Tensor:
        enlarged = self.upsample(self.down_attention(x))
        corrected: Tensor = enlarged + self.encoder(self.up_attention(x) - enlarged)
        return corrected


class RecurrentProjection(nn.Module):
    """One run of the cell: features and the enlarged estimate, corrected by what its reduction loses."""

    def __init__(self, width: int, scale: int) -> None:
        super().__init__()
        factor = 2 if scale == 4 else scale
        self.multi_source_projection = MultiSourceProjection(width, factor)
        self.down_sample_1 = _activated(_smaller(width, factor, 3 * factor, factor))
        self.error_encode = _activated(_larger(width, factor, 3 * factor, factor))
        self.post_conv = _activated(conv3x3(width, width))
        if scale == 4:
            self.multi_source_projection_2 = MultiSourceProjection(width, factor)
            self.down_sample_3, self.down_sample_4 = (_activated(_smaller(width, 4, 8, 2)) for _ in range(2))
            self.error_encode_2 = _activated(_larger(width, 4, 8, 2))
        else:
            self.down_sample_2 = _activated(_smaller(width, factor, 3 * factor, factor))
        self._twice = scale == 4

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(N, C, h, w) to features of that size and the estimate (N, C, scale*h, scale*w)."""
        enlarged = self.multi_source_projection(x)
        estimate = enlarged + self.error_encode(x - self.down_sample_1(enlarged))
        if not self._twice:
            return self.post_conv(self.down_sample_2(estimate)), estimate
        enlarged = self.multi_source_projection_2(estimate)
        estimate = enlarged + self.error_encode_2(x - self.down_sample_3(enlarged))
        return self.post_conv(self.down_sample_4(estimate)), estimate


class CSNLN(nn.Module):
    """Maps (N, 3, h, w) in 0..`value_range` to (N, 3, scale*h, scale*w) in the same range, for scales 2, 3 and 4.

    `depth` is how often the cell runs. Memory grows as the square of h*w, at scale 4 sixteenfold.
    """

    def __init__(self, *, scale: int = 4, width: int = 128, depth: int = 12, value_range: float = 1.0) -> None:
        super().__init__()
        if scale not in (2, 3, 4):
            raise ValueError(f"scale {scale} is not 2, 3 or 4")
        self.sub_mean = MeanShift(value_range, sign=-1)
        self.add_mean = MeanShift(value_range, sign=1)
        self.head = nn.Sequential(_activated(conv3x3(3, width)), _activated(conv3x3(width, width)))
        self.SEM = RecurrentProjection(width, scale)
        self.tail = nn.Sequential(conv3x3(width * depth, 3))
        self._depth = depth

    def forward(self, x: Tensor) -> Tensor:
        features = self.head(self.sub_mean(x))
        estimates: list[Tensor] = []
        for _ in range(self._depth):
            features, estimate = self.SEM(features)
            estimates.append(estimate)
        restored: Tensor = self.add_mean(self.tail(torch.cat(estimates, dim=1)))
        return restored


def _activated(layer: nn.Module) -> nn.Sequential:
    return nn.Sequential(layer, nn.PReLU())


def _smaller(width: int, stride: int, kernel: int, padding: int) -> nn.Conv2d:
    return nn.Conv2d(width, width, kernel, stride=stride, padding=padding)


def _larger(width: int, stride: int, kernel: int, padding: int) -> nn.ConvTranspose2d:
    return nn.ConvTranspose2d(width, width, kernel, stride=stride, padding=padding)


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["head.0.0.weight"][:2]
    factor = layout["SEM.down_sample_1.0.weight"][2] // 3
    scale = 4 if "SEM.down_sample_3.0.weight" in layout else factor
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={"width": width, "depth": layout["tail.0.weight"][1] // max(1, width)},
        multiple_of=factor,
    )


ARCHITECTURE = Architecture(
    name="CSNLN",
    paper=Paper("Mei et al.", "CVPR", 2020),
    build=building(CSNLN, "scale", "value_range"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=("head.0.0.weight", "SEM.down_sample_1.0.weight", "tail.0.weight"),
    receptive_field=ReceptiveField.GLOBAL,
    multiple_of=2,
    colours={3: (Colour.RGB,)},
    stored_range=lambda weights: read_mean_shift_range(weights, "add_mean.bias"),
)
