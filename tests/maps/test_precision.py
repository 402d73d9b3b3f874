"""A run in float64 is float64 from the file's bytes on: an independent loop gives the same map."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
import torch
from torch import Tensor
from torch.nn import functional

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.generators import result_of
from lamgui.imaging.colour import Colour
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Role
from lamgui.maps.analysis import analyse
from lamgui.maps.request import Request
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.networks.test_network import Repeat, network_of
from tests.small import hr_picture

PATCH = Patch(44, 36, 12)
SIGMA, KERNEL, STEPS = 1.2, 9, 6


@pytest.mark.parametrize("name", ["SRCNN", "FSRCNN", "CARN-M", "EDSR", "IMDN"])
def test_an_independent_loop_gives_the_same_map(name: str) -> None:
    """The order of summing is all that differs: a few hundred roundings of 1e-16."""
    network, picture = load_network(find(name)), hr_picture(32, 24)
    settings = Settings(sigma=SIGMA, kernel_size=KERNEL, steps=STEPS, rule="right", precision=Precision.FLOAT64)
    analysis = result_of(analyse(Request(picture, network, PATCH, settings, Role.LR, device="cpu")))
    wanted = written_out(network, picture.pixels)
    assert np.linalg.norm(analysis.lam - wanted) <= 1e-12 * np.linalg.norm(wanted)


@pytest.mark.parametrize("colour", list(Colour))
def test_a_picture_is_encoded_in_the_precision_asked_for(colour: Colour) -> None:
    """In float64 no value has been a float32 on its way; in float32 each is the nearest to the same number."""
    network, pixels = network_of(Repeat(2), colour=colour), hr_picture(16, 12).pixels
    exact = network.encode(pixels, torch.float64)
    assert exact.dtype is torch.float64
    assert not torch.equal(exact, exact.float().double())
    assert torch.equal(network.encode(pixels), exact.float())


def test_a_brighter_picture_is_float64_too() -> None:
    network, pixels = network_of(Repeat(2)), hr_picture(16, 12).pixels
    brighter = network.brightened(0.1).encode(pixels, torch.float64)
    np.testing.assert_allclose(brighter, pixels.transpose(2, 0, 1) / 255 + 0.1, rtol=1e-15)


def written_out(network: Network, pixels: Pixels) -> npt.NDArray[np.float64]:
    """The sum of the method by its formulas alone: right ends, progressive blur, gradient detector."""
    module, facts = network.placed("cpu", torch.float64).module, network.facts
    lr = luma_or_rgb(torch.from_numpy(pixels.transpose(2, 0, 1).astype(np.float64)) / 255, facts.colour)
    points = [blurred(lr, SIGMA * (1 - k / STEPS)) for k in range(STEPS + 1)]
    total = torch.zeros_like(lr)
    for before, point in pairwise(points):
        node = point.clone().requires_grad_()
        sr = module(node[None] * facts.value_range)[0] / facts.value_range
        (slope,) = torch.autograd.grad(length_of_gradient(sr), node)
        total += slope * (point - before)
    return total.numpy()


def luma_or_rgb(rgb: Tensor, colour: Colour) -> Tensor:
    if colour is Colour.RGB:
        return rgb
    assert colour is Colour.Y
    return (16 + 65.481 * rgb[:1] + 128.553 * rgb[1:2] + 24.966 * rgb[2:]) / 255


def blurred(lr: Tensor, sigma: float) -> Tensor:
    if sigma == 0:
        return lr
    offset = torch.arange(KERNEL, dtype=torch.float64) - KERNEL // 2
    kernel = torch.exp(-(offset[:, None] ** 2 + offset[None, :] ** 2) / (2 * sigma**2))
    padded = functional.pad(lr[:, None], [KERNEL // 2] * 4, mode="reflect")
    return functional.conv2d(padded, (kernel / kernel.sum())[None, None])[:, 0]


def length_of_gradient(sr: Tensor) -> Tensor:
    reach = PATCH.size + 1
    crop = sr[:, PATCH.y : PATCH.y + reach, PATCH.x : PATCH.x + reach]
    down, right = crop[:, :-1, :-1] - crop[:, 1:, :-1], crop[:, :-1, :-1] - crop[:, :-1, 1:]
    return torch.sqrt(down**2 + right**2).sum()
