"""The part of a network that a patch needs gives the patch of the whole picture, or is not used."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from lamgui.attribution.patch import Patch
from lamgui.networks.catalogue import find
from lamgui.networks.load import load_network
from lamgui.networks.network import Network
from lamgui.networks.part import Part

SIDE = 40


def placed_part(name: str, patch: Patch) -> tuple[Network, Tensor, Part | None]:
    network = load_network(find(name))
    lr = torch.rand(3, SIDE, SIDE, generator=torch.Generator().manual_seed(1))
    return network, lr, network.part(network.placed("cpu", torch.float32), patch, lr)


@pytest.mark.parametrize("patch", [Patch(64, 70, 8), Patch(0, 0, 8), Patch(4 * SIDE - 9, 30, 8)])
def test_a_local_network_is_computed_in_part(patch: Patch) -> None:
    network, lr, part = placed_part("FSRCNN", patch)
    assert part is not None
    assert part.share < 0.1
    sr = network.placed("cpu", torch.float32)(lr[None])[0]
    assert part.agrees(lr, sr, patch)
    assert not part.agrees(lr, sr, patch.moved(3, 3) if patch.x < 100 else patch.moved(-3, 0))
    assert not part.agrees(lr, sr + 1e-3, patch)


def test_a_network_that_pools_is_computed_as_a_whole() -> None:
    assert placed_part("IMDN", Patch(64, 70, 8))[2] is None


class Foreign(nn.Module):
    """Code of others, which keeps what it sees: following it would leave something that is no tensor there."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network
        self.seen = torch.zeros(1)

    def forward(self, x: Tensor) -> Tensor:
        self.seen = x + 0
        restored: Tensor = self.network(x)
        return restored


def test_of_code_of_others_the_window_of_the_patch_is_taken() -> None:
    network, patch = load_network(find("FSRCNN")), Patch(64, 70, 8)
    placed = network.placed("cpu", torch.float32)
    lr = torch.rand(3, SIDE, SIDE, generator=torch.Generator().manual_seed(1))
    foreign = Foreign(placed.module)
    hidden = replace(placed, module=foreign)
    part = network.part(hidden, patch, lr)
    assert part is not None
    assert part.restore is hidden
    assert part.window.patch != Patch(0, 0, 8)
    assert part.agrees(lr, placed(lr[None])[0], patch)
    assert isinstance(foreign.seen, Tensor)
