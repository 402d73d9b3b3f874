"""A Gaussian blur that fades: the path, its kernel, and the picture continued beyond its edges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

import numpy as np
import torch
from torch import Tensor

from lamgui.attribution.device.handover import sent
from lamgui.attribution.path.blur_span import WIDEST_REACH, products, shares
from lamgui.attribution.path.path import Path
from lamgui.base.arrays import Doubles

KERNELS_CACHED = 2048
"""A path is measured with some 500 kernels, of 25 numbers each by default."""


class BlurPath(Path):
    """γ(α) = ω(σ - ασ) ⊗ I with a Gaussian cut to k x k samples; `padded` is I with k // 2 pixels around it."""

    def __init__(self, padded: Tensor, sigma: float, kernel_size: int) -> None:
        self._padded = padded
        self._sigma = sigma
        self._kernel_size = kernel_size
        self._reach = kernel_size // 2
        height, width = (side - 2 * self._reach for side in padded.shape[-2:])
        super().__init__(padded[..., self._reach : self._reach + height, self._reach : self._reach + width])

    def at(self, alphas: Sequence[float]) -> Tensor:
        """γ at each α, (N, C, h, w)."""
        # A Gaussian is separable, and all blurs are of one picture: the rows are one matrix product.
        taps = sent(torch.stack([gaussian(self._sigma * (1 - a), self._kernel_size) for a in alphas]), self.lr)
        across = torch.einsum("chwk,nk->nchw", self._padded.unfold(-1, self._kernel_size, 1), taps)
        height = self.lr.shape[-2]
        blurred = torch.zeros_like(across[..., :height, :])
        for offset, tap in enumerate(taps.T):
            blurred.addcmul_(across[..., offset : offset + height, :], tap.view(-1, 1, 1, 1))
        return blurred

    def within(self, rows: slice, columns: slice) -> Path:
        """The blurs of these rows and columns, from what lies around them in the picture."""
        around = 2 * self._reach
        part = self._padded[..., rows.start : rows.stop + around, columns.start : columns.stop + around]
        return BlurPath(part, self._sigma, self._kernel_size)

    def distances(self, begins: Sequence[float], ends: Sequence[float]) -> Doubles:
        """Distances without a blur where the kernel is small: see `blur_span`."""
        if self._reach > WIDEST_REACH:
            return super().distances(begins, ends)
        moved = self._shares(ends) - self._shares(begins)
        squared: Doubles = np.einsum("ni,ij,nj->n", moved, self._products, moved)
        distances: Doubles = np.sqrt(np.maximum(squared, 0.0))
        return distances

    @cached_property
    def _products(self) -> Doubles:
        return products(self._padded, self._reach)

    def _shares(self, alphas: Sequence[float]) -> Doubles:
        return shares(np.stack([gaussian(self._sigma * (1 - a), self._kernel_size).numpy() for a in alphas]))


def blur_path(lr: Tensor, sigma: float, kernel_size: int) -> BlurPath:
    """The path of a picture, (C, h, w), that is reflected at its edges; `sigma` in LR pixels, the kernel's side odd."""
    return BlurPath(_padded(lr, kernel_size // 2), sigma, kernel_size)


@lru_cache(maxsize=KERNELS_CACHED)
def gaussian(sigma: float, kernel_size: int) -> Tensor:
    """One-dimensional factor of ω(σ), float64 (k,), divided by its sum; σ = 0 is exactly the identity.

    It is cached, not to be changed: a path is measured at the same α for every patch of a picture.
    """
    offset = torch.arange(kernel_size, dtype=torch.float64) - kernel_size // 2
    if sigma <= 0:
        return (offset == 0).double()
    weights = torch.exp(-(offset**2) / (2 * sigma * sigma))
    return weights / weights.sum()


def _padded(lr: Tensor, reach: int) -> Tensor:
    """A picture with `reach` pixels around it that reflect it without repeating the edge."""
    rows, columns = (_reflected(side, reach).to(lr.device) for side in lr.shape[-2:])
    return lr.index_select(-2, rows).index_select(-1, columns)


def _reflected(length: int, reach: int) -> Tensor:
    """Positions -reach .. length + reach - 1 mirrored into the picture, as often as a small picture needs."""
    positions = torch.arange(-reach, length + reach)
    if length == 1:
        return torch.zeros_like(positions)
    period = 2 * (length - 1)
    folded = positions.remainder(period)
    return torch.where(folded < length, folded, period - folded)
