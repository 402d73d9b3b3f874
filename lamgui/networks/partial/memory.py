"""The memory of a pass for each LR pixel, measured on a small picture: what it saves, and the most at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.autograd.graph import saved_tensors_hooks

from lamgui.networks.partial.allocated import most_allocated
from lamgui.networks.partial.saved_copies import copies_seen
from lamgui.networks.partial.strips import STRIP_BYTES, forecast

PROBE_PX = 16
"""Side of the picture, LR pixels; larger where a network needs it."""


def activation_bytes_per_pixel(
    restore: Callable[[Tensor], Tensor], module: nn.Module, like: Tensor, side: int
) -> float:
    """Bytes for each LR pixel that a pass of `restore` saves, parameters apart; `like`, (1, C, 1, 1), is a pixel.

    A tensor saved twice counts once. 0 where it cannot be measured: a user's code may refuse so small a picture.
    """
    own = {tensor.untyped_storage().data_ptr() for tensor in (*module.parameters(), *module.buffers())}
    saved_bytes: dict[int, int] = {}
    saved: list[Tensor] = []

    def save(tensor: Tensor) -> None:
        """Without its graph: a result that refers to itself would never be freed, nor would the weights in it."""
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            saved_bytes[storage.data_ptr()] = storage.nbytes()
            saved.append(tensor.detach())

    picture = like.expand(-1, -1, side, side).clone().requires_grad_(True)
    seen = copies_seen.set(save)
    try:
        with torch.enable_grad(), saved_tensors_hooks(save, lambda nothing: nothing):
            restored = restore(picture)
            del restored
    except Exception:  # noqa: BLE001 # If it fails on every picture, the run itself says why.
        return 0.0
    finally:
        copies_seen.reset(seen)
    return sum(saved_bytes.values()) / side**2


@dataclass(frozen=True)
class PassMemory:
    """The most bytes at a time that a pass holds for each LR pixel, and `constant` ones; 0 where that is not known."""

    forward: float
    """Of a pass without gradient."""
    with_gradient: float
    constant: int = 0

    def of_forward(self, pixels: float) -> int:
        """The most of a pass without gradient over so many LR pixels."""
        return self._with_gaps(self.forward * pixels)

    def of_gradient(self, pixels: float) -> int:
        """The most of a pass and its gradient."""
        return self._with_gaps(self.with_gradient * pixels)

    def _with_gaps(self, held: float) -> int:
        """What the system counts: the C library keeps the room between smaller pieces, and gives large ones back."""
        return int(held + min(held / 2, MOST_GAPS_BYTES)) + self.constant if held else 0


MOST_GAPS_BYTES = 256 << 20
"""Gaps that were seen: pieces from 32 MiB on leave none."""


def measured_memory(restore: Callable[[Tensor], Tensor], like: Tensor, side: int) -> PassMemory:
    """What passes of `restore` on a CPU take, convolutions' own copies with it; `like`, (1, C, 1, 1), is a pixel."""
    picture = like.expand(-1, -1, side, side).clone()

    def forward() -> None:
        with torch.no_grad():
            restore(picture)

    def with_gradient() -> None:
        with torch.enable_grad():
            leaf = picture.clone().requires_grad_(True)
            torch.autograd.grad(restore(leaf).sum(), leaf)

    # The first pass may lay out weights anew, which stays.
    try:
        with forecast():
            forward()
            without, both = (most_allocated(run) / side**2 for run in (forward, with_gradient))
    except Exception:  # noqa: BLE001 # If it fails on every picture, the run itself says why.
        return PassMemory(0.0, 0.0)
    return PassMemory(without, both, constant=2 * STRIP_BYTES if like.dtype == torch.float64 else 0)
