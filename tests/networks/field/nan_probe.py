"""A pixel that is not a number: whatever reads it is none either. So it shows which SR pixels an LR pixel reaches."""

from __future__ import annotations

import torch

from lamgui.networks.placed import Forward


def reached_by_a_pixel(restore: Forward, channels: int, scale: int, side_px: int) -> tuple[int, int] | None:
    """How many SR pixels above and below its own cell the middle one of `side_px` x `side_px` LR pixels reaches.

    Rows and columns together; None where the picture is too small to tell.
    """
    picture, middle = torch.zeros(1, channels, side_px, side_px), side_px // 2
    picture[..., middle, middle] = torch.nan
    with torch.no_grad():
        places = restore(picture)[0].isnan().any(dim=0).nonzero()
    first, last, cell = int(places.min()), int(places.max()), scale * middle
    if first == 0 or last == scale * side_px - 1:
        return None
    return max(0, cell - first), max(0, last - (cell + scale - 1))
