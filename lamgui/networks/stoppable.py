"""Ends a pass of a network in its middle: long before its last layer, if somebody else needs the device."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event
from typing import Any

import torch
from torch.overrides import TorchFunctionMode


class PassStopped(Exception):
    """The pass was ended before it was done."""


class _Looking(TorchFunctionMode):
    """Looks at the stop before every operation of this thread."""

    def __init__(self, stop: Event) -> None:
        super().__init__()
        self._stop = stop

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        # What ends a block without gradients comes by here too: were it stopped, they would stay off in this thread.
        if self._stop.is_set() and func is not torch._C._set_grad_enabled:
            raise PassStopped
        return func(*args, **(kwargs or {}))


@contextmanager
def stoppable(stop: Event) -> Iterator[None]:
    """Passes in here raise PassStopped before their next operation, once `stop` is set.

    The operation that is on is finished. A program that torch compiled as a whole is one.
    """
    with _Looking(stop):
        yield
