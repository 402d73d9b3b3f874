"""The plan of a run for one patch: on which crop, how many nodes in a pass, and how much memory that needs."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from lamgui.attribution.patch import Patch
from lamgui.attribution.window import Window
from lamgui.base.memory_limits import (
    PASS_LR_PIXELS,
    PASS_LR_PIXELS_GPU,
    PASS_NODES,
    PASS_NODES_GPU,
    PASS_SHARE_OF_FREE_MEMORY,
)
from lamgui.networks.crop import PatchCrop, layerwise
from lamgui.networks.network import Network
from lamgui.networks.placed import Forward, PlacedNetwork


@dataclass(frozen=True, eq=False)
class Work:
    """What is restored at each node, and how much of the free memory a pass of `batch` nodes is estimated to need.

    `crop` is None where that is the whole picture. With `recomputes` activations are computed again instead
    of being saved; `activation_bytes` says how much memory they would need.
    """

    crop: PatchCrop | None
    uncropped: Forward
    batch: int
    activation_bytes: int
    free_bytes: int
    recomputes: bool = False

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


def plan_work(network: Network, placed: PlacedNetwork, patch: Patch, lr: Tensor, free_bytes: int) -> Work:
    """Plan the work on an LR picture (C, h, w) on a device with `free_bytes` of memory."""
    height, width = lr.shape[-2:]
    crop = network.patch_crop(placed, patch, lr)
    pixels = height * width * (1.0 if crop is None else crop.share)
    needed_bytes = int(placed.activation_bytes_per_pixel * pixels)
    is_cpu = lr.device.type == "cpu"
    lr_pixels, most = (PASS_LR_PIXELS, PASS_NODES) if is_cpu else (PASS_LR_PIXELS_GPU, PASS_NODES_GPU)
    batch = min(most, max(1, int(lr_pixels / pixels)))
    usable = int(PASS_SHARE_OF_FREE_MEMORY * free_bytes)
    if needed_bytes > usable:
        sparing = layerwise(placed, patch, height, width, most=1.0, recomputing=True)
        if sparing is not None:
            return Work(sparing, placed, 1, needed_bytes, free_bytes, recomputes=True)
    batch = max(1, min(batch, usable // max(1, needed_bytes)))
    return Work(crop, placed, batch, batch * needed_bytes, free_bytes)
