"""The field of a local network is as far as its convolutions reach; a network that sees more has no such field."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from lamgui.attribution.receptive_field import AxisField
from lamgui.imaging.colour import Colour
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.networks.test_network import network_of
from tests.shared import shared_path


def axes_of(network: Network) -> tuple[AxisField, AxisField]:
    """Along rows and along columns."""
    field = network.local_field
    assert field is not None
    assert field.rows is not None
    assert field.columns is not None
    return field.rows, field.columns


@pytest.mark.parametrize(("name", "support_px"), [("FSRCNN", 15), ("EDSR", 73)])
def test_the_support_is_that_of_the_published_architecture(name: str, support_px: int) -> None:
    assert [axis.support_px for axis in axes_of(load_network(find(name)))] == [support_px, support_px]


def test_carn_sees_43_px() -> None:
    entry = NetworkEntry("CARN-M", shared_path("checkpoints", "CARN-M_x234.pth"), scale=4)
    assert [axis.support_px for axis in axes_of(load_network(entry))] == [43, 43]


def test_a_network_that_pools_has_none() -> None:
    assert load_network(NetworkEntry("RFDN", shared_path("checkpoints", "RFDN_x4.pth"))).local_field is None


class Shifted(nn.Module):
    """A result reads the pixel at its place and the one 2 rows and columns further; doubles the size."""

    def forward(self, lr: Tensor) -> Tensor:
        seen = lr + nn.functional.pad(lr, (0, 2, 0, 2))[..., 2:, 2:]
        return seen.repeat_interleave(2, -1).repeat_interleave(2, -2)


def shifted(**sides: int) -> Network:
    return network_of(Shifted(), colour=Colour.Y, **sides)


def test_both_directions_are_told_apart() -> None:
    for axis in axes_of(shifted()):
        assert (axis.first, axis.last, axis.support_px) == ((0, 0), (2, 2), 3)


def test_who_sees_all_has_none() -> None:
    class Centred(nn.Module):
        def forward(self, lr: Tensor) -> Tensor:
            return lr - lr.mean()

    assert network_of(Centred(), scale=1, colour=Colour.Y).local_field is None


class FarDown(nn.Module):
    """A result reads 30 rows and columns up and left of it, which is more than half the first strip, none beyond."""

    def forward(self, lr: Tensor) -> Tensor:
        return nn.functional.conv2d(nn.functional.pad(lr, (30, 0, 30, 0)), torch.ones(1, 1, 31, 31))


def test_who_sees_to_one_end_of_a_strip_is_shown_a_longer_one() -> None:
    for axis in axes_of(network_of(FarDown(), scale=1, colour=Colour.Y)):
        assert (axis.first, axis.last) == ((-30,), (0,))


def test_where_pixels_may_not_be_alike_there_is_none() -> None:
    """Windows that a picture is cut into, and padding before them, make some pixels see farther than others."""
    assert shifted(multiple=2).local_field is None
    assert shifted(least=8).local_field is None
    assert shifted().local_field is not None
