"""Modules around a network that takes or makes pictures otherwise than maps need it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from lamgui.networks.architectures.layers import enlarge
from lamgui.networks.loading.outputs import OneOutput
from lamgui.networks.partial.saved_copies import SavedCopies


class OneByOne(nn.Module):
    """A module that takes single pictures only, called for each picture of a batch."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, s*h, s*w)."""
        # Not by `chunk`: what that gives must not be written over.
        return torch.cat([self.module(x[k : k + 1]) for k in range(len(x))])

    def train(self, mode: bool = True) -> OneByOne:
        """Exported programs refuse to change their mode, which is that of evaluation."""
        self.training = mode
        return self


class Tiled(nn.Module):
    """A module that takes pictures of one size only, called for each tile of that size of a larger one."""

    def __init__(self, module: nn.Module, side: int) -> None:
        super().__init__()
        self.module = module
        self._side = side

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, a*side, b*side) to (N, C, s*a*side, s*b*side); no tile sees another."""
        return torch.cat([self._row(rows) for rows in torch.split(x, self._side, dim=-2)], dim=-2)

    def _row(self, rows: Tensor) -> Tensor:
        return torch.cat([self.module(tile.contiguous()) for tile in torch.split(rows, self._side, dim=-1)], dim=-1)

    def train(self, mode: bool = True) -> Tiled:
        """Exported programs refuse to change their mode, which is that of evaluation."""
        self.training = mode
        return self


class EnlargeFirst(nn.Module):
    """A module that takes pictures already enlarged, with the enlargement before it, so that a map is of LR pixels."""

    def __init__(self, module: nn.Module, scale: int) -> None:
        super().__init__()
        self.module = module
        self.scale = scale

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, h, w) to (N, C, s*h, s*w)."""
        restored: Tensor = self.module(enlarge(x, self.scale))
        return restored

    def train(self, mode: bool = True) -> EnlargeFirst:
        """Exported programs refuse to change their mode, which is that of evaluation."""
        self.training = mode
        return self


@dataclass(frozen=True)
class Wrapping:
    """What a module needs around it: each picture by itself, copies of what it writes over, tiles of `tile_px`."""

    one_by_one: bool = False
    writes_over: bool = False
    tile_px: int | None = None

    def around(self, module: nn.Module, output: str = "", enlarged_by: int = 1) -> nn.Module:
        """The module with one of its outputs, and for pictures that were enlarged before."""
        if output:
            module = OneOutput(module, output)
        if self.writes_over:
            module = SavedCopies(module)
        if self.one_by_one:
            module = OneByOne(module)
        if self.tile_px is not None:
            module = Tiled(module, self.tile_px)
        return EnlargeFirst(module, enlarged_by) if enlarged_by > 1 else module


UNWRAPPED = Wrapping()
