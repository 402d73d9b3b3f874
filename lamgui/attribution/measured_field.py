"""The measured receptive field of a patch: which input pixels have any gradient anywhere along the path."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor


class MeasuredField:
    """Gathers gradients, (C, h, w) each, on their own device; a value that is not finite counts as one."""

    def __init__(self) -> None:
        self._mask: Tensor | None = None

    def add(self, gradient: Tensor) -> None:
        """Take in ∂D/∂γ at a node."""
        reached = (gradient != 0).any(dim=0)
        self._mask = reached if self._mask is None else torch.logical_or(self._mask, reached, out=self._mask)

    def mask(self) -> npt.NDArray[np.bool_]:
        """Where any gradient so far was not zero, (h, w); raises ValueError before the first."""
        if self._mask is None:
            raise ValueError("no gradient was added: add one at least")
        found: npt.NDArray[np.bool_] = self._mask.cpu().numpy().copy()
        return found
