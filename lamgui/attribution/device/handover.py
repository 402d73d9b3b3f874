"""Values handed over between the host and a picture's device, so that neither waits for the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import torch
from torch import Tensor

QUEUES = "cuda"
"""The kind of device that is given work ahead; of others the host takes values when it wants them."""

Item = TypeVar("Item")


def sent(values: Tensor, like: Tensor) -> Tensor:
    """Host values in the precision and on the device of `like`."""
    # Not every device knows float64, so the precision goes first.
    ready = values.to(like.dtype)
    if like.device.type != QUEUES:
        return ready.to(like.device)
    # From ordinary memory the copy would have to end before the host goes on, and all that is queued before it.
    return ready.pin_memory().to(like.device, non_blocking=True)


class QueueMark:
    """A mark in a device's queue, behind all that was queued so far."""

    def __init__(self, device: torch.device) -> None:
        self._event: torch.cuda.Event | None = None
        if device.type == QUEUES:
            # A host that waits sleeps: it would take a core from the window.
            self._event = torch.cuda.Event(blocking=True)  # type: ignore[no-untyped-call] # torch has no types for it
            self._event.record(torch.cuda.current_stream(device))

    @property
    def is_passed(self) -> bool:
        """Whether all of it is done; a device without a queue has done it."""
        return self._event is None or bool(self._event.query())  # type: ignore[no-untyped-call] # as above

    def wait(self) -> None:
        """Return when all of it is done."""
        if self._event is not None:
            self._event.synchronize()


class HostCopy:
    """Values on their way from a device to the host: asked for late enough, they are there without waiting."""

    def __init__(self, *values: Tensor) -> None:
        device = values[0].device
        # A copy that nobody waits for goes to pinned memory by itself.
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
    """Each item once the next one is begun, so that the device has that to do while the host looks at this.

    Of a device that does its work at once each item as it comes.
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
