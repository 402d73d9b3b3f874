"""Small networks with known properties, for tests of the mathematics."""

from __future__ import annotations

import torch
from torch import Tensor, nn


def linear_network(scale: int, channels: int = 3, seed: int = 0) -> nn.Module:
    """A purely linear SR network: one convolution without bias, then pixel shuffle."""
    torch.manual_seed(seed)
    conv = nn.Conv2d(channels, channels * scale**2, 3, padding=1, bias=False)
    return nn.Sequential(conv, nn.PixelShuffle(scale)).double().eval().requires_grad_(False)


def smooth_network(scale: int, channels: int = 3, seed: int = 0) -> nn.Module:
    """A small network without kinks, so that quadrature converges at its textbook order."""
    torch.manual_seed(seed)
    first, second = nn.Conv2d(channels, 8, 3, padding=1), nn.Conv2d(8, channels * scale**2, 3, padding=1)
    return nn.Sequential(first, nn.Tanh(), second, nn.PixelShuffle(scale)).double().eval().requires_grad_(False)


class GlobalMean(nn.Module):
    """Adds the whole picture's mean to the output of a linear network: a global receptive field."""

    def __init__(self, scale: int) -> None:
        super().__init__()
        self.local = linear_network(scale)

    def forward(self, x: Tensor) -> Tensor:
        restored: Tensor = self.local(x)
        return restored * (1 + x.mean(dim=(-3, -2, -1), keepdim=True))


def picture(height: int, width: int, channels: int = 3, seed: int = 1) -> Tensor:
    """A random picture, float64 (C, h, w), 0..1."""
    return torch.rand(channels, height, width, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))
