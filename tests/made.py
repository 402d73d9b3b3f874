"""Analyses to draw figures of, each computed once: two networks, three paths, several patches."""

from __future__ import annotations

import functools
from dataclasses import replace

from torch import nn

from lamgui.attribution.patch import Patch
from lamgui.attribution.path.registry import figure3_paths
from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.colour import Colour
from lamgui.imaging.degradation import Degradation
from lamgui.imaging.picture import Picture
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkFacts
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.small import hr_picture, run_to_end

PATCH = Patch(20, 24, 12)
SETTINGS = Settings(steps=4)


@functools.cache
def analysis(network: str = "FSRCNN", patch: Patch = PATCH, settings: Settings = SETTINGS) -> Analysis:
    """A map of a bundled network on waves of 64x48 HR pixels."""
    request = Request(_picture(), load_network(find(network)), patch, settings, device="cpu")
    return run_to_end(analyse(request))[1]


def cropped() -> Analysis:
    """FSRCNN given 8x8 of the 16x12 LR pixels: 26/4 - 4 + 1/2 = 3 and 30/4 - 3.5 = 4 is where they begin."""
    return analysis(settings=replace(SETTINGS, surroundings=8))


@functools.cache
def denoised(degradation: Degradation) -> Analysis:
    """Waves restored by a 3x3 mean, which keeps their size, with a degradation."""
    mean = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
    facts = NetworkFacts("mean", "mean", "-", 1960, 1, 3, 1.0, Colour.RGB, 0, ReceptiveField.LOCAL, "1" * 64)
    request = Request(_picture(), Network(mean, facts), PATCH, SETTINGS, device="cpu", degradation=degradation)
    return run_to_end(analyse(request))[1]


def two_networks() -> tuple[Analysis, ...]:
    """FSRCNN and EDSR on one patch."""
    return analysis("FSRCNN"), analysis("EDSR")


def three_paths() -> tuple[Analysis, ...]:
    """FSRCNN by the three paths of Figure 3."""
    return tuple(analysis(settings=replace(SETTINGS, path=path)) for path in figure3_paths())


def four_patches() -> tuple[Analysis, ...]:
    """FSRCNN on four patches."""
    return tuple(analysis(patch=Patch(x, y, 10)) for x, y in ((4, 4), (40, 8), (12, 30), (44, 30)))


def for_layout(layout: str) -> tuple[Analysis, ...]:
    """Analyses that suit a layout."""
    return {"figure3": three_paths, "gallery": four_patches}.get(layout, two_networks)()


@functools.cache
def _picture() -> Picture:
    return hr_picture(64, 48)
