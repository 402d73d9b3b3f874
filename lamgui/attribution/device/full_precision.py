"""The arithmetic that was asked for, float64 or float32, with all of its bits.

A CUDA device convolves with 10 of float32's 23 by itself, which moved maps by up to 2 %.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch


@contextmanager
def full_precision(device: torch.device) -> Iterator[None]:
    """What is convolved in here on a CUDA device is not rounded first (TF32); afterwards it is as it was.

    The setting is the process's: who trains beside this wants it back.
    """
    if device.type != "cuda":
        yield
        return
    holder, name, whole = _setting()
    before = getattr(holder, name)
    setattr(holder, name, whole)
    try:
        yield
    finally:
        setattr(holder, name, before)


def _setting() -> tuple[Any, str, object]:
    """Where the precision is set, and to what: torch refuses one way to whoever has gone the other."""
    cudnn: Any = torch.backends.cudnn
    try:
        _ = cudnn.allow_tf32
    except RuntimeError:
        # Somebody has set it for each kind of operation, which is possible since torch 2.9.
        return cudnn.conv, "fp32_precision", "ieee"
    return cudnn, "allow_tf32", False
