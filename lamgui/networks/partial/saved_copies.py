"""Gradients of a network that writes over its own values: what the gradient needs is copied before."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

import torch
from torch import Tensor, nn
from torch.autograd.graph import saved_tensors_hooks

copies_seen: ContextVar[Callable[[Tensor], object] | None] = ContextVar("copies_seen", default=None)
"""Called with each copy where it is set: of several hooks on saved tensors only the innermost is called."""


class SavedCopies(nn.Module):
    """A module whose layers may write over what they were given; its gradient is that of layers that do not.

    torch refuses such a gradient, because the values that it needs are gone. Its own way out of that,
    `allow_mutation_on_saved_tensors`, has to be open until the gradient is taken; copies do the same in the forward
    pass alone, for the memory of a second activation where both are needed.
    """

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: Tensor) -> Tensor:
        """What the module makes of (N, C, h, w)."""
        if not torch.is_grad_enabled():
            untouched: Tensor = self.module(x)
            return untouched
        with saved_tensors_hooks(_copied, _as_it_is):
            answer: Tensor = self.module(x)
        return answer

    def train(self, mode: bool = True) -> SavedCopies:
        """Exported programs refuse to change their mode, which is that of evaluation."""
        self.training = mode
        return self


def _copied(tensor: Tensor) -> Tensor:
    """Parameters are never written over; a copy has no graph, which would keep itself alive."""
    if isinstance(tensor, nn.Parameter):
        return tensor
    copy = tensor.detach().clone()
    see = copies_seen.get()
    if see is not None:
        see(copy)
    return copy


def _as_it_is(tensor: Tensor) -> Tensor:
    return tensor
