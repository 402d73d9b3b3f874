"""Networks of scale 2 that draw random numbers: noise on the output, dropout in forward, and their own generator."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.networks.entry import Repeats
from lamgui.networks.network import Network
from tests.networks.test_network import network_of

CODE = """
import torch
from torch import nn
from torch.nn import functional

class Noisy(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 1)

    def forward(self, x):
        large = functional.interpolate(self.conv(x), scale_factor=2, mode="bilinear")
        return large + 0.02 * torch.randn_like(large)
"""
"""A file of the user's that holds such a network."""


class AddedNoise(nn.Module):
    """Enlarges, times noise about 1: the map of a pixel depends on what was drawn for it."""

    def forward(self, x: Tensor) -> Tensor:
        large = functional.interpolate(x, scale_factor=2, mode="bilinear")
        return large * (1 + 0.02 * torch.randn_like(large))


class DropoutInForward(nn.Module):
    """Enlarges what a dropout that evaluation does not turn off leaves of the features."""

    def __init__(self) -> None:
        super().__init__()
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            self.features, self.out = nn.Conv2d(3, 16, 3, padding=1), nn.Conv2d(16, 12, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        kept = functional.dropout(functional.relu(self.features(x)), 0.3, training=True)
        return functional.pixel_shuffle(self.out(kept), 2)


class OwnGenerator(nn.Module):
    """Noise that no seed of the process reaches."""

    def __init__(self) -> None:
        super().__init__()
        self._generator = torch.Generator().manual_seed(0)

    def forward(self, x: Tensor) -> Tensor:
        large = functional.interpolate(x, scale_factor=2, mode="bilinear")
        return large + 0.02 * torch.randn(large.shape, generator=self._generator, dtype=x.dtype)


def noisy(module: nn.Module, repeats: Repeats = Repeats.SEEDED) -> Network:
    """The network of a module, with what loading found out about it."""
    network = network_of(module)
    network.facts = network.facts.__class__(**{**vars(network.facts), "repeats": repeats})
    return network
