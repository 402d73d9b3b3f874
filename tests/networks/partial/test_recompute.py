"""Values that are computed again give the same gradient to the last bit, and far less of them is kept."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, fx, nn
from torch.autograd.graph import saved_tensors_hooks

from lamgui.networks.architectures.edsr import EDSR
from lamgui.networks.architectures.rcan import RCAN
from lamgui.networks.architectures.rrdbnet import RRDBNet
from lamgui.networks.partial.focus import focus
from lamgui.networks.partial.graph import graph_of
from lamgui.networks.partial.recompute import Recomputed, recomputed

SIDE = 20
REGION = ((30, 43), (28, 41))

NETWORKS = {
    "EDSR": lambda: EDSR(width=8, blocks=12),
    "RRDBNet": lambda: RRDBNet(width=8, growth=4, blocks=3),
    "RCAN": lambda: RCAN(width=8, groups=2, blocks=6, reduction=4),
}


def recorded(name: str) -> fx.GraphModule:
    torch.manual_seed(0)
    network_graph = graph_of(NETWORKS[name]().eval().requires_grad_(False), 3)
    assert network_graph is not None
    focused = focus(network_graph, REGION, SIDE, SIDE)
    assert focused is not None
    assert focused.region == ((0, SIDE), (0, SIDE))
    return focused.module


def gradient_and_kept(module: nn.Module) -> tuple[Tensor, int]:
    """The gradient of a sum of squares, and how many bytes lay there for it after the pass."""
    lr = torch.rand(1, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(1)).requires_grad_(True)
    kept: dict[int, Tensor] = {}

    def keep(tensor: Tensor) -> Tensor:
        kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    with saved_tensors_hooks(keep, lambda tensor: tensor):
        loss = module(lr).square().sum()
    size = sum(tensor.untyped_storage().nbytes() for tensor in kept.values() if not isinstance(tensor, nn.Parameter))
    return torch.autograd.grad(loss, lr)[0], size


@pytest.mark.parametrize("name", NETWORKS)
def test_the_gradient_is_the_same_and_less_is_kept(name: str) -> None:
    gradient, kept = gradient_and_kept(recorded(name))
    again, kept_then = gradient_and_kept(recomputed(recorded(name)))
    assert torch.equal(again, gradient)
    assert kept_then < kept / 2


def test_pieces_have_about_as_many_convolutions_as_there_are_pieces() -> None:
    module = recomputed(recorded("RRDBNet"))
    pieces = [child for child in module.children() if isinstance(child, Recomputed)]
    counts = [
        sum(node.target is torch.conv2d for node in piece.layers.graph.nodes)
        for piece in pieces
        if isinstance(piece.layers, fx.GraphModule)
    ]
    total = sum(counts)
    assert len(counts) == len(pieces) >= int(total**0.5) - 1
    assert max(counts) <= 3 * total**0.5


def test_pieces_end_where_little_is_passed_on() -> None:
    """Between the blocks of RRDBNet: what the block made, what its group of three was given, and the first features."""
    module = recomputed(recorded("RRDBNet"))
    assert isinstance(module, fx.GraphModule)
    pieces = [node for node in module.graph.nodes if node.op == "call_module"]
    passed = [sum(given.op != "get_attr" for given in node.all_input_nodes) for node in pieces]
    assert len(passed) > 4
    assert max(passed) <= 3
