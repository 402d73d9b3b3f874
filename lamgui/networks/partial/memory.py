"""What a network keeps in memory for the gradient, found on a small picture."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.autograd.graph import saved_tensors_hooks

PROBE_PX = 16
"""Side of the picture, LR pixels; larger where a network wants it."""


def activation_bytes_per_pixel(
    restore: Callable[[Tensor], Tensor], module: nn.Module, like: Tensor, side: int
) -> float:
    """Bytes for each LR pixel of what a pass of `restore` keeps, parameters apart; `like`, (1, C, 1, 1), is a pixel.

    What is kept twice counts once. 0 where that cannot be told: code of others may refuse so small a picture.
    """
    own = {tensor.untyped_storage().data_ptr() for tensor in (*module.parameters(), *module.buffers())}
    kept: dict[int, int] = {}
    held: list[Tensor] = []

    def keep(tensor: Tensor) -> None:
        """Without its graph: one that holds its own result would never be freed, nor the weights in it."""
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage.nbytes()
            held.append(tensor.detach())

    picture = like.expand(-1, -1, side, side).clone().requires_grad_(True)
    try:
        with torch.enable_grad(), saved_tensors_hooks(keep, lambda nothing: nothing):
            restored = restore(picture)
            del restored
    except Exception:  # noqa: BLE001 # What is wrong with it is told by the run itself, if it is with every picture.
        return 0.0
    return sum(kept.values()) / side**2
