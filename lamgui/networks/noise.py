"""Networks that draw random numbers: whether two passes agree, and the same noise in every pass."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn

ROUNDING = 1e-5
"""Share of the largest value by which two passes may differ through the order of summation alone."""


class SameNoise(nn.Module):
    """A module whose random numbers begin with `seed` for every picture, whatever else is in the batch."""

    def __init__(self, module: nn.Module, seed: int) -> None:
        super().__init__()
        self.module = module
        self.seed = seed

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, s*h, s*w)."""
        return torch.cat([self._one(picture) for picture in x.chunk(len(x))])

    def _one(self, picture: Tensor) -> Tensor:
        with noise_of(self.seed, picture.device):
            restored: Tensor = self.module(picture)
        return restored


@contextmanager
def noise_of(seed: int, device: torch.device) -> Iterator[None]:
    """A context in which the generators of torch, numpy and Python begin with `seed`; then they continue as before."""
    # All generators that a user's code may use.
    of_python, of_numpy = random.getstate(), np.random.get_state()
    with torch.random.fork_rng([device] if device.type == "cuda" else []):
        torch.manual_seed(seed)
        np.random.seed(seed)
        random.seed(seed)
        try:
            yield
        finally:
            random.setstate(of_python)
            np.random.set_state(of_numpy)


def agree(one: Tensor, other: Tensor) -> bool:
    """Whether two results are equal to rounding; values that are not finite must be so in both."""
    largest = float(one.nan_to_num(0.0, 0.0, 0.0).abs().max())
    return bool(torch.isclose(one, other, rtol=0.0, atol=ROUNDING * largest, equal_nan=True).all())
