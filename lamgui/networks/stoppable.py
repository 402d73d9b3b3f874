"""Ends a pass of a network in its middle: long before its last layer, if somebody else needs the device."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn
from torch.nn.modules.module import register_module_forward_pre_hook

from lamgui.stop import Stop


class PassStopped(Exception):
    """The pass was ended before it was done."""


@contextmanager
def stoppable(stop: Stop) -> Iterator[None]:
    """Passes in here raise PassStopped before their next layer, once `stop` is set.

    The layer that is on is finished. A program that torch compiled as a whole is one layer.
    """

    def look(_module: nn.Module, _inputs: Any) -> None:
        if stop.is_set:
            raise PassStopped

    handle = register_module_forward_pre_hook(look)
    try:
        yield
    finally:
        handle.remove()
