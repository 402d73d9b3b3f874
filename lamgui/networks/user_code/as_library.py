"""What a user's script finds while it is imported and its network built: no arguments, no GPU, no standard output."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import torch
from torch import nn


@contextmanager
def as_library(path: Path) -> Iterator[None]:
    """A context in which the script at `path` behaves as a library.

    Its arguments are empty, for it may parse them when it is imported; what it prints goes to standard error, because
    standard output is for results; `.cuda()` leaves tensors where they are, since the program chooses the device.
    """
    arguments, sys.argv = sys.argv, [str(path)]
    tensors_cuda, modules_cuda = torch.Tensor.cuda, nn.Module.cuda
    torch.Tensor.cuda, nn.Module.cuda = _stay, _stay  # type: ignore[method-assign]
    try:
        # A program without a console has no standard error.
        with redirect_stdout(sys.stderr or io.StringIO()):
            yield
    finally:
        sys.argv = arguments
        torch.Tensor.cuda, nn.Module.cuda = tensors_cuda, modules_cuda  # type: ignore[method-assign]


def _stay(self: Any, *_: Any, **__: Any) -> Any:
    return self
