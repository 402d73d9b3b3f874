"""Straight lines from a baseline to the picture."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from lamgui.attribution.device.handover import sent
from lamgui.attribution.path.path import Path


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
