"""Paths γ(α) from the baseline (α=0) to the input (α=1): progressive blur, and straight lines (paper 3.3)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from lamgui.attribution.settings import PathName, Settings

Floats = npt.NDArray[np.float64]

SPEED_STEP = 1e-3
"""Distance in α of the central differences that give the path's speed."""

LENGTH_GRID = np.linspace(0.0, 1.0, 129)
"""α at which a path's length is measured; what lies between them is interpolated."""

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
        # A Gaussian is separable, and all blurs are of one picture: the rows are one matrix product.
        taps = _like(self.lr, torch.stack([gaussian(self._sigma * (1 - a), self._kernel_size) for a in alphas]))
        across = torch.einsum("chwk,nk->nchw", self._padded.unfold(-1, self._kernel_size, 1), taps)
        height = self.lr.shape[-2]
        blurred = torch.zeros_like(across[..., :height, :])
        for offset, tap in enumerate(taps.T):
            blurred.addcmul_(across[..., offset : offset + height, :], tap.view(-1, 1, 1, 1))
        return blurred


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
    low = [max(0.0, alpha - SPEED_STEP) for alpha in alphas]
    high = [min(1.0, alpha + SPEED_STEP) for alpha in alphas]
    moved = _distances(path, low, high) / np.sqrt(path.lr.numel())
    speed: Floats = moved / (np.array(high) - np.array(low))
    return speed


def path_length(path: Path, alphas: Sequence[float]) -> Floats:
    """Length of the path from the first α up to each, as the sum of the distances between neighbours."""
    return np.concatenate([[0.0], np.cumsum(_distances(path, alphas[:-1], alphas[1:]))])


def _distances(path: Path, begins: Sequence[float], ends: Sequence[float]) -> Floats:
    """Euclidean distance of γ at each pair of α, as many pairs at once as memory is cheap."""
    together = max(1, AT_ONCE // (2 * path.lr.numel()))
    distances: list[float] = []
    for first in range(0, len(begins), together):
        pair = slice(first, first + together)
        before, after = path.at([*begins[pair], *ends[pair]]).chunk(2)
        distances += torch.linalg.vector_norm((after - before).cpu().double().flatten(1), dim=1).tolist()
    return np.array(distances)


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
