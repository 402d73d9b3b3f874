"""A network that sees the whole picture by its channel attention, of the size of a real one, with weights drawn."""

from __future__ import annotations

import functools
from dataclasses import replace

import torch
from torch import nn

from lamgui.attribution.receptive_field import ReceptiveField
from lamgui.networks.architectures.rcan import RCAN
from lamgui.networks.catalogue import find
from lamgui.networks.loading.load import load_network
from lamgui.networks.network import Network

GROUPS, BLOCKS = 4, 5


def drawn_rcan(groups: int = GROUPS, blocks: int = BLOCKS) -> nn.Module:
    """RCAN x4 of 64 features with torch's own weights by a seed, what ends a branch divided by the branches in a row.

    So the values stay of the size of the picture's, as those of a trained network do.
    """
    with torch.random.fork_rng():
        torch.manual_seed(0)
        module = RCAN(groups=groups, blocks=blocks, value_range=1.0)
    for name, parameter in module.named_parameters():
        if ".body.2." in name:
            parameter.data /= blocks
        elif name.startswith("body.") and f".body.{blocks}." in name:
            parameter.data /= groups
    return module


def network_named(name: str) -> Network:
    """The bundled network of that name; RCAN, which is not bundled, is the drawn one."""
    return wide_network() if name == "RCAN" else load_network(find(name))


@functools.cache
def wide_network() -> Network:
    """The drawn RCAN as if it had been loaded."""
    like = load_network(find("EDSR")).facts
    facts = replace(like, name="RCAN", architecture="RCAN", receptive_field=ReceptiveField.GLOBAL, sha256="2" * 64)
    return Network(drawn_rcan(), facts)
