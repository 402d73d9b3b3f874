"""On a CUDA device the same code gives the map of the CPU, without waiting, in batches that the free memory allows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest
import torch

from lamgui.attribution.device.cuda_graph import Function, record_graph
from lamgui.attribution.device.handover import QueueMark
from lamgui.attribution.integral.integrate import integrate, make_plan
from lamgui.attribution.integral.passes import Passes
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.base.arrays import Floats
from lamgui.base.memory_limits import PASS_NODES_GPU
from lamgui.maps.analysis import analyse
from lamgui.maps.devices import free_memory_bytes
from lamgui.maps.request import Request
from lamgui.networks.plan import plan_work
from tests.attribution.named import gradient
from tests.small import hr_picture, run_to_end
from tests.wide import network_named, wide_network

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no CUDA device here")

PATCH = Patch(40, 30, 16)
DEVICE = "cuda:0"
NAMES = ["FSRCNN", "EDSR", "RCAN", "IMDN"]


@pytest.fixture
def never_waiting() -> Iterator[None]:
    """Whatever makes the host wait for the device raises RuntimeError, once the test has set the mode to "error"."""
    yield
    torch.cuda.set_sync_debug_mode("default")


def map_on(device: str, name: str, precision: Precision) -> Floats:
    settings = Settings(steps=12, precision=precision)
    return run_to_end(analyse(Request(hr_picture(), network_named(name), PATCH, settings, device=device)))[1].lam


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("precision", "limit"), [(Precision.FLOAT32, 1e-2), (Precision.FLOAT64, 1e-9)])
def test_the_map_is_that_of_the_cpu(name: str, precision: Precision, limit: float) -> None:
    own, other = (map_on(device, name, precision) for device in (DEVICE, "cpu"))
    assert np.linalg.norm(own - other) <= limit * np.linalg.norm(other)


@pytest.mark.usefixtures("never_waiting")
@pytest.mark.parametrize("name", NAMES)
def test_no_step_waits_for_the_device(name: str) -> None:
    placed = network_named(name).placed(DEVICE, torch.float32)
    path = make_path(Settings(), torch.rand(3, 48, 40, device=DEVICE))
    plan = make_plan(placed, path, PATCH, gradient, "arc", 40)
    running = integrate(placed, PATCH, gradient, plan, 4)
    next(running)
    torch.cuda.set_sync_debug_mode("error")
    assert len(list(islice(running, 38))) == 38


@pytest.mark.usefixtures("never_waiting")
@pytest.mark.parametrize("name", ["FSRCNN", "IMDN"])
def test_no_step_of_a_run_with_its_filmstrip_waits_for_the_device(name: str) -> None:
    request = Request(hr_picture(), network_named(name), PATCH, Settings(steps=40), device=DEVICE)
    running = analyse(request)
    next(progress for progress in running if progress.step)
    torch.cuda.set_sync_debug_mode("error")
    assert next(progress for progress in running if progress.step == progress.total - 1 and progress.total == 40)


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_pass_gives_what_the_pass_gives(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    placed = network_named(name).placed(DEVICE, torch.float32)
    path = make_path(Settings(), torch.rand(3, 48, 40, device=DEVICE))
    alphas = np.linspace(0, 1, 40).tolist()
    recordings: list[Function] = []

    def record(function: Function, like: torch.Tensor) -> Function:
        recordings.append(record_graph(function, like))
        return recordings[-1]

    monkeypatch.setattr(QueueMark, "is_passed", True)
    passes = [Passes(placed, PATCH, gradient, path, 2, each) for each in (None, record)]
    own, played = (torch.cat([one.gradient for one in each.over(alphas)]) for each in passes)
    assert len(recordings) == 1
    assert float((own - played).norm()) <= 1e-4 * float(own.norm())


def test_a_recording_follows_its_input_and_keeps_what_it_gave() -> None:
    played = record_graph(lambda given: (given * 2, given.sum()), torch.ones(2, 3, device=DEVICE))
    first, second = (played(torch.full((2, 3), value, device=DEVICE)) for value in (3.0, 5.0))
    assert first[0].unique().tolist() == [6.0]
    assert second[0].unique().tolist() == [10.0]
    assert [float(total) for _, total in (first, second)] == [18.0, 30.0]


def test_what_cannot_be_recorded_leaves_the_device_usable() -> None:
    with pytest.raises(RuntimeError):
        record_graph(lambda given: (given * float(given.sum()),), torch.ones(2, 3, device=DEVICE))
    torch.cuda.empty_cache()
    assert float(torch.ones(4, device=DEVICE).sum()) == 4.0
    played = record_graph(lambda given: (given * 2,), torch.ones(2, 3, device=DEVICE))
    assert float(played(torch.ones(2, 3, device=DEVICE))[0].sum()) == 12.0


def test_batches_fit_the_memory_that_is_free() -> None:
    network = wide_network()
    placed = network.placed(DEVICE, torch.float32)
    lr = torch.rand(3, 16, 16, device=DEVICE)
    assert free_memory_bytes(DEVICE) > 0
    assert plan_work(network, placed, PATCH, lr, 2**40).batch == PASS_NODES_GPU
    assert plan_work(network, placed, PATCH, lr, 2**18).recomputes
