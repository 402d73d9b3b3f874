"""On a CUDA device the same code gives the map of the CPU, in batches that the free memory allows."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from lamgui.analysis import Request, analyse
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings import Settings
from lamgui.devices import free_memory_bytes
from lamgui.networks.catalogue import find
from lamgui.networks.load import load_network
from lamgui.networks.work import MOST_NODES, plan_work
from tests.small import hr_picture, run_to_end

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device here")

PATCH = Patch(40, 30, 16)
DEVICE = "cuda:0"


@pytest.mark.parametrize("name", ["FSRCNN", "EDSR", "RCAN"])
def test_the_map_is_that_of_the_cpu(name: str) -> None:
    network, settings = load_network(find(name)), Settings(steps=12)
    maps = {
        device: run_to_end(analyse(Request(hr_picture(), network, PATCH, settings, device=device)))[1].lam
        for device in ("cpu", DEVICE)
    }
    assert np.linalg.norm(maps[DEVICE] - maps["cpu"]) <= 1e-2 * np.linalg.norm(maps["cpu"])


def test_batches_fit_the_memory_that_is_free() -> None:
    network = load_network(find("RCAN"))
    placed = network.placed(DEVICE, torch.float32)
    lr = torch.rand(3, 48, 40, device=DEVICE)
    assert free_memory_bytes(DEVICE) > 0
    assert plan_work(network, placed, PATCH, lr, 2**40).batch == MOST_NODES
    assert plan_work(network, placed, PATCH, lr, 2**20).recomputes
