"""A template that adapts a network with any inputs and outputs to the interface that this program runs."""

from __future__ import annotations

ADAPTER_ADVICE = "Wrap it in a .py file of your own that takes one picture and returns one; the template shows how."

ADAPTER_TEMPLATE = '''\
"""Adapts a network with other inputs or outputs: one picture (N, C, h, w) in, one (N, C, s*h, s*w) out."""

from torch import nn

from my_network import MyNetwork  # a file beside this one


class Adapted(nn.Module):
    def __init__(self, width: int = 64):
        super().__init__()
        self.network = MyNetwork(width=width)  # what needs more arguments gets them here

    def forward(self, x):
        return self.network(x)[-1]  # the output to look at: of a list the last, of a dict ["sr"]

    # Weights were saved without the adapter around them.
    def load_state_dict(self, weights, strict=True):
        return self.network.load_state_dict(weights, strict)
'''
"""Text of a file to be saved beside the network's own and opened in its place."""
