"""The plan of a run for one patch: on which crop, how many nodes in a pass, and how much memory that needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from lamgui.attribution.patch import Patch
from lamgui.attribution.window import Window
from lamgui.base.memory_limits import (
    PASS_LR_PIXELS,
    PASS_LR_PIXELS_GPU,
    PASS_NODES,
    PASS_NODES_GPU,
    PASS_SHARE_OF_FREE_MEMORY,
    PASS_SHARE_OF_FREE_MEMORY_GPU,
)
from lamgui.networks.bands import in_bands
from lamgui.networks.crop import PatchCrop, layerwise
from lamgui.networks.network import Network
from lamgui.networks.partial.recompute import recomputed
from lamgui.networks.placed import Forward, PlacedNetwork


@dataclass(frozen=True, eq=False)
class Work:
    """What is restored at each node, and how much memory the run is estimated to need with `batch` nodes in a pass.

    `crop` is None where that is the whole picture, and `whole` restores that for F(I), in bands where it does not fit
    at once. With `recomputes` activations are computed again instead of being saved; `activation_bytes` says how
    much memory the run would need otherwise, `least_bytes` what it needs as it is planned, `usable_bytes` what it may
    take.
    """

    crop: PatchCrop | None
    uncropped: Forward
    whole: Forward
    batch: int
    activation_bytes: int
    least_bytes: int
    free_bytes: int
    usable_bytes: int
    recomputes: bool = False

    @property
    def fits(self) -> bool:
        """Whether the run may take what it needs at least."""
        return self.least_bytes <= self.usable_bytes

    @property
    def restore(self) -> Forward:
        """The function that is differentiated."""
        return self.uncropped if self.crop is None else self.crop.restore

    @property
    def near(self) -> tuple[Forward, Window] | None:
        """The function that restores the patch alone, and its window; None where the whole picture is restored."""
        return None if self.crop is None else (self.crop.restore, self.crop.window)

    @property
    def window(self) -> Window | None:
        """The window of the LR picture that is restored; None for all of it."""
        return None if self.crop is None else self.crop.window


def plan_work(
    network: Network,
    placed: PlacedNetwork,
    patch: Patch,
    lr: Tensor,
    free_bytes: int,
    usable_bytes: int | None = None,
    *,
    is_restored: bool = False,
) -> Work:
    """Plan the work on an LR picture (C, h, w) on a device with `free_bytes` of memory.

    `usable_bytes` are what the run may take, by default its share of them; F(I) `is_restored` where it is known.
    """
    height, width = lr.shape[-2:]
    is_cpu = lr.device.type == "cpu"
    share = PASS_SHARE_OF_FREE_MEMORY if is_cpu else PASS_SHARE_OF_FREE_MEMORY_GPU
    usable = int(share * free_bytes) if usable_bytes is None else usable_bytes
    crop = network.patch_crop(placed, patch, lr)
    pixels = height * width * (1.0 if crop is None else crop.share)
    memory = placed.pass_memory
    lr_pixels, most = (PASS_LR_PIXELS, PASS_NODES) if is_cpu else (PASS_LR_PIXELS_GPU, PASS_NODES_GPU)
    batch = min(most, max(1, int(lr_pixels / pixels)))
    needed_bytes = memory.of_gradient(pixels)
    batch = max(1, min(batch, usable // max(1, needed_bytes)))
    gradient_bytes = memory.of_gradient(batch * pixels)
    whole: Forward = placed
    whole_bytes = 0 if is_restored else memory.of_forward(height * width)
    needed = max(gradient_bytes, whole_bytes)
    recomputes = False
    if gradient_bytes > usable:
        sparing = layerwise(placed, patch, height, width, most=1.0, recomputing=True)
        if sparing is not None:
            crop, batch, recomputes = sparing, 1, True
            gradient_bytes = _bytes_recomputing(placed, sparing.share * height * width)
    if whole_bytes > usable and (bands := in_bands(placed, height, width, -(-2 * whole_bytes // max(1, usable)))):
        whole, whole_bytes = bands.restore, memory.of_forward(bands.share * height * width)
    return Work(
        crop, placed, whole, batch, needed, max(gradient_bytes, whole_bytes), free_bytes, usable, recomputes=recomputes
    )


def _bytes_recomputing(placed: PlacedNetwork, pixels: float) -> int:
    graph = placed.network_graph
    if graph is None or next(placed.module.parameters(), torch.zeros(1)).device.type != "cpu":
        return 0
    return placed.memory_of(replace(placed, module=recomputed(graph.module))).of_gradient(pixels)
