"""The whole SR picture band by band, where memory does not allow to restore it at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from lamgui.networks.partial.focus import focus
from lamgui.networks.placed import Forward, PlacedNetwork

MOST_BANDS = 64
"""Narrower bands consist of what they see beyond their edges."""

WORTH_IT = 0.75
"""Largest share of the work on the whole picture at which bands are of use."""


@dataclass(frozen=True, eq=False)
class Bands:
    """`restore` maps an LR picture to its SR picture without gradient; `share`, 0..1, is that of the largest band."""

    restore: Forward
    share: float


@dataclass(frozen=True, eq=False)
class _Band:
    forward: Forward
    seen: tuple[slice, slice]
    rows: slice


def in_bands(placed: PlacedNetwork, height: int, width: int, count: int) -> Bands | None:
    """`count` bands of an LR picture (height, width), or as many as are allowed.

    None for a network that cannot be traced, and for one of which each band needs nearly all of the picture.
    """
    if placed.network_graph is None or height < 2:
        return None
    rows = max(1, height // max(2, min(count, MOST_BANDS)))
    bands: list[_Band] = []
    share = 0.0
    for begin in range(0, height, rows):
        sr_rows = (placed.scale * begin, placed.scale * min(height, begin + rows))
        focused = focus(placed.network_graph, (sr_rows, (0, placed.scale * width)), height, width, WORTH_IT)
        if focused is None:
            return None
        seen = (slice(*focused.region[0]), slice(*focused.region[1]))
        bands.append(_Band(replace(placed, module=focused.module), seen, slice(*sr_rows)))
        share = max(share, focused.share)
    return Bands(_Restored(bands, placed.scale), share)


@dataclass(frozen=True, eq=False)
class _Restored:
    bands: Sequence[_Band]
    scale: int

    def __call__(self, lr: Tensor) -> Tensor:
        with torch.no_grad():
            sr: Tensor | None = None
            for band in self.bands:
                restored = band.forward(lr[..., band.seen[0], band.seen[1]])
                if sr is None:
                    height, width = (self.scale * side for side in lr.shape[-2:])
                    sr = restored.new_empty(len(lr), restored.shape[1], height, width)
                sr[..., band.rows, :] = restored
            assert sr is not None, "there are two bands at least"
            return sr
