"""Draw learnt weights anew, layer by layer, so that nothing of what a network learnt is left (Adebayo et al. 2018)."""

from __future__ import annotations

from collections.abc import Collection

import torch
from torch import Tensor, nn


def learnt_names(module: nn.Module) -> frozenset[str]:
    """Names of the parameters that training changes; all of them where the module has been frozen as a whole."""
    floating = {name: p for name, p in module.named_parameters() if p.is_floating_point()}
    marked = frozenset(name for name, parameter in floating.items() if parameter.requires_grad)
    return marked or frozenset(floating)


def learnt_layers(module: nn.Module, learnt: Collection[str]) -> tuple[tuple[Tensor, ...], ...]:
    """The learnt parameters of each layer that has any, in the order in which the module names them."""
    layers: dict[str, list[Tensor]] = {}
    for name, parameter in module.named_parameters():
        if name in learnt:
            layers.setdefault(name.rpartition(".")[0], []).append(parameter)
    return tuple(tuple(layer) for layer in layers.values())


def redraw(layers: Collection[tuple[Tensor, ...]], seed: int) -> None:
    """Draw the parameters of these layers anew, in place, the last layer first.

    Each tensor is drawn from a normal distribution around 0 with its own root mean square, so that what passes
    through the network stays in range; zeros stay zero. The last layers get the same values however many layers
    before them are drawn.
    """
    chance = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for layer in reversed(tuple(layers)):
            for parameter in layer:
                drawn = torch.randn(parameter.shape, generator=chance)
                parameter.copy_(drawn * parameter.float().square().mean().sqrt())
