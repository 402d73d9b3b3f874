"""A pass recorded once as a CUDA graph and replayed: a device that waits for the host gets all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import torch
from torch import Tensor

from lamgui.attribution.device.handover import QUEUES

Function = Callable[[Tensor], tuple[Tensor, ...]]
Record = Callable[[Function, Tensor], Function]
"""From a function and an example of its input to one that replays a recording, for inputs of that shape."""

WORTH_PASSES = 4
"""Passes of a shape that must still be left: recording one takes as long as two or three."""

AGREES = 1e-3
"""How far a recording may be from the pass it was made of, as a share of the largest value: the kernels may differ."""

RECORDS_SINCE = "2.12"
"""In older releases of torch a failed recording leaves its memory in a state that makes the program crash later."""


def recorder_of(device: torch.device) -> Record | None:
    """How passes of the program's own networks and detectors are recorded on a device; None where they are not.

    A user's code is not recorded: it may read values back, which a recording cannot.
    """
    return record_graph if device.type == QUEUES and torch.__version__ >= RECORDS_SINCE else None


def record_graph(function: Function, like: Tensor) -> Function:
    """Record a function of a CUDA tensor. Raises RuntimeError where it does what a recording cannot."""
    graph, inputs = torch.cuda.CUDAGraph(), like.clone()
    with torch.cuda.device(like.device):
        usual = torch.cuda.current_stream()
        try:
            # The window's thread may use the device meanwhile.
            with torch.cuda.graph(graph, stream=_beside(like.device), capture_error_mode="thread_local"):
                results = function(inputs)
        finally:
            # After a failed recording its own queue is still the current one.
            torch.cuda.set_stream(usual)

    def play(values: Tensor) -> tuple[Tensor, ...]:
        inputs.copy_(values)
        graph.replay()
        # Copied, because the next replay overwrites these.
        return tuple(result.clone() for result in results)

    return play


@cache
def _beside(device: torch.device) -> torch.cuda.Stream:
    """The one queue of a device on which recordings are made: each queue would hold memory of its own."""
    return torch.cuda.Stream(device)  # type: ignore[no-untyped-call] # torch has no types for it


class RecordedFunction:
    """Calls a function, or a recording of it where the device waits for the host.

    A recording is used only if it agrees with the first pass of its shape.
    """

    def __init__(self, function: Function, record: Record | None) -> None:
        self._function = function
        self._record = record
        self._example: tuple[Tensor, tuple[Tensor, ...]] | None = None
        self._recording: Function | None = None

    def __call__(self, inputs: Tensor, remaining: int, *, device_waits: bool) -> tuple[Tensor, ...]:
        """The function's results. `remaining` counts the calls with this shape that are to come, this one included."""
        if self._record is None:
            return self._function(inputs)
        if self._example is None and remaining > WORTH_PASSES:
            results = self._function(inputs)
            self._example = inputs.clone(), results[:-1]
            return results
        if self._example is None or inputs.shape != self._example[0].shape:
            return self._function(inputs)
        if self._recording is None and device_waits and remaining >= WORTH_PASSES:
            self._recording = self._recorded(self._record, *self._example)
        return self._function(inputs) if self._recording is None else self._recording(inputs)

    def drop(self) -> bool:
        """Free the memory of a recording and make no other; returns whether there was one."""
        if self._recording is None:
            return False
        self._recording = self._record = None
        return True

    def _recorded(self, record: Record, inputs: Tensor, expected: Sequence[Tensor]) -> Function | None:
        try:
            recording = record(self._function, inputs)
            if all(map(agree, recording(inputs), expected)):
                return recording
        except RuntimeError:
            # Without a recording the pass fits into memory as before.
            pass
        self._record = None
        return None


def agree(replayed: Tensor, expected: Tensor) -> bool:
    """Whether values are the same up to the order of additions; NaN agrees with NaN."""
    least = AGREES * float(expected.nan_to_num(0, 0, 0).abs().max())
    return torch.allclose(replayed, expected, rtol=0, atol=least, equal_nan=True)
