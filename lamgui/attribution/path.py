"""Paths γ(α) from the baseline (α=0) to the input (α=1): progressive blur, and straight lines (paper 3.3)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from lamgui.attribution.settings import PathName, Settings

Floats = npt.NDArray[np.float64]

SPEED_STEP = 1e-3
"""Distance in α of the central differences that give the path's speed."""


class Path(ABC):
    """A curve through pictures; `lr` is its end, (C, h, w)."""

    def __init__(self, lr: Tensor) -> None:
        self.lr = lr

    @abstractmethod
    def at(self, alphas: Sequence[float]) -> Tensor:
        """γ at each α, (N, C, h, w); 0 gives the baseline and 1 exactly the input."""


class BlurPath(Path):
    """γ(α) = ω(σ - ασ) ⊗ I with a Gaussian cut to k x k samples; borders reflect without repeating the edge."""

    def __init__(self, lr: Tensor, sigma: float, kernel_size: int) -> None:
        super().__init__(lr)
        self._sigma = sigma
        self._kernel_size = kernel_size
        reach = kernel_size // 2
        rows = _reflected(lr.shape[-2], reach).to(lr.device)
        columns = _reflected(lr.shape[-1], reach).to(lr.device)
        self._padded = lr.index_select(-2, rows).index_select(-1, columns)

    def at(self, alphas: Sequence[float]) -> Tensor:
        """γ at each α, (N, C, h, w)."""
        # A Gaussian is separable, and all blurs are of one picture: one product for the rows, one for the columns.
        taps = _like(self.lr, torch.stack([gaussian(self._sigma * (1 - a), self._kernel_size) for a in alphas]))
        across = torch.einsum("chwk,nk->nchw", self._padded.unfold(-1, self._kernel_size, 1), taps)
        return torch.einsum("nchwk,nk->nchw", across.unfold(-2, self._kernel_size, 1), taps)


class LinearPath(Path):
    """γ(α) = I' + α(I - I')."""

    def __init__(self, lr: Tensor, baseline: Tensor) -> None:
        super().__init__(lr)
        self._baseline = baseline

    def at(self, alphas: Sequence[float]) -> Tensor:
        """γ at each α, (N, C, h, w)."""
        share = _like(self.lr, torch.tensor(alphas, dtype=torch.float64)).view(-1, 1, 1, 1)
        return torch.lerp(self._baseline[None], self.lr[None], share)


def make_path(settings: Settings, lr: Tensor) -> Path:
    """The path that the settings name, ending at `lr`, (C, h, w)."""
    if settings.path is PathName.LINEAR_BLACK:
        return LinearPath(lr, torch.zeros_like(lr))
    blur = BlurPath(lr, settings.sigma, settings.kernel_width)
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
    speeds = []
    for alpha in alphas:
        low, high = max(0.0, alpha - SPEED_STEP), min(1.0, alpha + SPEED_STEP)
        ends = path.at([low, high])
        speeds.append(float((ends[1] - ends[0]).cpu().double().square().mean().sqrt()) / (high - low))
    return np.array(speeds)


def path_length(path: Path, alphas: Sequence[float]) -> Floats:
    """Length of the path from the first α up to each α, as the sum of the distances between neighbours."""
    lengths = [0.0]
    before = path.at([alphas[0]])[0]
    for alpha in alphas[1:]:
        here = path.at([alpha])[0]
        lengths.append(lengths[-1] + float(torch.linalg.vector_norm((here - before).cpu().double())))
        before = here
    return np.array(lengths)


def _like(picture: Tensor, values: Tensor) -> Tensor:
    """Values in the precision and on the device of a picture; not every device knows float64, so that goes first."""
    return values.to(picture.dtype).to(picture.device)


def _reflected(length: int, reach: int) -> Tensor:
    """Positions -reach .. length + reach - 1 mirrored into the picture, as often as a small picture needs."""
    positions = torch.arange(-reach, length + reach)
    if length == 1:
        return torch.zeros_like(positions)
    period = 2 * (length - 1)
    folded = positions.remainder(period)
    return torch.where(folded < length, folded, period - folded)
