"""A network on one device in one precision, as a function of pictures of any size with values 0..1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor, nn
from torch.nn import functional

from lamgui.attribution.device.full_precision import full_precision
from lamgui.networks.partial.graph import NetworkGraph, graph_of
from lamgui.networks.partial.memory import PROBE_PX, PassMemory, activation_bytes_per_pixel, measured_memory
from lamgui.networks.partial.strips import in_strips

Forward = Callable[[Tensor], Tensor]
"""(N, C, h, w) to (N, C, scale*h, scale*w), both 0..1."""


@dataclass(frozen=True)
class PlacedNetwork:
    """A module on one device in one precision, called with values 0..1 and pictures of any size.

    Its own values are 0..`white`; its sides are padded at the right and bottom, so that no pixel moves,
    and the output is cropped to `scale` times the input.
    """

    module: nn.Module
    scale: int
    white: float = 1.0
    multiple_of: int = 1
    minimum_px: int = 1
    memory_format: torch.memory_format = torch.contiguous_format
    channels: int = 3

    @cached_property
    def network_graph(self) -> NetworkGraph | None:
        """The module's operations, traced once; None where they cannot be traced, or the picture is padded first.

        None too for a user's code: tracing runs it on proxies instead of pictures, and it may store them.
        """
        own = all(type(layer).__module__.startswith(("lamgui.", "torch.nn.")) for layer in self.module.modules())
        return graph_of(self.module, self.channels) if own and self.multiple_of == self.minimum_px == 1 else None

    @cached_property
    def activation_bytes_per_pixel(self) -> float:
        """Bytes that a pass saves for the gradient, for each LR pixel: measured once, on a small picture."""
        like = next(self.module.parameters(), torch.zeros(1))
        pixel = torch.full((1, self.channels, 1, 1), 0.5, dtype=like.dtype, device=like.device)
        return activation_bytes_per_pixel(self, self.module, pixel, max(PROBE_PX, self.minimum_px))

    @cached_property
    def pass_memory(self) -> PassMemory:
        """The most that passes hold at a time: measured once on a CPU, by what they save on other devices."""
        like = next(self.module.parameters(), torch.zeros(1))
        if like.device.type != "cpu":
            return PassMemory(0.0, self.activation_bytes_per_pixel)
        return self.memory_of(self)

    def memory_of(self, restore: Forward) -> PassMemory:
        """What passes of a function like this network's hold on a CPU, measured on a small picture."""
        like = next(self.module.parameters(), torch.zeros(1))
        pixel = torch.full((1, self.channels, 1, 1), 0.5, dtype=like.dtype)
        side = -(-max(PROBE_PX, self.minimum_px) // self.multiple_of) * self.multiple_of
        return measured_memory(restore, pixel, side)

    def __call__(self, lr: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, scale*h, scale*w), both 0..1; gradients pass."""
        height, width = lr.shape[-2:]
        padded = pad(lr, self.multiple_of, self.minimum_px)
        scaled = (padded * self.white).contiguous(memory_format=self.memory_format)
        with full_precision(lr.device), in_strips(lr.device, lr.dtype):
            sr: Tensor = self.module(scaled) / self.white
        return sr[..., : self.scale * height, : self.scale * width]


def pad(lr: Tensor, multiple_of: int, minimum_px: int) -> Tensor:
    """(N, C, h, w) continued at the right and bottom to whole multiples and at least `minimum_px` a side.

    By reflection, without repeating the edge; where the side is too short for that, by repeating the edge.
    """
    height, width = lr.shape[-2:]
    bottom, right = (_missing(side, multiple_of, minimum_px) for side in (height, width))
    for amount, side, sides in ((bottom, height, (0, 0, 0, bottom)), (right, width, (0, right, 0, 0))):
        if amount:
            lr = functional.pad(lr, sides, mode="reflect" if amount < side else "replicate")
    return lr


def _missing(side: int, multiple_of: int, minimum_px: int) -> int:
    wanted = max(side, minimum_px)
    return -(-wanted // multiple_of) * multiple_of - side
