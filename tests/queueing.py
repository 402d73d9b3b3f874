"""A stand-in for a GPU: it takes work and gives back zeros, and fails as soon as the host would wait for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from lamgui.attribution.device import handover

DEVICE = "meta"
"""Its tensors have shapes and no values: whatever reads one raises."""

_aten = torch.ops.aten
_INDEXED = (_aten.index.Tensor, _aten.index_put.default, _aten.index_put_.default)


class Queueing(TorchDispatchMode):
    """Lets values pass to and from the device only where nobody waits for them; counts both ways."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = 0
        self.fetched = 0

    def __torch_dispatch__(
        self, func: Any, types: Sequence[type], args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Do an operation, or what stands for it."""
        given = dict(kwargs or {})
        if func is _aten._pin_memory.default:
            return args[0].clone()
        if func is _aten.is_pinned.default:
            return False
        if func is _aten._to_copy.default and (target := given.get("device")) not in (None, args[0].device):
            assert given.get("non_blocking"), "the host would wait for a copy"
            if target.type == "cpu":
                self.fetched += 1
                return torch.zeros(args[0].shape, dtype=args[0].dtype)
            self.sent += 1
            return func(*args, **given)
        assert func not in _INDEXED, "a list of places is sent as an index, which the host waits for"
        results = func(*args, **given)
        leaves = torch.utils._pytree.tree_leaves((args, given, results))
        devices = {leaf.device.type for leaf in leaves if isinstance(leaf, Tensor) and leaf.dim() > 0}
        assert len(devices) <= 1, f"{func} takes values from elsewhere"
        return results


class Events:
    """Counts what is asked of the events in a queue."""

    def __init__(self) -> None:
        self.recorded = 0
        self.waited_for: list[int] = []

    def new(self, *, blocking: bool) -> _Event:
        """An event; a host that waits for it has to sleep."""
        assert blocking
        return _Event(self)


class _Event:
    def __init__(self, events: Events) -> None:
        self._events = events
        self._place = -1

    def record(self, _stream: object) -> None:
        self._place = self._events.recorded
        self._events.recorded += 1

    def query(self) -> bool:
        # A queue is worked off in its order.
        return self._place <= max(self._events.waited_for, default=-1)

    def synchronize(self) -> None:
        self._events.waited_for.append(self._place)


@contextmanager
def queueing(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Queueing, Events]]:
    """In here the stand-in takes the place of CUDA."""
    events = Events()
    monkeypatch.setattr(handover, "QUEUES", DEVICE)
    monkeypatch.setattr(torch.cuda, "Event", events.new)
    monkeypatch.setattr(torch.cuda, "current_stream", lambda device: device)
    with Queueing() as device:
        yield device, events
