"""Distances between blurs of one picture without blurring it: all of them are sums of the same few pictures."""

from __future__ import annotations

import torch
from torch import Tensor

from lamgui.base.arrays import Doubles

WIDEST_REACH = 6
"""Widest reach of a kernel, in pixels to either side: (reach + 1)^2 pictures span its blurs, and their products
grow as the square of that."""

AT_ONCE = 2**18
"""Elements of the picture whose products are summed at a time."""


def products(padded: Tensor, reach: int) -> Doubles:
    """Scalar products of the pictures that span all blurs, (D, D) with D = (reach + 1)^2.

    A kernel that is the same to all sides weights the four (or two, or one) pixels p rows and q columns away alike, so
    ω ⊗ I = I + Σ_pq w_p w_q S_pq with S_pq the sum of their differences to the middle. `padded` is I, (C, h, w), with
    `reach` pixels around it.
    """
    padded = padded.cpu().double()
    height, width = (side - 2 * reach for side in padded.shape[-2:])
    total = torch.zeros((reach + 1) ** 2, (reach + 1) ** 2, dtype=torch.float64)
    rows = max(1, AT_ONCE // (padded.shape[0] * width))
    for top in range(0, height, rows):
        strip = padded[:, top : min(top + rows, height) + 2 * reach]
        spanning = _spanning(strip, reach)
        total += spanning @ spanning.T
    return total.numpy()


def shares(taps: Doubles) -> Doubles:
    """Weights of the spanning pictures in the blurs with these 1-D taps, (N, k): (N, D)."""
    half = taps[:, taps.shape[1] // 2 :]
    return (half[:, :, None] * half[:, None, :]).reshape(len(taps), -1)


def _spanning(strip: Tensor, reach: int) -> Tensor:
    """S_pq of a strip of the padded picture, one a row."""
    across = [_both_sides(strip, -1, reach, q) for q in range(reach + 1)]
    middle = across[0].narrow(-2, reach, strip.shape[-2] - 2 * reach)
    pictures = []
    for p in range(reach + 1):
        for q in range(reach + 1):
            pixels = (1 if p == 0 else 2) * (1 if q == 0 else 2)
            pictures.append((_both_sides(across[q], -2, reach, p) - pixels * middle).flatten())
    return torch.stack(pictures)


def _both_sides(padded: Tensor, axis: int, reach: int, offset: int) -> Tensor:
    """The pixels `offset` before and after each, added; the pixel itself for 0."""
    length = padded.shape[axis] - 2 * reach
    after = padded.narrow(axis, reach + offset, length)
    return after if offset == 0 else after + padded.narrow(axis, reach - offset, length)
