"""How far a network sees, found by a pixel that is not a number: whatever depends on it is none either."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from lamgui.attribution.window import FieldMargin
from lamgui.networks.conventions import Forward

PROBE_PX = (41, 97)
"""Sides of the pictures that are tried, LR pixels, odd; who sees further than half the last is not measured."""


def measure_margin(forward: Forward, channels: int, scale: int, like: Tensor) -> FieldMargin | None:
    """How far an LR pixel reaches in SR; None where that is further than the largest probe shows.

    Holds for every pixel of networks that treat all alike: convolutions without strides, windows or pooling. `like`
    tells device and precision.
    """
    for side in PROBE_PX:
        picture = torch.zeros(1, channels, side, side, dtype=like.dtype, device=like.device)
        middle = side // 2
        picture[..., middle, middle] = math.nan
        with torch.no_grad():
            reached = torch.isnan(forward(picture))[0].any(dim=0)
        ends = [_ends(reached.any(dim=axis)) for axis in (0, 1)]
        first, last = min(end[0] for end in ends), max(end[1] for end in ends)
        if first > 0 and last < scale * side - 1:
            cell = scale * middle
            return FieldMargin(max(0, cell - first), max(0, last - (cell + scale - 1)))
    return None


def _ends(flags: Tensor) -> tuple[int, int]:
    """The first and last that are set; all, where none is: then the network swallows what it does not know."""
    found = flags.nonzero().flatten().tolist()
    return (found[0], found[-1]) if found else (0, len(flags) - 1)
