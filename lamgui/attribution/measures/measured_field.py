"""The measured receptive field of a patch: which input pixels have any gradient anywhere along the path."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from lamgui.attribution.window import Window
from lamgui.base.arrays import Mask


class MeasuredField:
    """Collects gradients on their own device, (C, h, w) each, or those inside a `window`.

    A value that is not finite counts as one.
    """

    def __init__(self, window: Window | None = None) -> None:
        self._window = window
        self._mask: Tensor | None = None

    def add(self, gradient: Tensor) -> None:
        """Add ∂D/∂γ at a node, inside the window."""
        reached = (gradient != 0).any(dim=0)
        self._mask = reached if self._mask is None else torch.logical_or(self._mask, reached, out=self._mask)

    def mask(self, height: int, width: int) -> Mask:
        """Where any gradient so far was not zero, of a picture of that size; raises ValueError before the first."""
        if self._mask is None:
            raise ValueError("no gradient was added: add one at least")
        found = np.zeros((height, width), dtype=np.bool_)
        seen = ... if self._window is None else (self._window.rows, self._window.columns)
        found[seen] = self._mask.cpu().numpy()
        return found
