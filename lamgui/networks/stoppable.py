"""Stops a pass of a network between two operations, so that another job gets the device sooner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event
from typing import Any

import torch
from torch.overrides import TorchFunctionMode


class PassStopped(Exception):
    """The pass was stopped before its end."""


class _Looking(TorchFunctionMode):
    """Checks the stop event before every operation of this thread."""

    def __init__(self, stop: Event) -> None:
        super().__init__()
        self._stop = stop

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        # The end of a no_grad block comes here too: stopped there, gradients would stay off in this thread.
        if self._stop.is_set() and func is not torch._C._set_grad_enabled:
            raise PassStopped
        return func(*args, **(kwargs or {}))


@contextmanager
def stoppable(stop: Event) -> Iterator[None]:
    """A context in which passes raise PassStopped before their next operation once `stop` is set.

    The running operation is finished. A program that torch compiled as a whole is one operation.
    """
    with _Looking(stop):
        yield
