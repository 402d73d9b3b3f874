"""SAN (Dai et al., CVPR 2019): residual groups whose channels are weighed by how they vary together.

Module names follow the authors' release, and so does the code: the non-local layer works on each quarter of the
picture for itself, and looks for answers at every second position; a factor for each group and the channel attention
of the non-local layer are in the files but have no effect.
"""

from __future__ import annotations

import re

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.imaging.colour import Colour
from lamgui.networks.architectures._architecture import Architecture, Configuration, Layout, Paper, building
from lamgui.networks.architectures.layers import (
    MeanShift,
    PixelShuffleUpsampler,
    conv3x3,
    read_mean_shift_range,
    read_pixel_shuffle_scale,
)

ITERATIONS = 5
"""Steps of Newton and Schulz towards the square root of the covariance."""
COVARIANCE_PX = 1000
"""Sides beyond which the covariance is that of the middle only."""


class CovarianceAttention(nn.Module):
    """A weight for each channel from the mean of its row in the square root of the channels' covariance."""

    def __init__(self, width: int, narrow: int) -> None:
        super().__init__()
        self.conv_du = nn.Sequential(nn.Conv2d(width, narrow, 1), nn.ReLU(), nn.Conv2d(narrow, width, 1), nn.Sigmoid())

    def forward(self, x: Tensor) -> Tensor:
        root = square_root(covariance(_middle(x)))
        weighted: Tensor = x * self.conv_du(root.mean(dim=1)[:, :, None, None])
        return weighted


def covariance(x: Tensor) -> Tensor:
    """Covariance (N, C, C) of the channels of (N, C, h, w), divided by h*w."""
    values = x.flatten(2)
    centred = values - values.mean(dim=2, keepdim=True)
    return centred @ values.transpose(1, 2) / values.shape[2]


def square_root(matrix: Tensor) -> Tensor:
    """Square root of (N, C, C), by `ITERATIONS` steps of Newton and Schulz on the matrix divided by its trace."""
    trace = matrix.diagonal(dim1=1, dim2=2).sum(dim=1)[:, None, None]
    threefold = 3.0 * torch.eye(matrix.shape[1], dtype=matrix.dtype, device=matrix.device)
    normed = matrix / trace
    step = 0.5 * (threefold - normed)
    root, inverse = normed @ step, step
    for _ in range(ITERATIONS - 2):
        step = 0.5 * (threefold - inverse @ root)
        root, inverse = root @ step, step @ inverse
    return 0.5 * root @ (threefold - inverse @ root) * torch.sqrt(trace)


def _middle(x: Tensor) -> Tensor:
    rows, columns = (max(0, (side - COVARIANCE_PX) // 2) for side in x.shape[-2:])
    return x[..., rows : rows + COVARIANCE_PX, columns : columns + COVARIANCE_PX]


class PooledNonLocal(nn.Module):
    """Each position receives a weighted sum of every second position's features, added to the input."""

    def __init__(self, width: int, narrow: int) -> None:
        super().__init__()
        self.g = nn.Sequential(nn.Conv2d(width, narrow, 1), nn.MaxPool2d(2))
        self.theta = nn.Conv2d(width, narrow, 1)
        self.phi = nn.Sequential(nn.Conv2d(width, narrow, 1), nn.MaxPool2d(2))
        self.W = nn.Conv2d(narrow, width, 1)

    def forward(self, x: Tensor) -> Tensor:
        query, key, value = (layer(x).flatten(2).transpose(1, 2) for layer in (self.theta, self.phi, self.g))
        summed = functional.scaled_dot_product_attention(query, key, value, scale=1.0).transpose(1, 2)
        added: Tensor = x + self.W(summed.reshape(x.shape[0], -1, *x.shape[-2:]))
        return added


class QuarteredNonLocal(nn.Module):
    """The non-local layer on each quarter of the picture; its channel attention is stored and not used."""

    def __init__(self, width: int, narrow: int) -> None:
        super().__init__()
        self.soca = CovarianceAttention(width, narrow)
        self.non_local = PooledNonLocal(width, narrow)

    def forward(self, x: Tensor) -> Tensor:
        upper, lower = x.tensor_split((x.shape[2] // 2,), dim=2)
        halves = (half.tensor_split((x.shape[3] // 2,), dim=3) for half in (upper, lower))
        return torch.cat([torch.cat([self.non_local(quarter) for quarter in half], dim=3) for half in halves], dim=2)


class ResidualLayers(nn.Module):
    """Conv, ReLU, conv, added to the input."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv_first = nn.Sequential(conv3x3(width, width), nn.ReLU(), conv3x3(width, width))

    def forward(self, x: Tensor) -> Tensor:
        added: Tensor = x + self.conv_first(x)
        return added


class CovarianceAttentionGroup(nn.Module):
    """Residual layers, covariance attention and a convolution, added to the input; `gamma` is stored and not used."""

    def __init__(self, width: int, blocks: int, reduction: int) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.zeros(1))
        self.rcab = nn.ModuleList(ResidualLayers(width) for _ in range(blocks))
        self.soca = CovarianceAttention(width, width // reduction)
        self.conv_last = conv3x3(width, width)

    def forward(self, x: Tensor) -> Tensor:
        deep = x
        for layers in self.rcab:
            deep = layers(deep)
        added: Tensor = x + self.conv_last(self.soca(deep))
        return added


class SAN(nn.Module):
    """Maps (N, 3, h, w) in 0..`value_range` to (N, 3, scale*h, scale*w) in the same range; h and w are at least 4.

    `gamma` is how much of the first non-local features each group receives; `conv_last` is stored and not used.
    """

    def __init__(
        self,
        *,
        scale: int = 4,
        width: int = 64,
        groups: int = 20,
        blocks: int = 10,
        reduction: int = 16,
        narrow: int = 8,
        value_range: float = 255.0,
    ) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.zeros(1))
        self.sub_mean = MeanShift(value_range, sign=-1)
        self.add_mean = MeanShift(value_range, sign=1)
        self.head = nn.Sequential(conv3x3(3, width))
        self.RG = nn.ModuleList(CovarianceAttentionGroup(width, blocks, reduction) for _ in range(groups))
        self.conv_last = conv3x3(width, width)
        self.non_local = QuarteredNonLocal(width, narrow)
        self.tail = nn.Sequential(PixelShuffleUpsampler(scale, width), conv3x3(width, 3))

    def forward(self, x: Tensor) -> Tensor:
        shallow = self.head(self.sub_mean(x))
        deep = shared = self.non_local(shallow)
        for group in self.RG:
            deep = group(deep) + self.gamma * shared
        restored: Tensor = self.add_mean(self.tail(self.non_local(deep) + shallow))
        return restored


def _read_off(layout: Layout) -> Configuration | None:
    width, channels = layout["head.0.weight"][:2]
    scale = read_pixel_shuffle_scale(layout, "tail.0", width)
    if scale is None:
        return None
    layers = [found for key in layout if (found := re.fullmatch(r"RG\.(\d+)\.rcab\.(\d+)\.conv_first\.0\.weight", key))]
    return Configuration(
        scale=scale,
        channels=channels,
        arguments={
            "width": width,
            "groups": len({found[1] for found in layers}),
            "blocks": len({found[2] for found in layers}),
            "reduction": width // max(1, layout["RG.0.soca.conv_du.0.weight"][0]),
            "narrow": layout["non_local.non_local.theta.weight"][0],
        },
    )


ARCHITECTURE = Architecture(
    name="SAN",
    paper=Paper("Dai et al.", "CVPR", 2019),
    build=building(SAN, "scale", "value_range"),
    read_off=_read_off,
    example=Configuration(scale=4),
    landmarks=(
        "head.0.weight",
        "RG.0.rcab.0.conv_first.0.weight",
        "RG.0.soca.conv_du.0.weight",
        "non_local.non_local.theta.weight",
        "tail.1.weight",
    ),
    receptive_field=ReceptiveField.GLOBAL,
    minimum_px=4,
    value_ranges=(255.0, 1.0),
    colours={3: (Colour.RGB,)},
    stored_range=lambda weights: read_mean_shift_range(weights, "add_mean.bias"),
)
