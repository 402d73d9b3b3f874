"""A local network is found to see as far as its convolutions reach; one that sees all is not measured."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from lamgui.attribution.window import FieldMargin
from lamgui.imaging.colour import Colour
from lamgui.networks.catalogue import find
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.loading.load import load_network
from lamgui.networks.partial.nan_probe import measure_margin
from tests.networks.test_network import network_of
from tests.shared import shared_path

LIKE = torch.zeros(1)


def sight_of(entry: NetworkEntry) -> FieldMargin | None:
    network = load_network(entry)
    return network.field_margin(network.placed("cpu", torch.float32), LIKE)


def support_of(field_margin: FieldMargin | None, scale: int) -> tuple[int, int]:
    """LR pixels that an SR pixel depends on, as if both directions were as far as each."""
    assert field_margin is not None
    return 2 * -(-field_margin.before_px // scale) + 1, 2 * -(-field_margin.after_px // scale) + 1


@pytest.mark.parametrize(("name", "support_px"), [("FSRCNN", 15), ("EDSR", 73)])
def test_the_support_is_that_of_the_published_architecture(name: str, support_px: int) -> None:
    assert support_of(sight_of(find(name)), 4) == (support_px, support_px)


def test_carn_sees_43_px() -> None:
    entry = NetworkEntry("CARN-M", shared_path("checkpoints", "CARN-M_x234.pth"), scale=4)
    assert support_of(sight_of(entry), 4) == (43, 43)


def test_a_network_that_pools_is_not_measured() -> None:
    assert sight_of(NetworkEntry("RFDN", shared_path("checkpoints", "RFDN_x4.pth"))) is None


class Shifted(nn.Module):
    """Reaches 2 rows and columns up and left, none down and right, and doubles the size."""

    def forward(self, lr: Tensor) -> Tensor:
        seen = lr + nn.functional.pad(lr, (0, 2, 0, 2))[..., 2:, 2:]
        return seen.repeat_interleave(2, -1).repeat_interleave(2, -2)


def test_both_directions_are_told_apart() -> None:
    assert measure_margin(Shifted(), 1, 2, LIKE) == FieldMargin(before_px=4, after_px=0)


def test_who_sees_all_or_hides_what_is_no_number_is_not_measured() -> None:
    assert measure_margin(lambda lr: lr + lr.mean(), 1, 1, LIKE) is None
    assert measure_margin(lambda lr: lr.nan_to_num(), 1, 1, LIKE) is None


class FarDown(nn.Module):
    """Reaches 30 rows and columns down and right, which is more than half the first probe, and none up and left."""

    def forward(self, lr: Tensor) -> Tensor:
        return nn.functional.conv2d(nn.functional.pad(lr, (30, 0, 30, 0)), torch.ones(1, 1, 31, 31))


def test_who_sees_to_one_border_of_a_probe_is_shown_a_larger_one() -> None:
    assert measure_margin(FarDown(), 1, 1, LIKE) == FieldMargin(before_px=0, after_px=30)


def test_where_pixels_may_not_be_alike_nothing_is_measured() -> None:
    """Windows that a picture is cut into, and padding before them, make some pixels see farther than others."""
    for sides in ({"multiple": 2}, {"least": 8}):
        network = network_of(Shifted(), colour=Colour.Y, **sides)
        assert network.field_margin(network.placed("cpu", torch.float32), LIKE) is None
    network = network_of(Shifted(), colour=Colour.Y)
    assert network.field_margin(network.placed("cpu", torch.float32), LIKE) == FieldMargin(before_px=4, after_px=0)
