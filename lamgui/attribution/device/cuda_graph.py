"""A pass recorded once as a CUDA graph and played again: a device that waits for the host gets all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import torch
from torch import Tensor

from lamgui.attribution.device.handover import QUEUES

Function = Callable[[Tensor], tuple[Tensor, ...]]
Record = Callable[[Function, Tensor], Function]
"""Makes of a function and something to give it one that does the same by playing a recording, for that shape."""

WORTH_PASSES = 4
"""So many passes of a shape have to be left: recording one takes as long as two or three."""

AGREES = 1e-3
"""How far a recording may be from the pass it was made of, as a share of the largest value: the kernels may differ."""

RECORDS_SINCE = "2.12"
"""Before that release of torch a recording that fails leaves its memory in a state that ends the program later."""


def recorder_of(device: torch.device) -> Record | None:
    """How passes of the program's own networks and detectors are recorded on a device; None where they are not.

    Code of others is not to be recorded: it may read values back, which a recording cannot.
    """
    return record_graph if device.type == QUEUES and torch.__version__ >= RECORDS_SINCE else None


def record_graph(function: Function, like: Tensor) -> Function:
    """Record a function of a CUDA tensor. Raises RuntimeError where it does what a recording cannot."""
    graph, given = torch.cuda.CUDAGraph(), like.clone()
    with torch.cuda.device(like.device):
        usual = torch.cuda.current_stream()
        try:
            # The window's thread may use the device meanwhile.
            with torch.cuda.graph(graph, stream=_beside(like.device), capture_error_mode="thread_local"):
                results = function(given)
        finally:
            # A recording that fails leaves its own queue in use.
            torch.cuda.set_stream(usual)

    def play(values: Tensor) -> tuple[Tensor, ...]:
        given.copy_(values)
        graph.replay()
        # The next one is written over these.
        return tuple(result.clone() for result in results)

    return play


@cache
def _beside(device: torch.device) -> torch.cuda.Stream:
    """The queue of a device on which recordings are made: each would keep memory of its own."""
    return torch.cuda.Stream(device)  # type: ignore[no-untyped-call] # torch has no types for it


class Repeated:
    """Calls a function; where its results are late because the host is slow, a recording of it.

    A recording is used only if it gives what the first pass of its shape gave.
    """

    def __init__(self, function: Function, record: Record | None) -> None:
        self._function = function
        self._record = record
        self._example: tuple[Tensor, tuple[Tensor, ...]] | None = None
        self._recording: Function | None = None

    def __call__(self, given: Tensor, left: int, *, device_waits: bool) -> tuple[Tensor, ...]:
        """The function's results. `left` counts the calls with this shape that are to come, this one included."""
        if self._record is None:
            return self._function(given)
        if self._example is None and left > WORTH_PASSES:
            results = self._function(given)
            self._example = given.clone(), results[:-1]
            return results
        if self._example is None or given.shape != self._example[0].shape:
            return self._function(given)
        if self._recording is None and device_waits and left >= WORTH_PASSES:
            self._recording = self._recorded(self._record, *self._example)
        return self._function(given) if self._recording is None else self._recording(given)

    def drop(self) -> bool:
        """Give back the memory of a recording, for good; says whether there was one."""
        if self._recording is None:
            return False
        self._recording = self._record = None
        return True

    def _recorded(self, record: Record, given: Tensor, expected: Sequence[Tensor]) -> Function | None:
        try:
            recording = record(self._function, given)
            if all(map(agree, recording(given), expected)):
                return recording
        except RuntimeError:
            # Without a recording the pass fits into memory as before.
            pass
        self._record = None
        return None


def agree(played: Tensor, expected: Tensor) -> bool:
    """Whether values are the same up to the order of additions; a place without a number counts where both have it."""
    least = AGREES * float(expected.nan_to_num(0, 0, 0).abs().max())
    return torch.allclose(played, expected, rtol=0, atol=least, equal_nan=True)
