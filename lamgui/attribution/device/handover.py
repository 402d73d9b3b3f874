"""Values handed over between the host and a picture's device, so that neither waits for the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import torch
from torch import Tensor

QUEUES = "cuda"
"""The kind of device that is given work ahead; from others the host takes values when it needs them."""

Item = TypeVar("Item")


def sent(values: Tensor, like: Tensor) -> Tensor:
    """Host values in the precision and on the device of `like`."""
    # Not every device knows float64, so the precision goes first.
    ready = values.to(like.dtype)
    if like.device.type != QUEUES:
        return ready.to(like.device)
    # From ordinary memory the host would have to wait for the copy, and for all that is queued before it.
    return ready.pin_memory().to(like.device, non_blocking=True)


class QueueMark:
    """A mark in a device's queue, behind all that was queued so far."""

    def __init__(self, device: torch.device) -> None:
        self._event: torch.cuda.Event | None = None
        if device.type == QUEUES:
            # A waiting host sleeps: by spinning it would take a core from the window.
            self._event = torch.cuda.Event(blocking=True)  # type: ignore[no-untyped-call] # torch has no types for it
            self._event.record(torch.cuda.current_stream(device))

    @property
    def is_passed(self) -> bool:
        """Whether all of it is done; on a device without a queue it always is."""
        return self._event is None or bool(self._event.query())  # type: ignore[no-untyped-call] # as above

    def wait(self) -> None:
        """Return when all of it is done."""
        if self._event is not None:
            self._event.synchronize()


class HostCopy:
    """Values on their way from a device to the host: asked for late enough, they are there without waiting."""

    def __init__(self, *values: Tensor) -> None:
        device = values[0].device
        # A non-blocking copy goes to pinned memory.
        self._values = [v.to("cpu", non_blocking=True) for v in values] if device.type == QUEUES else list(values)
        self._arrival = QueueMark(device)

    @property
    def is_there(self) -> bool:
        """Whether `values` would return at once."""
        return self._arrival.is_passed

    def values(self) -> list[Tensor]:
        """All of them, on the host."""
        self._arrival.wait()
        return [values.cpu() for values in self._values]


def one_ahead(items: Iterable[Item], device: torch.device) -> Iterator[Item]:
    """Yield each item once the next one is begun, so that the device is busy with that while the host uses this.

    On a device without a queue, each item is yielded at once.
    """
    if device.type != QUEUES:
        yield from items
        return
    begun: list[Item] = []
    for item in items:
        begun.append(item)
        if len(begun) > 1:
            yield begun.pop(0)
    yield from begun
