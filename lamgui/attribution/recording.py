"""A pass recorded once as a CUDA graph and played again: a device that waits for the host gets all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from lamgui.attribution.handover import QUEUES

Function = Callable[[Tensor], tuple[Tensor, ...]]
Record = Callable[[Function, Tensor], Function]
"""Makes of a function and something to give it one that does the same by playing a recording, for that shape."""

WORTH_PASSES = 4
"""So many passes of a shape have to be left: recording one takes as long as two or three."""

AGREES = 1e-3
"""How far a recording may be from the pass it was made of, as a share of the largest value: the kernels may differ."""

_READS = (torch.Tag.data_dependent_output, torch.Tag.dynamic_output_shape)
_INDEXED = (torch.ops.aten.index.Tensor, torch.ops.aten.index_put.default, torch.ops.aten.index_put_.default)


def recorder_of(device: torch.device) -> Record | None:
    """How passes are recorded on a device; None where they are not."""
    return record_graph if device.type == QUEUES else None


def record_graph(function: Function, like: Tensor) -> Function:
    """Record a function of a CUDA tensor. Raises RuntimeError where it does what a recording cannot."""
    graph, given = torch.cuda.CUDAGraph(), like.clone()
    beside = torch.cuda.Stream(like.device)  # type: ignore[no-untyped-call] # torch has no types for it
    with torch.cuda.device(like.device):
        usual = torch.cuda.current_stream()
        try:
            # The window's thread may use the device meanwhile.
            with torch.cuda.graph(graph, stream=beside, capture_error_mode="thread_local"):
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


class Repeated:
    """Calls a function; where its results are late because the host is slow, a recording of it.

    The first pass of a shape is watched: one that reads values back, or takes some from elsewhere, cannot be recorded.
    A recording is used only if it gives what that pass gave.
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
        if self._example is None:
            return self._watched(given) if left > WORTH_PASSES else self._function(given)
        if given.shape != self._example[0].shape:
            return self._function(given)
        if self._recording is None and device_waits and left >= WORTH_PASSES:
            self._recording = self._recorded(self._record, *self._example)
        return self._function(given) if self._recording is None else self._recording(given)

    def _watched(self, given: Tensor) -> tuple[Tensor, ...]:
        with Watch() as watch:
            results = self._function(given)
        if watch.stays_on_device:
            self._example = given.clone(), results[:-1]
        else:
            self._record = None
        return results

    def _recorded(self, record: Record, given: Tensor, expected: Sequence[Tensor]) -> Function | None:
        try:
            recording = record(self._function, given)
            if all(map(agree, recording(given), expected)):
                return recording
        except RuntimeError:
            # Out of memory too: without a recording the pass fits as before.
            pass
        self._record = None
        return None


class Watch(TorchDispatchMode):  # type: ignore[no-untyped-call] # torch has no types for it
    """Whether what is computed in here stays on its device: nothing read back, nothing taken from elsewhere."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # as above
        self.stays_on_device = True

    def __torch_dispatch__(
        self,
        func: Any,
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Look at an operation, and do it."""
        results = func(*args, **(kwargs or {}))
        if _reads(func, args) or len({tensor.device for tensor in _pictures((args, kwargs, results))}) > 1:
            self.stays_on_device = False
        return results


def agree(played: Tensor, expected: Tensor) -> bool:
    """Whether values are the same up to the order of additions; a place without a number counts where both have it."""
    least = AGREES * float(expected.nan_to_num(0, 0, 0).abs().max())
    return torch.allclose(played, expected, rtol=0, atol=least, equal_nan=True)


def _reads(operation: Any, args: Sequence[Any]) -> bool:
    """Whether the host has to know values to do it: by index it does for a mask alone."""
    if operation in _INDEXED:
        return any(index is not None and index.dtype in (torch.bool, torch.uint8) for index in args[1])
    return any(tag in operation.tags for tag in _READS)


def _pictures(values: Any) -> list[Tensor]:
    """All tensors in there but single numbers, which travel with the operation."""
    found = torch.utils._pytree.tree_leaves(values)
    return [value for value in found if isinstance(value, Tensor) and value.dim() > 0]
