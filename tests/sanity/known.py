"""Networks for which it is known how each sanity test must come out, and the map that is tested."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.prepare import Role
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkFacts
from lamgui.networks.network import Network
from tests.small import hr_picture, run_to_end

SCALE = 2
PATCH = Patch(20, 14, 8)
SETTINGS = Settings(steps=6, precision=Precision.FLOAT64)


class Deaf(nn.Module):
    """Has weights, but enlarges by interpolation whatever they are."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return functional.interpolate(x + 0 * self.conv(x), scale_factor=SCALE, mode="bilinear")


class Interpolation(nn.Module):
    """Has no weights at all."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.interpolate(x, scale_factor=SCALE, mode="bilinear")


class Saturating(nn.Module):
    """Answers to the brightness of the picture by what lies in its left or its right half."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(1))

    def forward(self, x: Tensor) -> Tensor:
        enlarged = functional.interpolate(x, scale_factor=SCALE, mode="nearest")
        bright = torch.sigmoid(200 * (x.mean(dim=(-3, -2, -1), keepdim=True) - 0.5))
        return self.weight * (bright * enlarged + (1 - bright) * enlarged.flip(-1))


def convolution(seed: int = 0) -> nn.Module:
    """Linear, without bias, of 5x5 random weights: each of the four SR phases has filters of its own."""
    conv = nn.Conv2d(3, 3 * SCALE**2, 5, padding=2, bias=False)
    with torch.no_grad():
        conv.weight.copy_(torch.randn(conv.weight.shape, generator=torch.Generator().manual_seed(seed)))
    return nn.Sequential(conv, nn.PixelShuffle(SCALE))


def differences(seed: int = 0) -> nn.Module:
    """The same with filters that sum to zero, so that a constant gives nothing."""
    network = convolution(seed)
    weight = next(network.parameters())
    with torch.no_grad():
        weight.sub_(weight.mean(dim=(-2, -1), keepdim=True))
    return network


def positive(seed: int = 0) -> nn.Module:
    """The same with weights above 0."""
    network = convolution(seed)
    with torch.no_grad():
        next(network.parameters()).abs_()
    return network


def network_of(module: nn.Module, field: ReceptiveField = ReceptiveField.GLOBAL) -> Network:
    """A network of scale 2 on RGB, said to see so far."""
    facts = NetworkFacts("known", "known", "-", 2000, SCALE, 3, 1.0, Colour.RGB, 1, field, "1" * 64)
    return Network(module, facts)


def request_of(module: nn.Module, patch: Patch = PATCH, **settings: object) -> Request:
    """A request on waves of 24x16 LR pixels."""
    chosen = replace(SETTINGS, **settings)  # type: ignore[arg-type]
    return Request(hr_picture(24, 16), network_of(module), patch, chosen, Role.LR, device="cpu")


def map_of(request: Request) -> Analysis:
    """The map that is tested."""
    return run_to_end(analyse(request))[1]
