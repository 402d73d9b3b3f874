"""Adapts a denoiser that is given the strength of the noise as one more channel, as DRUNet is."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from lamgui.networks.adapters.adapter import Adapter

SIGMA = 25.0
"""In levels of 0..255: the middle one of those that denoisers are measured at."""


class NoiseMap(Adapter):
    """Adds a channel of `sigma`, in levels of 0..255, to a picture whose white is `white`."""

    def __init__(self, network: nn.Module, sigma: float = SIGMA, white: float = 1.0) -> None:
        super().__init__(network)
        self.sigma, self.white = sigma, white
        self.remarks = (f"given a map of noise of σ {sigma:g} of 255 beside the picture",)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, h, w)."""
        strength = torch.full_like(x[:, :1], self.sigma / 255 * self.white)
        restored: Tensor = self.network(torch.cat([x, strength], dim=1))
        return restored
