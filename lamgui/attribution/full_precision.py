"""Convolutions with all of float32: a CUDA device takes 10 bits of its 23 by itself, which moved maps by up to 2 %."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def full_precision(device: torch.device) -> Iterator[None]:
    """What is convolved in here on a CUDA device is not rounded first (TF32); afterwards it is as it was.

    The setting is the process's: who trains beside this wants it back.
    """
    if device.type != "cuda":
        yield
        return
    # Since torch 2.9 an operation has a setting of its own, and the old one must not be touched beside it.
    holder, name, whole = (
        (torch.backends.cudnn.conv, "fp32_precision", "ieee")
        if hasattr(torch.backends.cudnn, "conv")
        else (torch.backends.cudnn, "allow_tf32", False)
    )
    before = getattr(holder, name)
    setattr(holder, name, whole)
    try:
        yield
    finally:
        setattr(holder, name, before)
