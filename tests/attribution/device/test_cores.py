"""Threads that spin leave the cores to others: as many are taken as there are cores without work."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from types import SimpleNamespace

import psutil
import pytest
import torch

from lamgui.attribution.device import cores
from lamgui.attribution.device.cores import busy_cores_of_others, cores_shared_with_others, threads_beside
from lamgui.base.threads import WAIT_POLICY


@pytest.fixture
def four_threads(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process with four threads on four cores, that has not been told how they wait and has not warned yet."""
    monkeypatch.delenv(WAIT_POLICY, raising=False)
    monkeypatch.setattr(cores, "own_cores", lambda: [0, 1, 2, 3])
    cores._warn_once.cache_clear()
    before = torch.get_num_threads()
    torch.set_num_threads(4)
    yield
    torch.set_num_threads(before)


def machine(monkeypatch: pytest.MonkeyPatch, busy_percent: list[float], own_s: float = 0.0) -> None:
    """What the system says of each core, and what this process computes while it is watched."""
    times = iter([SimpleNamespace(user=10.0, system=1.0), SimpleNamespace(user=10.0 + own_s, system=1.0)])
    monkeypatch.setattr(psutil, "Process", lambda: SimpleNamespace(cpu_times=lambda: next(times)))
    monkeypatch.setattr(psutil, "cpu_percent", lambda _interval, **_: busy_percent)


@pytest.mark.parametrize(
    ("busy", "all_cores", "threads", "taken"),
    [(0.0, 2, 2, 2), (0.3, 2, 2, 2), (1.0, 2, 2, 1), (2.0, 2, 2, 1), (2.0, 16, 16, 14), (2.0, 16, 8, 8), (9, 4, 3, 1)],
)
def test_a_thread_for_each_idle_core_and_one_at_least(busy: float, all_cores: int, threads: int, taken: int) -> None:
    assert threads_beside(busy, all_cores, threads) == taken


def test_only_what_others_do_on_the_cores_of_this_process_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, [100.0, 50.0, 100.0, 100.0], own_s=0.5 * cores.LOOK_S)
    assert busy_cores_of_others([0, 1]) == pytest.approx(1.0)


@pytest.mark.usefixtures("four_threads")
def test_a_busy_machine_takes_threads_away_and_gives_them_back(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, [100.0, 100.0, 0.0, 0.0])
    taken: list[int] = []

    @cores_shared_with_others()
    def failing() -> None:
        taken.append(torch.get_num_threads())
        raise KeyError

    with pytest.warns(RuntimeWarning, match="torch was imported before lamgui"), contextlib.suppress(KeyError):
        failing()
    assert (taken, torch.get_num_threads()) == ([2], 4)


@pytest.mark.usefixtures("four_threads")
def test_it_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[warnings.WarningMessage] = []
    for _ in range(3):
        machine(monkeypatch, [100.0] * 4)
        with warnings.catch_warnings(record=True, action="always") as heard, cores_shared_with_others():
            pass
        said += heard
    assert len(said) == 1


@pytest.mark.usefixtures("four_threads")
def test_an_idle_machine_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, [3.0, 0.0, 9.0, 1.0])
    with warnings.catch_warnings(action="error"), cores_shared_with_others():
        assert torch.get_num_threads() == 4


@pytest.mark.usefixtures("four_threads")
@pytest.mark.parametrize("policy", ["PASSIVE", "ACTIVE"])
def test_who_has_said_how_threads_wait_keeps_them_all(monkeypatch: pytest.MonkeyPatch, policy: str) -> None:
    monkeypatch.setenv(WAIT_POLICY, policy)
    machine(monkeypatch, [100.0] * 4)
    with cores_shared_with_others():
        assert torch.get_num_threads() == 4
