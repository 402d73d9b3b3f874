"""Gradients along the path, for many networks and pictures, stored so that a run that was stopped goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath

import numpy as np
import torch
from torch import Tensor

from lamgui.attribution.integral.passes import Passes
from lamgui.attribution.patch import Patch
from lamgui.attribution.path.equal_pieces import equal_pieces
from lamgui.attribution.path.path import LENGTH_GRID, Path
from lamgui.attribution.settings.settings import Settings
from lamgui.base.arrays import Doubles, Floats
from lamgui.files.atomic import replacing
from lamgui.imaging.picture import Pixels
from lamgui.imaging.prepare import Role, prepare
from lamgui.imaging.read import picture_from_pixels, read_picture
from lamgui.imaging.reduce import Reduction
from lamgui.maps.devices import free_memory_bytes, placed
from lamgui.networks.network import Network
from lamgui.networks.placed import PlacedNetwork
from lamgui.networks.plan import plan_work
from tests.attribution.named import gradient

LR_PX = 64
"""Side of the LR picture, as in the paper's protocol."""

PATCH_PX = 16
"""Side of the patch in the middle, in SR pixels."""

ARC_PIECES = 216
"""Pieces of equal length at whose ends the gradient is taken: `arc` with 108 nodes, and with each divisor of 108."""

NODE_DECIMALS = 9
"""By which a node is told from others."""


@dataclass(frozen=True, eq=False)
class Case:
    """One network on one picture: the path, and D with its gradient at the rising `alphas`."""

    path: Path
    alphas: Doubles
    objective: Doubles
    """D(F(γ(α))), both ends of the path included."""
    gradients: Floats
    """∂D/∂γ, (N, C, h, w)."""

    def at(self, alphas: Sequence[float]) -> Tensor:
        """The gradients at some of the α, (n, C, h, w); raises KeyError for one at which none was taken."""
        return torch.from_numpy(self.gradients[self.places(alphas)])

    def places(self, alphas: Sequence[float]) -> list[int]:
        """Where some of the α lie among all; raises KeyError for one at which no gradient was taken."""
        return [self._place[round(alpha, NODE_DECIMALS)] for alpha in alphas]

    @cached_property
    def _place(self) -> dict[float, int]:
        return {round(alpha, NODE_DECIMALS): place for place, alpha in enumerate(self.alphas.tolist())}


def case_of(folder: FilePath, network: Network, picture: FilePath, alpha_steps: int) -> Case:
    """The case from its file in `folder`, which is made where there is none."""
    pixels = middle_of(picture, network.scale)
    lr = prepare(picture_from_pixels(pixels, picture.stem), Role.HR, network.scale, Reduction.PILLOW).lr
    restore, path = placed(network, Settings(), lr, "cpu")
    file = case_file(folder, network.facts.name, picture)
    if not file.exists():
        _store(file, network, restore, path, all_nodes(path, alpha_steps))
    with np.load(file) as stored:
        return Case(path, stored["alphas"], stored["objective"], stored["gradients"])


def case_file(folder: FilePath, network: str, picture: FilePath) -> FilePath:
    """Where the gradients of a network on a picture are stored."""
    return folder / f"{network}__{picture.stem}.npz"


def middle_of(file: FilePath, scale: int) -> Pixels:
    """The middle of an HR picture, as large as the network's LR input asks for."""
    pixels = read_picture(file).pixels
    side = LR_PX * scale
    top, left = ((length - side) // 2 for length in pixels.shape[:2])
    middle: Pixels = pixels[top : top + side, left : left + side]
    return middle


def all_nodes(path: Path, alpha_steps: int) -> Doubles:
    """The ends of pieces of equal length and of equal steps of α, rising."""
    by_length = equal_pieces(LENGTH_GRID, path.lengths, ARC_PIECES)
    both = np.concatenate([by_length, np.linspace(0.0, 1.0, alpha_steps + 1)])
    _, first = np.unique(np.round(both, NODE_DECIMALS), return_index=True)
    alphas: Doubles = np.sort(both[first])
    return alphas


def _store(file: FilePath, network: Network, restore: PlacedNetwork, path: Path, alphas: Doubles) -> None:
    """Take the gradients as a run of the program does, of what the patch depends on."""
    start = (LR_PX * network.scale - PATCH_PX) // 2
    patch = Patch(start, start, PATCH_PX)
    work = plan_work(network, restore, patch, path.lr, free_memory_bytes("cpu"))
    window = work.window
    seen, where = (path, patch) if window is None else (window.of(path), window.patch)
    passes = Passes(work.restore, where, gradient, seen, work.batch, None)
    done = [(one.objective, one.gradient) for one in passes.over(alphas.tolist())]
    objective, gradients = (torch.cat(parts) for parts in zip(*done, strict=True))
    if window is not None:
        gradients = window.embedded(gradients, path.lr)
    with replacing(file) as stream:
        np.savez(stream, alphas=alphas, objective=objective.double().numpy(), gradients=gradients.numpy())
