"""Small denoisers in a file of a user's own: one made for one strength of noise, one that is given the strength."""

from __future__ import annotations

from pathlib import Path

from lamgui.networks.catalogue import entry_named
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network

SOURCE = '''
import torch
from torch import nn
from torch.nn import functional


def detail(x):
    """What a Gaussian of 1 px leaves out."""
    line = torch.exp(-torch.arange(-3.0, 4.0, dtype=x.dtype, device=x.device) ** 2 / 2)
    kernel = torch.outer(line, line) / line.sum() ** 2
    kernel = kernel.expand(x.shape[1], 1, 7, 7)
    return x - functional.conv2d(functional.pad(x, (3, 3, 3, 3), mode="reflect"), kernel, groups=x.shape[1])


def small(x, most):
    """x where it is within -most..most, else that."""
    return functional.relu(x + most) - functional.relu(x - most) - most


class DnCNN(nn.Module):
    """Residual: takes small detail for noise, as it was trained for one strength."""

    def __init__(self, most: float = 0.2):
        super().__init__()
        self.most = nn.Parameter(torch.tensor(most))

    def forward(self, x):
        return x - small(detail(x), self.most)


class DRUNet(nn.Module):
    """Given a fourth channel, the strength of the noise."""

    def __init__(self):
        super().__init__()
        self.times = nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        x, strength = x[:, :3], x[:, 3:]
        return x - small(detail(x), self.times * strength)


class ForNoise(nn.Module):
    """The adapter: the map of the noise is made of one number."""

    def __init__(self, sigma: float = 25.0):
        super().__init__()
        self.network, self.sigma = DRUNet(), sigma

    def forward(self, x):
        strength = torch.full_like(x[:, :1], self.sigma / 255)
        return self.network(torch.cat([x, strength], dim=1))
'''


def denoiser_entry(folder: Path, named: str = "DnCNN") -> NetworkEntry:
    """The entry of a class of the file, which is allowed to run; its scale is not stated."""
    file = folder / "denoisers.py"
    file.write_text(SOURCE, encoding="utf-8")
    return entry_named(f"{file}::{named}", trust=True)


def denoiser(folder: Path, named: str = "DnCNN") -> Network:
    """The same, loaded."""
    return load_network(denoiser_entry(folder, named))
