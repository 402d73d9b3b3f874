"""Restores F(γ(α)) for the filmstrip: of its close-up only, without gradients, the frame at the cursor first."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from lamgui.imaging.colour import OF_LUMA
from lamgui.imaging.picture import Pixels
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.close_up import CloseUp
from lamgui.maps.restored_frames import RestoredFrames, nearest_to, next_to_restore
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry, NetworkFacts

if TYPE_CHECKING:
    from lamgui.networks.crop import RegionCrop
    from lamgui.networks.network import Network

CHROMA_PX = 3
"""LR pixels around a region that its chroma is enlarged from: the bicubic kernel reaches two."""

SAME_LEVELS = 1
"""Levels of 256 by which a part of F(I) may differ from that of the whole picture: rounding in the last bit."""

CHANGED = "The network's file is no longer what this map was made with."


class Aim:
    """The α of the cursor: set by the window's thread, read by a job before each step."""

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha


@dataclass(frozen=True, eq=False)
class Restoration:
    """The task: restore frames of an analysis, with the network of an entry, from the cursor outwards."""

    analysis: Analysis
    entry: NetworkEntry
    device: str
    aim: Aim = field(default_factory=Aim)
    most: int | None = None
    """Number of frames, the nearest first; None for all."""
    stop: Event = field(default_factory=Event)


def restore_along(
    pipeline: Pipeline, task: Restoration, so_far: RestoredFrames
) -> Generator[RestoredFrames, None, RestoredFrames]:
    """Restore a frame in each step, the one nearest to the cursor first; raises UserError.

    Closing the generator cancels between two frames; setting `stop` ends all, in the middle of a frame.
    """
    restored = so_far
    yield restored
    network = pipeline.network_of(task.entry)
    if not _is_same(network.facts, task.analysis.network):
        return replace(restored, note=CHANGED)
    work = _Restoring(network, task, restored.region)
    while not task.stop.is_set():
        alpha = next_to_restore(task.analysis, restored, task.aim.alpha, task.most)
        began = time.monotonic()
        pixels = None if alpha is None else work.restored(alpha)
        if alpha is None or pixels is None:
            break
        nearest = nearest_to(task.analysis, restored.region, task.aim.alpha)
        restored = restored.with_frame(alpha, pixels, nearest, time.monotonic() - began)
        yield restored
    return restored


class _Restoring:
    """The steps of one restoration, which share the placed network and the path."""

    def __init__(self, network: Network, wanted: Restoration, region: CloseUp) -> None:
        from lamgui.maps.devices import placed, resolve_device

        settings, self._pictures = wanted.analysis.settings, wanted.analysis.pictures
        device = resolve_device(wanted.device, settings.precision)
        self._network = network
        self._stop = wanted.stop
        self._region = region
        # A network of luma alone takes the chroma from the surroundings of each pixel.
        around = CHROMA_PX if network.facts.colour in OF_LUMA else 0
        self._around = region.grown(around, *self._pictures.lr.shape[:2])
        self._placed, self._path = placed(network, settings, self._pictures.prepared.network_input, device)

    def restored(self, alpha: float) -> Pixels | None:
        """F(γ(α)) in the region, (H, W, 3); None where it was stopped."""
        from lamgui.networks.stoppable import PassStopped, stoppable

        try:
            with stoppable(self._stop):
                return self._pixels(self._crop, alpha)
        except PassStopped:
            return None

    @cached_property
    def _crop(self) -> RegionCrop:
        """The crop that the region needs; the whole picture where the crop differs from what the run restored."""
        from lamgui.networks.crop import uncropped

        crop = self._network.region_crop(self._placed, self._sr_region, self._path.lr)
        own, of_run = self._pixels(crop, 1.0), self._region.cut(self._pictures.sr, self._pictures.scale)
        agrees = np.abs(own.astype(int) - of_run).max() <= SAME_LEVELS
        return crop if agrees else uncropped(self._placed, self._sr_region, *self._pictures.lr.shape[:2])

    @property
    def _sr_region(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The region in rows and columns of the SR picture."""
        scale, part = self._pictures.scale, self._around
        rows, columns = (part.y, part.y + part.height), (part.x, part.x + part.width)
        return (scale * rows[0], scale * rows[1]), (scale * columns[0], scale * columns[1])

    def _pixels(self, crop: RegionCrop, alpha: float) -> Pixels:
        import torch

        with torch.no_grad():
            sr = crop.restore(self._path, alpha)
        pixels = self._network.decode(sr, self._around.cut(self._pictures.lr))
        return np.ascontiguousarray(self._region.within(self._around).cut(pixels, self._pictures.scale))


def _is_same(network: NetworkFacts, other: NetworkFacts) -> bool:
    """Whether two networks are one function, whatever their names."""
    return (network.sha256, network.scale, network.value_range, network.colour) == (
        other.sha256,
        other.scale,
        other.value_range,
        other.colour,
    )
