"""A template that adapts a network with any inputs and outputs to the interface that this program runs."""

from __future__ import annotations

from lamgui.networks.user_code.form import FORM

ADAPTER_ADVICE = "Wrap it in a .py file of your own that takes one picture and returns one; the template shows how."

ADAPTER_TEMPLATE = f'''\
"""Adapts a network with other inputs or outputs: one picture (N, C, h, w) in, one (N, C, s*h, s*w) out.

{FORM}
"""

import torch
from torch import nn

from my_network import MyNetwork  # a file beside this one


class Adapted(nn.Module):
    def __init__(self, width: int = 64):
        super().__init__()
        self.network = MyNetwork(width=width)  # what needs more arguments gets them here

    def forward(self, x):
        return self.network(x)[-1]  # the output to look at: of a list the last, of a dict ["sr"]

    # Instead, for a network that takes a noise map beside the picture, here of sigma = 15 of 255:
    # def forward(self, x):
    #     return self.network(torch.cat([x, torch.full_like(x[:, :1], 15 / 255)], dim=1))

    # Or coordinates and the size of a pixel, as LIIF does, here for 4 times the sides:
    # def forward(self, x):
    #     n, _, h, w = x.shape
    #     rows, columns = (((torch.arange(4 * side) + 0.5) / (2 * side) - 1).to(x) for side in (h, w))
    #     at = torch.stack(torch.meshgrid(rows, columns, indexing="ij"), dim=-1).reshape(1, -1, 2).repeat(n, 1, 1)
    #     size = torch.tensor([2 / (4 * h), 2 / (4 * w)]).to(x).expand_as(at)
    #     return self.network(x, at, size).transpose(1, 2).reshape(n, -1, 4 * h, 4 * w)

    # A network for stereo (6 channels) or for video (N, frames, 3, h, w) is wrapped by what ships for these, in place
    # of the class above: class Adapted(Video), from lamgui.networks.adapters.frames import Stereo, Video.

    # Weights were saved without the adapter around them.
    def load_state_dict(self, weights, strict=True):
        return self.network.load_state_dict(weights, strict)
'''
"""Text of a file to be saved beside the network's own and opened in its place."""
