"""The most memory of the CPU that torch held at a time while a function ran, with what its operations take inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch


def most_allocated(function: Callable[[], object]) -> int:
    """Bytes above those held before; what a convolution allocates for itself counts, as no look at tensors would.

    Raises RuntimeError where this thread is being measured already.
    """
    # torch gives the records of single allocations to its profiler only, and that of `torch.profiler` writes to stderr.
    profiler: Any = torch.autograd
    nothing = torch._C._profiler._ExperimentalConfig()
    profiler._enable_profiler_legacy(
        profiler.ProfilerConfig(profiler.ProfilerState.CPU, False, True, False, False, False, nothing)
    )
    try:
        function()
    finally:
        threads = profiler._disable_profiler_legacy()
    held = most = 0
    for event in (event for events in threads for event in events):
        if event.kind() == "memory_alloc":
            held += event.cpu_memory_usage()
            most = max(most, held)
    return most
