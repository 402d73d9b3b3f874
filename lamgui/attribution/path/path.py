"""Paths γ(α) from the baseline (α=0) to the input (α=1): their interface, length and speed (paper 3.3)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import torch
from torch import Tensor

from lamgui.base.arrays import Doubles

SPEED_STEP = 1e-3
"""Distance in α of the central differences that give the path's speed."""

LENGTH_GRID = np.linspace(0.0, 1.0, 129)
"""α at which a path's length is measured; between them it is interpolated."""

SPEED_GRID = np.linspace(0.0, 1.0, 65)
"""α at which a path's speed is drawn."""

AT_ONCE = 2**20
"""Elements of the pictures on the path that are measured together."""


class Path(ABC):
    """A curve through pictures; `lr` is its end, (C, h, w)."""

    def __init__(self, lr: Tensor) -> None:
        self.lr = lr

    @cached_property
    def lengths(self) -> Doubles:
        """Length of the path from the baseline to each α of LENGTH_GRID; measured once."""
        return path_length(self, LENGTH_GRID.tolist())

    @abstractmethod
    def at(self, alphas: Sequence[float]) -> Tensor:
        """γ at each α, (N, C, h, w); 0 gives the baseline and 1 exactly the input."""

    @abstractmethod
    def within(self, rows: slice, columns: slice) -> Path:
        """The same path, of these rows and columns of the picture alone."""

    def distances(self, begins: Sequence[float], ends: Sequence[float]) -> Doubles:
        """Euclidean distance of γ at each pair of α, as many pairs at once as memory is cheap."""
        together = max(1, AT_ONCE // (2 * self.lr.numel()))
        distances: list[float] = []
        for first in range(0, len(begins), together):
            pair = slice(first, first + together)
            before, after = self.at([*begins[pair], *ends[pair]]).chunk(2)
            distances += torch.linalg.vector_norm((after - before).cpu().double().flatten(1), dim=1).tolist()
        return np.array(distances)


def path_speed(path: Path, alphas: Sequence[float]) -> Doubles:
    """Root mean square over the elements of ∂γ/∂α at each α, by differences of the path; no network pass."""
    low = [max(0.0, alpha - SPEED_STEP) for alpha in alphas]
    high = [min(1.0, alpha + SPEED_STEP) for alpha in alphas]
    moved = path.distances(low, high) / np.sqrt(path.lr.numel())
    speed: Doubles = moved / (np.array(high) - np.array(low))
    return speed


def path_length(path: Path, alphas: Sequence[float]) -> Doubles:
    """Length of the path from the first α up to each, as the sum of the distances between neighbours."""
    return np.concatenate([[0.0], np.cumsum(path.distances(alphas[:-1], alphas[1:]))])
