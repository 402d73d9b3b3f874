"""The activations that a network saves for the gradient, measured on a small picture."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.autograd.graph import saved_tensors_hooks

from lamgui.networks.partial.saved_copies import copies_seen

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
