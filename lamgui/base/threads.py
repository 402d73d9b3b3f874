"""How the threads of the numeric libraries wait for each other: asleep, so that the window and others get the cores."""

from __future__ import annotations

import os

WAIT_POLICY = "OMP_WAIT_POLICY"
"""The variable of the environment that OpenMP reads, once, when it is loaded."""

THREADS = "OMP_NUM_THREADS"
"""Another one: how many threads there are."""


def wait_asleep() -> None:
    """Ask OpenMP, which torch computes with, for threads that sleep while they wait; before torch is imported.

    By default they spin. Where another program, or only the window, wants one of their cores, a spinning thread
    blocks the very thread it waits for: on two busy cores a map took five times as long. On an idle machine
    sleeping costs a tenth. A policy that the user has set stays.
    """
    os.environ.setdefault(WAIT_POLICY, "PASSIVE")


def take_threads(count: int) -> None:
    """Have torch compute on the CPU with so many threads; 0 leaves that to it. Before it is imported."""
    if count > 0:
        os.environ[THREADS] = str(count)
