"""A piece of the SR picture is that of the whole, at borders and in corners, with far less work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from lamgui.networks.partial.focus import Region
from lamgui.networks.placed import PlacedNetwork
from tests.wide import wide_network

HEIGHT, WIDTH = 40, 56
REGIONS: dict[str, Region] = {
    "middle": ((64, 84), (90, 140)),
    "top left": ((0, 24), (0, 12)),
    "bottom right": ((4 * HEIGHT - 21, 4 * HEIGHT), (4 * WIDTH - 33, 4 * WIDTH)),
    "right": ((50, 90), (4 * WIDTH - 8, 4 * WIDTH)),
    "a stripe from end to end": ((70, 75), (0, 4 * WIDTH)),
    "all": ((0, 4 * HEIGHT), (0, 4 * WIDTH)),
}


class Foreign(nn.Module):
    """Code of others: it has no graph."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: Tensor) -> Tensor:
        restored: Tensor = self.network(x)
        return restored


def as_it_is(placed: PlacedNetwork) -> PlacedNetwork:
    return placed


def without_graph(placed: PlacedNetwork) -> PlacedNetwork:
    return replace(placed, module=Foreign(placed.module))


def elements_of(network: Network, placed: PlacedNetwork, region: Region, path: str) -> tuple[float, int]:
    """The largest difference to the whole picture, as a share of its peak, and the LR pixels that were looked at."""
    lr = torch.rand(network.facts.channels, HEIGHT, WIDTH, generator=torch.Generator().manual_seed(1))
    way = make_path(Settings(path=path), lr)
    piece = network.region_crop(placed, region, lr)
    with torch.no_grad():
        own, whole = piece.restore(way, 0.3), placed(way.at([0.3]))[0]
    rows, columns = (slice(*span) for span in region)
    assert own.shape == whole[:, rows, columns].shape
    difference = float((own - whole[:, rows, columns]).abs().max() / whole.abs().max())
    seen = len(range(HEIGHT)[piece.rows]) * len(range(WIDTH)[piece.columns])
    return difference, seen


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("placing", [as_it_is, without_graph])
@pytest.mark.parametrize("name", ["FSRCNN", "CARN-M"])
def test_it_is_that_of_the_whole(name: str, placing: Callable[[PlacedNetwork], PlacedNetwork], region: str) -> None:
    network = load_network(find(name))
    placed = placing(network.placed("cpu", torch.float32))
    assert (placed.network_graph is None) is (placing is without_graph)
    difference, seen = elements_of(network, placed, REGIONS[region], "blur")
    assert difference <= 1e-5
    assert seen == HEIGHT * WIDTH if region == "all" else seen <= HEIGHT * WIDTH
    if name == "FSRCNN" and region in ("middle", "top left", "bottom right"):
        assert seen < 0.5 * HEIGHT * WIDTH


@pytest.mark.parametrize("path", list(PATHS))
def test_every_path_is_cut_to_what_is_needed(path: str) -> None:
    network = load_network(find("FSRCNN"))
    difference, _ = elements_of(network, network.placed("cpu", torch.float32), REGIONS["middle"], path)
    assert difference <= 1e-5


def test_of_a_network_that_pools_the_rest_is_cut_and_of_unknown_ones_that_do_everything_is_computed() -> None:
    network = wide_network()
    placed = network.placed("cpu", torch.float32)
    for placing in (as_it_is, without_graph):
        difference, seen = elements_of(network, placing(placed), REGIONS["top left"], "blur")
        assert difference <= 1e-5
        assert seen == HEIGHT * WIDTH
