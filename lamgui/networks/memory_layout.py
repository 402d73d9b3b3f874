"""Whether a network computes the same where the channels of its pictures lie last in memory, which a CPU likes."""

from __future__ import annotations

import copy

import torch
from torch import Tensor, nn

AGREEMENT = 1e-4
"""Largest difference, as a share of the largest value, that another order of adding up makes in single precision."""

TRIED_PX = 16


def is_indifferent_to_layout(module: nn.Module, channels: int, multiple_of: int = 1, minimum_px: int = 1) -> bool:
    """Whether picture and gradient are the same in both layouts, tried with one small picture; nothing is raised.

    Code of others may read off the layout what it takes for the order of the values, or fail, in `view` or with weights
    of another number of dimensions. The module is not changed.
    """
    side = -(-max(TRIED_PX, minimum_px) // multiple_of) * multiple_of
    rows, columns = torch.linspace(0.2, 0.8, side), torch.linspace(0.1, 0.9, side)
    picture = (rows[:, None] * columns).expand(1, channels, -1, -1).contiguous()
    try:
        usual = _picture_and_gradient(module, picture, torch.contiguous_format)
        laid_out = copy.deepcopy(module).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        other = _picture_and_gradient(laid_out, picture, torch.channels_last)
    except Exception:  # noqa: BLE001 # whatever the network's code raises: the usual layout is that of its author
        return False
    return all(_agree(one, two) for one, two in zip(usual, other, strict=True))


def _picture_and_gradient(module: nn.Module, picture: Tensor, layout: torch.memory_format) -> tuple[Tensor, Tensor]:
    with torch.enable_grad():
        leaf = picture.detach().clone().requires_grad_()
        # Not the leaf itself, which torch forbids to write over.
        restored: Tensor = module((leaf * 1).contiguous(memory_format=layout))
        (gradient,) = torch.autograd.grad(restored.square().sum(), leaf)
    return restored.detach(), gradient


def _agree(one: Tensor, other: Tensor) -> bool:
    return one.shape == other.shape and bool((one - other).abs().max() <= AGREEMENT * one.abs().max())
