"""Restores F(γ(α)) for the filmstrip: its close-up alone, without gradients, the frame at the cursor first."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from lamgui.imaging.colour import Colour
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
"""By how many of 256 levels a piece of F(I) may differ from the whole one: what rounds otherwise in the last bit."""

CHANGED = "The network's file is no longer what this map was made with."


class Aim:
    """The α of the cursor: moved by the window's thread, looked at by a job before each step."""

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha


@dataclass(frozen=True, eq=False)
class Restoration:
    """What is to be restored: frames of an analysis, by the network of an entry, from the cursor outwards."""

    analysis: Analysis
    entry: NetworkEntry
    device: str
    aim: Aim = field(default_factory=Aim)
    most: int | None = None
    """How many frames, the nearest; None for all."""
    stop: Event = field(default_factory=Event)


def restore_along(
    pipeline: Pipeline, wanted: Restoration, so_far: RestoredFrames
) -> Generator[RestoredFrames, None, RestoredFrames]:
    """A piece a step, the one nearest to the cursor first; raises UserError.

    Closing the generator cancels between two pieces; setting `stop` ends the one that is on, and all with it.
    """
    restored = so_far
    yield restored
    network = pipeline.network_of(wanted.entry)
    if not _is_same(network.facts, wanted.analysis.network):
        return replace(restored, note=CHANGED)
    work = _Restoring(network, wanted, restored.region)
    while not wanted.stop.is_set():
        alpha = next_to_restore(wanted.analysis, restored, wanted.aim.alpha, wanted.most)
        began = time.monotonic()
        pixels = None if alpha is None else work.restored(alpha)
        if alpha is None or pixels is None:
            break
        nearest = nearest_to(wanted.analysis, restored.region, wanted.aim.alpha)
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
        # A network of luma alone takes the chroma from around each pixel.
        around = CHROMA_PX if network.facts.colour is Colour.Y else 0
        self._around = region.grown(around, *self._pictures.lr.shape[:2])
        self._placed, self._path = placed(network, settings, self._pictures.lr, device)

    def restored(self, alpha: float) -> Pixels | None:
        """F(γ(α)) in the region, (H, W, 3); None where it was stopped."""
        from lamgui.networks.stoppable import PassStopped, stoppable

        try:
            with stoppable(self._stop):
                return self._pixels(self._piece, alpha)
        except PassStopped:
            return None

    @cached_property
    def _piece(self) -> RegionCrop:
        """What the region needs of the network; all of it where that gives another picture than the run did."""
        from lamgui.networks.crop import uncropped

        piece = self._network.region_crop(self._placed, self._sr_region, self._path.lr)
        own, of_run = self._pixels(piece, 1.0), self._region.cut(self._pictures.sr, self._pictures.scale)
        agrees = np.abs(own.astype(int) - of_run).max() <= SAME_LEVELS
        return piece if agrees else uncropped(self._placed, self._sr_region, *self._pictures.lr.shape[:2])

    @property
    def _sr_region(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Rows and columns of the SR picture."""
        scale, part = self._pictures.scale, self._around
        rows, columns = (part.y, part.y + part.height), (part.x, part.x + part.width)
        return (scale * rows[0], scale * rows[1]), (scale * columns[0], scale * columns[1])

    def _pixels(self, piece: RegionCrop, alpha: float) -> Pixels:
        import torch

        with torch.no_grad():
            sr = piece.restore(self._path, alpha)
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
