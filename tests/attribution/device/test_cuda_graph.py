"""Passes that repeat are played from a recording where the device waits, and only if that gives the same."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.torch_version import TorchVersion

from lamgui.attribution.device.cuda_graph import (
    WORTH_PASSES,
    Function,
    RecordedFunction,
    agree,
    record_graph,
    recorder_of,
)
from lamgui.attribution.device.handover import HostCopy
from lamgui.attribution.integral.passes import Passes, differentiate
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.path import Path
from lamgui.attribution.settings.makers import make_path
from lamgui.attribution.settings.settings import Settings
from tests.attribution.named import gradient
from tests.attribution.networks import picture, smooth_network
from tests.queueing import DEVICE, queueing
from tests.taping import taping
from tests.wide import network_named

PATCH = Patch(9, 7, 6)
MANY = 2 * WORTH_PASSES


def doubled(given: Tensor) -> tuple[Tensor, ...]:
    return given * 2, given


def called(repeated: RecordedFunction, times: int, *, device_waits: bool = True) -> list[Tensor]:
    pictures = [torch.full((2, 3), float(k)) for k in range(times)]
    return [repeated(p, times - k, device_waits=device_waits)[0] for k, p in enumerate(pictures)]


def all_gradients(passes: Passes, alphas: list[float]) -> Tensor:
    done = list(passes.over(alphas))
    assert [k for one in done for k in range(len(alphas))[one.group]] == list(range(len(alphas)))
    return torch.cat([one.gradient for one in done])


def lr_path() -> Path:
    return make_path(Settings(), picture(12, 13).float())


@pytest.mark.parametrize("name", ["FSRCNN", "EDSR", "RCAN", "IMDN"])
def test_a_recording_gives_what_the_passes_give(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    placed = network_named(name).placed("cpu", torch.float32)
    alphas = np.linspace(0, 1, 2 * MANY + 1).tolist()
    plain = all_gradients(Passes(placed, PATCH, gradient, lr_path(), 2, None), alphas)
    with taping(monkeypatch) as graphs:
        recorded = all_gradients(Passes(placed, PATCH, gradient, lr_path(), 2, record_graph), alphas)
    assert [graph.replays for graph in graphs] == [MANY - 1], "all pairs but two, and once to see whether it agrees"
    torch.testing.assert_close(recorded, plain, rtol=0, atol=0)


def test_nothing_is_recorded_where_the_device_is_busy_or_little_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    with taping(monkeypatch) as graphs:
        called(RecordedFunction(doubled, record_graph), MANY, device_waits=False)
        called(RecordedFunction(doubled, record_graph), WORTH_PASSES)
        assert not graphs
        results = called(RecordedFunction(doubled, record_graph), MANY)
    assert [float(result.mean()) for result in results] == [2.0 * k for k in range(MANY)]
    assert len(graphs) == 1


def test_a_recording_that_fails_leaves_the_usual_queue_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    with taping(monkeypatch), pytest.raises(RuntimeError, match="not permitted"):
        record_graph(reads_a_value, torch.ones(2, 3))


def test_results_are_kept_when_the_next_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    with taping(monkeypatch):
        results = called(RecordedFunction(doubled, record_graph), MANY)
    assert len({result.data_ptr() for result in results}) == MANY


def test_another_shape_is_not_played(monkeypatch: pytest.MonkeyPatch) -> None:
    with taping(monkeypatch) as graphs:
        repeated = RecordedFunction(doubled, record_graph)
        called(repeated, MANY)
        replays = graphs[0].replays
        assert repeated(torch.ones(1, 3), MANY, device_waits=True)[0].tolist() == [[2.0, 2.0, 2.0]]
        assert graphs[0].replays == replays


def reads_a_value(given: Tensor) -> tuple[Tensor, ...]:
    return given * float(given.sum() + 2), given


def refuses(_function: Function, _like: Tensor) -> Function:
    raise RuntimeError("operation not permitted when stream is capturing")


def plays_something_else(_function: Function, _like: Tensor) -> Function:
    return lambda given: (given * 2.01 + 0.01, given)


@pytest.mark.parametrize("record", [refuses, plays_something_else])
def test_a_recording_that_fails_or_differs_is_given_up_for_good(record: Callable[[Function, Tensor], Function]) -> None:
    tried: list[Tensor] = []

    def counting(function: Function, like: Tensor) -> Function:
        tried.append(like)
        return record(function, like)

    results = called(RecordedFunction(doubled, counting), MANY)
    assert [float(result.mean()) for result in results] == [2.0 * k for k in range(MANY)]
    assert len(tried) == 1


def test_values_agree_up_to_rounding_and_where_neither_is_a_number() -> None:
    values = torch.tensor([100.0, 0.0, torch.nan])
    assert agree(values + 0.05, values)
    assert not agree(values + 0.2, values)
    assert not agree(torch.tensor([100.0, torch.nan, torch.nan]), values)


def test_only_cuda_is_recorded_and_only_by_a_torch_that_survives_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    for version, record in (("2.12.0", record_graph), ("2.13.0+cu130", record_graph), ("2.9.1", None)):
        monkeypatch.setattr(torch, "__version__", TorchVersion(version))
        assert recorder_of(torch.device("cuda:0")) is record
        assert recorder_of(torch.device("cpu")) is None
        assert recorder_of(torch.device("mps")) is None


def test_a_level_that_begins_does_not_take_the_end_of_the_one_before_for_a_device_that_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recorded: list[Tensor] = []

    def record(function: Function, like: Tensor) -> Function:
        recorded.append(like)
        return function

    network, path = smooth_network(2).float().to(DEVICE), make_path(Settings(), picture(12, 13).float().to(DEVICE))
    with queueing(monkeypatch):
        passes = Passes(network, PATCH, gradient, path, 1, record)
        for alphas in ([k / MANY for k in range(MANY)], [(k + 0.5) / MANY for k in range(MANY)]):
            for done in list(passes.over(alphas)):
                HostCopy(done.objective).values()
    assert not recorded, "the device was never waited for before the next pass was queued"


def test_memory_that_runs_out_beside_a_recording_takes_the_recording_first() -> None:
    network, made = smooth_network(2).float(), list[weakref.ref[Function]]()
    alone: list[bool] = []

    def record(function: Function, _like: Tensor) -> Function:
        def play(given: Tensor) -> tuple[Tensor, ...]:
            return function(given)

        made.append(weakref.ref(play))
        return play

    def restore(lr: Tensor) -> Tensor:
        if len(lr) == 1:
            alone.append(made[0]() is not None)
            if len(alone) == 1:
                raise torch.OutOfMemoryError("CUDA out of memory")
        restored: Tensor = network(lr)
        return restored

    alphas = [k / (2 * MANY) for k in range(2 * MANY + 1)]
    passes = Passes(restore, PATCH, gradient, lr_path(), 2, record)
    plain = all_gradients(Passes(network, PATCH, gradient, lr_path(), 2, None), alphas)
    torch.testing.assert_close(all_gradients(passes, alphas), plain)
    assert alone == [True, False], "the last one alone beside the recording, and again without it"


def test_memory_that_ran_out_once_is_remembered() -> None:
    network = smooth_network(2).float()
    sizes: list[int] = []

    def restore(lr: Tensor) -> Tensor:
        sizes.append(len(lr))
        if len(lr) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        restored: Tensor = network(lr)
        return restored

    alphas = [k / 8 for k in range(8)]
    passes = Passes(restore, PATCH, gradient, lr_path(), 8, None)
    together = all_gradients(passes, alphas)
    assert sizes == [8, 4, 2, 2, 2, 2]
    all_gradients(passes, alphas)
    assert sizes[6:] == [2, 2, 2, 2]
    alone = torch.cat([differentiate(network, lr_path().at([a]), PATCH, gradient)[1] for a in alphas])
    torch.testing.assert_close(together, alone)
