"""What a pass keeps is forecast, and decides how many nodes share it and whether values are computed again."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.autograd.graph import saved_tensors_hooks

from lamgui.attribution.patch import Patch
from lamgui.base.memory_limits import PASS_NODES, PASS_SHARE_OF_FREE_MEMORY
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.networks.placed import PlacedNetwork
from lamgui.networks.plan import Work, plan_work
from tests.small import enlarging
from tests.wide import network_named, wide_network

LR = torch.rand(3, 48, 40, generator=torch.Generator().manual_seed(1))
PATCH = Patch(64, 70, 8)
PLENTY = 2**40


def work_of(network: Network, free_bytes: int, lr: Tensor = LR) -> Work:
    return plan_work(network, network.placed("cpu", torch.float32), PATCH, lr, free_bytes)


def kept_by(network: Network, lr: Tensor) -> int:
    """Bytes that a pass over the whole picture keeps, counted there."""
    kept: dict[int, Tensor] = {}

    def keep(tensor: Tensor) -> Tensor:
        kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    placed = network.placed("cpu", torch.float32)
    with saved_tensors_hooks(keep, lambda tensor: tensor):
        restored = placed(lr[None].clone().requires_grad_(True))
        del restored
    weights = {parameter.untyped_storage().data_ptr() for parameter in placed.module.parameters()}
    return sum(tensor.untyped_storage().nbytes() for place, tensor in kept.items() if place not in weights)


@pytest.mark.parametrize("name", ["IMDN", "RCAN"])
def test_the_forecast_is_what_a_pass_keeps(name: str) -> None:
    network = network_named(name)
    placed = network.placed("cpu", torch.float32)
    assert placed.activation_bytes_per_pixel * 48 * 40 == pytest.approx(kept_by(network, LR), rel=0.03)


def test_a_window_needs_less_and_its_nodes_share_a_pass() -> None:
    work = work_of(load_network(find("FSRCNN")), PLENTY)
    assert work.crop is not None
    assert work.window is work.crop.window
    assert work.batch == PASS_NODES
    assert not work.recomputes


def test_fewer_nodes_share_a_pass_where_less_memory_is_free() -> None:
    network = load_network(find("FSRCNN"))
    crop = work_of(network, PLENTY).crop
    assert crop is not None
    each = network.placed("cpu", torch.float32).pass_memory.of_gradient(crop.share * 48 * 40)
    assert work_of(network, int(3.5 * each / PASS_SHARE_OF_FREE_MEMORY)).batch == 3


def test_what_does_not_fit_is_computed_again() -> None:
    network = wide_network()
    plain = work_of(network, PLENTY)
    assert not plain.recomputes
    fits = plain.activation_bytes / plain.batch / PASS_SHARE_OF_FREE_MEMORY
    assert not work_of(network, int(1.01 * fits)).recomputes
    tight = work_of(network, int(0.99 * fits))
    assert tight.recomputes
    assert tight.crop is not None
    assert tight.crop.agrees(LR, network.placed("cpu", torch.float32)(LR[None])[0], PATCH)


def test_code_of_others_is_computed_as_it_is() -> None:
    work = work_of(enlarging(), 1)
    assert (work.batch, work.recomputes) == (1, False)


def test_a_network_that_refuses_small_pictures_is_not_forecast() -> None:
    def refuse(x: Tensor) -> None:
        if x.shape[-1] < 32:
            raise ValueError("too small")

    work = work_of(enlarging(refuse), PLENTY)
    assert (work.activation_bytes, work.recomputes) == (0, False)
    assert work.batch >= 1


def test_a_forecast_on_the_least_picture_that_a_network_takes_is_for_each_pixel_too() -> None:
    module = torch.nn.Sequential(torch.nn.Conv2d(3, 8, 3, padding=1), torch.nn.ReLU(), torch.nn.Conv2d(8, 3, 1))
    anywhere, large_only = (PlacedNetwork(module, 1, minimum_px=least) for least in (1, 40))
    assert large_only.activation_bytes_per_pixel == pytest.approx(anywhere.activation_bytes_per_pixel, rel=0.01)


def test_a_picture_that_does_not_fit_at_once_is_restored_in_bands_without_gradient() -> None:
    network, lr = load_network(find("EDSR")), torch.rand(3, 300, 40, generator=torch.Generator().manual_seed(1))
    placed = network.placed("cpu", torch.float32)
    free = int(0.7 * placed.pass_memory.of_forward(300 * 40) / PASS_SHARE_OF_FREE_MEMORY)
    work = work_of(network, free, lr)
    assert work.fits
    with torch.no_grad():
        torch.testing.assert_close(work.whole(lr[None]), placed(lr[None]), rtol=0, atol=1e-5)
    assert work_of(network, PLENTY, lr).whole is placed


def test_what_does_not_fit_in_any_way_is_known_before_it_runs() -> None:
    assert not work_of(wide_network(), 2**20).fits
    assert work_of(wide_network(), PLENTY).fits
