"""Networks whose values do not begin at 0 are functions of values 0..1 like any other."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from lamgui.imaging.colour import Colour
from lamgui.networks.normalised import IMAGENET_MEAN, IMAGENET_STD, in_range
from lamgui.networks.value_range import NamedRange, ValueRange
from tests.networks.test_network import Repeat, network_of

DOUBLE = torch.zeros(0, dtype=torch.float64)


@pytest.mark.parametrize(
    ("value_range", "colour", "black", "white"),
    [
        (NamedRange.SIGNED, Colour.RGB, [-1, -1, -1], [1, 1, 1]),
        (NamedRange.SIGNED, Colour.YCBCR, [-1, -1, -1], [1, 1, 1]),
        (NamedRange.SIGNED, Colour.GREY, [-1], [1]),
        (NamedRange.IMAGENET, Colour.RGB, [-2.1179, -2.0357, -1.8044], [2.2489, 2.4286, 2.6400]),
        (NamedRange.IMAGENET, Colour.BGR, [-1.8044, -2.0357, -2.1179], [2.6400, 2.4286, 2.2489]),
    ],
)
def test_black_and_white_are_where_the_range_has_them(
    value_range: ValueRange, colour: Colour, black: list[float], white: list[float]
) -> None:
    module = Repeat(2)
    restore = in_range(module, value_range, colour, DOUBLE)
    for level, numbers in ((0.0, black), (1.0, white)):
        picture = torch.full((1, len(numbers), 3, 4), level, dtype=torch.float64)
        sr = restore(picture)
        assert module.given[0, :, 0, 0].tolist() == pytest.approx(numbers, abs=5e-5)
        # Each of the two roundings, there and back, is of a number below 5.
        assert (sr - level).abs().max() <= 4 * 5 * torch.finfo(torch.float64).eps


def test_what_comes_in_as_for_imagenet_may_come_out_signed() -> None:
    module = Repeat(2)
    restore = in_range(module, NamedRange.IMAGENET_SIGNED, Colour.RGB, DOUBLE)
    picture = torch.rand(1, 3, 3, 4, dtype=torch.float64)
    sr = restore(picture)
    given = (picture - torch.tensor(IMAGENET_MEAN)[None, :, None, None]) / torch.tensor(IMAGENET_STD)[
        None, :, None, None
    ]
    assert torch.allclose(module.given, given, rtol=0, atol=1e-6)
    assert torch.allclose(sr[..., ::2, ::2], module.given / 2 + 0.5)


def test_each_of_several_frames_is_normalised() -> None:
    module = Repeat(1)
    restore = in_range(module, NamedRange.IMAGENET, Colour.RGB, DOUBLE, takes_frames=True)
    picture = torch.rand(1, 3, 3, 4, dtype=torch.float64)
    restore(picture)
    alone = module.given
    with pytest.raises(RuntimeError, match="must match"):
        # Only what such a module gives out is one picture again.
        restore(picture.repeat(1, 2, 1, 1))
    assert torch.equal(module.given, alone.repeat(1, 2, 1, 1))


def test_a_range_from_0_on_is_left_alone() -> None:
    module = Repeat(2)
    assert in_range(module, 255.0, Colour.RGB, DOUBLE) is module


@pytest.mark.parametrize("colour", [Colour.YCBCR, Colour.Y, Colour.GREY])
def test_the_numbers_of_imagenet_are_of_red_green_and_blue(colour: Colour) -> None:
    with pytest.raises(ValueError, match="R, G and B"):
        in_range(Repeat(2), NamedRange.IMAGENET, colour, DOUBLE)


class Affine(nn.Module):
    """A convolution of pictures that were trained on as (v - mean) / std, which takes values 0..1."""

    def __init__(self, of_normalised: nn.Module) -> None:
        super().__init__()
        self.inner = of_normalised

    def forward(self, x: Tensor) -> Tensor:
        mean, std = (torch.tensor(numbers)[None, :, None, None] for numbers in (IMAGENET_MEAN, IMAGENET_STD))
        restored: Tensor = self.inner((x - mean) / std) * std + mean
        return restored


def test_the_network_is_placed_with_its_range_and_traced_with_it() -> None:
    torch.manual_seed(0)
    inner = nn.Sequential(nn.Conv2d(3, 12, 3, padding=1), nn.PixelShuffle(2))
    lr = torch.rand(1, 3, 12, 10)
    network = network_of(inner, white=NamedRange.IMAGENET)
    placed = network.placed("cpu", torch.float32)
    assert placed.network_graph is not None
    expected = Affine(inner)(lr)
    # A few roundings of values below 4.
    assert torch.allclose(placed(lr), expected, rtol=0, atol=1e-5)
    with_graph = placed.network_graph.module(lr)
    assert torch.allclose(with_graph, expected, rtol=0, atol=1e-5)


def test_double_precision_has_doubles_of_mean_and_deviation() -> None:
    network = network_of(Repeat(2), white=NamedRange.IMAGENET)
    lr = torch.rand(1, 3, 4, 5, dtype=torch.float64)
    sr = network.placed("cpu", torch.float64)(lr)
    assert (sr - lr.repeat_interleave(2, -2).repeat_interleave(2, -1)).abs().max() <= 4 * 5 * 2.3e-16
