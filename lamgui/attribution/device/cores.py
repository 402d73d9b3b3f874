"""Threads of a map where waiting threads spin and others use cores: no more than there are idle cores."""

from __future__ import annotations

import functools
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psutil
import torch

from lamgui.base.threads import WAIT_POLICY

LOOK_S = 0.1
"""Time for which the cores are watched: ten of the system's ticks."""

SPINNING = (
    "torch was imported before lamgui, so its threads spin while they wait, and other programs keep this machine busy: "
    "maps take fewer threads meanwhile. Import lamgui first, or set OMP_WAIT_POLICY=PASSIVE before Python starts."
)


@contextmanager
def cores_shared_with_others() -> Iterator[None]:
    """A context in which torch computes with no more threads than there are idle cores.

    Only where no wait policy is set, which OpenMP reads when torch is loaded: spinning threads block the thread that
    they wait for. This is reported once in a process, as a warning.
    """
    if WAIT_POLICY in os.environ:
        yield
        return
    before = torch.get_num_threads()
    cores = own_cores()
    wanted = threads_beside(busy_cores_of_others(cores), len(cores), before)
    if wanted < before:
        _warn_once()
    torch.set_num_threads(wanted)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def threads_beside(busy_cores: float, cores: int, threads: int) -> int:
    """How many of the threads find an idle core where others keep `busy_cores` busy: at least one."""
    return max(1, min(threads, cores - round(busy_cores)))


def own_cores() -> list[int]:
    """The cores that this process may use, by number."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def busy_cores_of_others(cores: list[int]) -> float:
    """How many of these cores other processes keep busy, watched for LOOK_S."""
    process = psutil.Process()
    before = process.cpu_times()
    busy = psutil.cpu_percent(LOOK_S, percpu=True)
    after = process.cpu_times()
    own = float(after.user + after.system - before.user - before.system) / LOOK_S
    together = float(sum(busy[core] for core in cores if core < len(busy))) / 100
    return max(0.0, together - own)


@functools.cache
def _warn_once() -> None:
    # The warning names the caller of `explain`, above its decorator.
    warnings.warn(SPINNING, RuntimeWarning, stacklevel=5)
