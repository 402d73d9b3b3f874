"""Layers whose activations are computed again when the gradient needs them: less memory, more time."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import Any

import torch
from torch import Tensor, fx, nn
from torch.fx.passes.split_module import split_module
from torch.utils.checkpoint import checkpoint

from lamgui.networks.partial.strips import in_strips


class Recomputed(nn.Module):
    """Layers of which only the input is saved for the gradient (Chen et al. 2016, arXiv 1604.06174)."""

    def __init__(self, layers: nn.Module) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, *inputs: Any) -> Any:
        """The output of the layers, with the same gradient to the last bit."""
        if not torch.is_grad_enabled():
            return self.layers(*inputs)
        return checkpoint(self._computed, *inputs, use_reentrant=False, preserve_rng_state=False)

    def _computed(self, *inputs: Any) -> Any:
        """The second time too, when the network has returned, in strips where they are of use."""
        picture = next(given for given in inputs if isinstance(given, Tensor) and given.ndim == 4)
        with in_strips(picture.device, picture.dtype):
            return self.layers(*inputs)


def recomputed(module: fx.GraphModule) -> nn.Module:
    """The operations of a graph in segments, about as many as each has convolutions, cut where few values pass.

    Of n convolutions, the activations of 2 sqrt(n), at most 3 sqrt(n), are then in memory at once.
    """
    nodes = list(module.graph.nodes)
    cuts = _cuts(nodes)
    segment_of = {node: sum(cut < place for cut in cuts) for place, node in enumerate(nodes)}
    segmented: nn.Module = split_module(module, module, lambda node: segment_of[node])
    for name, segment in list(segmented.named_children()):
        if name.startswith("submod_"):
            setattr(segmented, name, Recomputed(segment))
    return segmented


def _cuts(nodes: Sequence[fx.Node]) -> list[int]:
    """Places after which a segment ends: one in each stretch of so many convolutions but the first."""
    convolutions = [place for place, node in enumerate(nodes) if node.target is torch.conv2d]
    each = max(1, isqrt(len(convolutions)))
    alive = _alive(nodes)
    stretches = zip(convolutions[each::each], convolutions[2 * each :: each], strict=False)
    return [min(range(begin, end), key=alive.__getitem__) for begin, end in stretches]


def _alive(nodes: Sequence[fx.Node]) -> list[int]:
    """How many results, without weights, exist after each operation and are still needed."""
    last_use = {given: place for place, node in enumerate(nodes) for given in node.all_input_nodes}
    change = [0] * (len(nodes) + 1)
    for place, node in enumerate(nodes):
        if node.op != "get_attr" and node in last_use:
            change[place] += 1
            change[last_use[node]] -= 1
    alive, counts = 0, []
    for step in change[:-1]:
        alive += step
        counts.append(alive)
    return counts
