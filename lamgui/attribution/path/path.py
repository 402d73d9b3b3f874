"""Paths γ(α) from the baseline (α=0) to the input (α=1): progressive blur, and straight lines (paper 3.3)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from lamgui.attribution.device.handover import sent
from lamgui.attribution.path.blur_span import WIDEST_REACH, products, shares
from lamgui.attribution.settings.settings import PathName, Settings

Floats = npt.NDArray[np.float64]

SPEED_STEP = 1e-3
"""Distance in α of the central differences that give the path's speed."""

LENGTH_GRID = np.linspace(0.0, 1.0, 129)
"""α at which a path's length is measured; what lies between them is interpolated."""

SPEED_GRID = np.linspace(0.0, 1.0, 65)
"""α at which a path's speed is drawn."""

AT_ONCE = 2**20
"""Elements of the pictures on the path that are measured together."""


class Path(ABC):
    """A curve through pictures; `lr` is its end, (C, h, w)."""

    def __init__(self, lr: Tensor) -> None:
        self.lr = lr

    @cached_property
    def lengths(self) -> Floats:
        """Length of the path from the baseline to each α of LENGTH_GRID; measured once."""
        return path_length(self, LENGTH_GRID.tolist())

    @abstractmethod
    def at(self, alphas: Sequence[float]) -> Tensor:
        """γ at each α, (N, C, h, w); 0 gives the baseline and 1 exactly the input."""

    @abstractmethod
    def within(self, rows: slice, columns: slice) -> Path:
        """The same path, of these rows and columns of the picture alone."""

    def distances(self, begins: Sequence[float], ends: Sequence[float]) -> Floats:
        """Euclidean distance of γ at each pair of α, as many pairs at once as memory is cheap."""
        together = max(1, AT_ONCE // (2 * self.lr.numel()))
        distances: list[float] = []
        for first in range(0, len(begins), together):
            pair = slice(first, first + together)
            before, after = self.at([*begins[pair], *ends[pair]]).chunk(2)
            distances += torch.linalg.vector_norm((after - before).cpu().double().flatten(1), dim=1).tolist()
        return np.array(distances)


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

    def distances(self, begins: Sequence[float], ends: Sequence[float]) -> Floats:
        """Distances without a blur where the kernel is small: see `blur_span`."""
        if self._reach > WIDEST_REACH:
            return super().distances(begins, ends)
        moved = self._shares(ends) - self._shares(begins)
        squared: Floats = np.einsum("ni,ij,nj->n", moved, self._products, moved)
        distances: Floats = np.sqrt(np.maximum(squared, 0.0))
        return distances

    @cached_property
    def _products(self) -> Floats:
        return products(self._padded, self._reach)

    def _shares(self, alphas: Sequence[float]) -> Floats:
        return shares(np.stack([gaussian(self._sigma * (1 - a), self._kernel_size).numpy() for a in alphas]))


class LinearPath(Path):
    """γ(α) = I' + α(I - I')."""

    def __init__(self, lr: Tensor, baseline: Tensor) -> None:
        super().__init__(lr)
        self._baseline = baseline

    def at(self, alphas: Sequence[float]) -> Tensor:
        """γ at each α, (N, C, h, w)."""
        share = sent(torch.tensor(alphas, dtype=torch.float64), self.lr).view(-1, 1, 1, 1)
        return torch.lerp(self._baseline[None], self.lr[None], share)

    def within(self, rows: slice, columns: slice) -> Path:
        """The line of these rows and columns."""
        return LinearPath(self.lr[..., rows, columns], self._baseline[..., rows, columns])


def make_path(settings: Settings, lr: Tensor) -> Path:
    """The path that the settings name, ending at `lr`, (C, h, w)."""
    if settings.path is PathName.LINEAR_BLACK:
        return LinearPath(lr, torch.zeros_like(lr))
    blur = BlurPath(_padded(lr, settings.kernel_width // 2), settings.sigma, settings.kernel_width)
    return blur if settings.path is PathName.BLUR else LinearPath(lr, blur.at([0.0])[0])


def gaussian(sigma: float, kernel_size: int) -> Tensor:
    """One-dimensional factor of ω(σ), float64 (k,), divided by its sum; σ = 0 is exactly the identity."""
    offset = torch.arange(kernel_size, dtype=torch.float64) - kernel_size // 2
    if sigma <= 0:
        return (offset == 0).double()
    weights = torch.exp(-(offset**2) / (2 * sigma * sigma))
    return weights / weights.sum()


def path_speed(path: Path, alphas: Sequence[float]) -> Floats:
    """Root mean square over the elements of ∂γ/∂α at each α, by differences of the path; no network pass."""
    low = [max(0.0, alpha - SPEED_STEP) for alpha in alphas]
    high = [min(1.0, alpha + SPEED_STEP) for alpha in alphas]
    moved = path.distances(low, high) / np.sqrt(path.lr.numel())
    speed: Floats = moved / (np.array(high) - np.array(low))
    return speed


def path_length(path: Path, alphas: Sequence[float]) -> Floats:
    """Length of the path from the first α up to each, as the sum of the distances between neighbours."""
    return np.concatenate([[0.0], np.cumsum(path.distances(alphas[:-1], alphas[1:]))])


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
