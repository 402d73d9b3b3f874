"""The part of a network that a patch needs gives the patch of the whole picture, or is not used."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from lamgui.attribution.integral.integrate import integrate, make_plan
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from lamgui.base.generators import result_of
from lamgui.networks.catalogue import find
from lamgui.networks.crop import PatchCrop, windowed
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network
from tests.attribution.named import gradient

SIDE = 40


def placed_part(name: str, patch: Patch) -> tuple[Network, Tensor, PatchCrop | None]:
    network = load_network(find(name))
    lr = torch.rand(3, SIDE, SIDE, generator=torch.Generator().manual_seed(1))
    return network, lr, network.patch_crop(network.placed("cpu", torch.float32), patch, lr)


@pytest.mark.parametrize("patch", [Patch(64, 70, 8), Patch(0, 0, 8), Patch(4 * SIDE - 9, 30, 8)])
def test_a_local_network_is_computed_in_part(patch: Patch) -> None:
    network, lr, part = placed_part("FSRCNN", patch)
    assert part is not None
    assert part.share < 0.1
    sr = network.placed("cpu", torch.float32)(lr[None])[0]
    assert part.agrees(lr, sr, patch)
    assert not part.agrees(lr, sr, patch.moved(3, 3) if patch.x < 100 else patch.moved(-3, 0))
    assert not part.agrees(lr, sr + 1e-3, patch)


def test_a_window_that_is_most_of_the_picture_is_not_taken() -> None:
    network = load_network(find("FSRCNN"))
    placed, field = network.placed("cpu", torch.float32), network.local_field
    assert field is not None
    for size, is_taken in ((8, True), (4 * SIDE - 40, False)):
        patch = Patch(20, 20, size)
        box = field.box(patch, SIDE, SIDE)
        assert box is not None
        assert (windowed(placed, box, patch, SIDE, SIDE) is not None) == is_taken


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
    part = network.patch_crop(hidden, patch, lr)
    assert part is not None
    assert part.restore is hidden
    assert part.window.patch != Patch(0, 0, 8)
    assert part.agrees(lr, placed(lr[None])[0], patch)
    assert isinstance(foreign.seen, Tensor)


@pytest.mark.parametrize("patch", [Patch(64, 70, 8), Patch(0, 0, 8), Patch(4 * SIDE - 9, 4 * SIDE - 9, 8)])
@pytest.mark.parametrize("name", ["FSRCNN", "EDSR"])
def test_the_map_of_a_part_is_that_of_the_whole_to_single_precision(name: str, patch: Patch) -> None:
    network, lr, part = placed_part(name, patch)
    placed = network.placed("cpu", torch.float32)
    assert part is not None
    plan = make_plan(placed, make_path(Settings(), lr), patch, gradient, "arc", 3)
    whole = result_of(integrate(placed, patch, gradient, plan)).lam
    own = result_of(integrate(part.restore, patch, gradient, plan, batch=2, window=part.window)).lam
    np.testing.assert_allclose(own, whole, rtol=0, atol=1e-5 * np.abs(whole).max())
    near = make_plan(placed, plan.path, patch, gradient, "arc", 3, near=(part.restore, part.window))
    assert near.objective_baseline == pytest.approx(plan.objective_baseline, rel=1e-5)
    assert near.objective_baseline != near.objective_input
