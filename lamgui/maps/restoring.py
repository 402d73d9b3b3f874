"""F(γ(α)) in a region of the picture, without gradients: for the filmstrip, and for D between the nodes of a run."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import replace
from functools import cached_property
from threading import Event

import numpy as np
import torch
from torch import Tensor

from lamgui.attribution.detectors.detector import detect
from lamgui.attribution.detectors.kind import Detector
from lamgui.attribution.settings.makers import make_detector
from lamgui.imaging.colour import OF_LUMA
from lamgui.imaging.picture import Pixels
from lamgui.maps.between_nodes import next_between
from lamgui.maps.close_up import CloseUp
from lamgui.maps.devices import placed, resolve_device
from lamgui.maps.filled_in import FilledIn, PointBetween
from lamgui.maps.request import Request
from lamgui.maps.restored_frames import spread_frames
from lamgui.maps.result import Analysis
from lamgui.networks.crop import RegionCrop, uncropped
from lamgui.networks.entry import NetworkFacts
from lamgui.networks.network import Network
from lamgui.networks.stoppable import PassStopped, stoppable

CHROMA_PX = 3
"""LR pixels around a region that its chroma is enlarged from: the bicubic kernel reaches two."""

D_PX = 1
"""LR pixels around a region that D is read from: it takes an SR pixel beyond its patch."""

SAME_LEVELS = 1
"""Levels of 256 by which a part of F(I) may differ from that of the whole picture: rounding in the last bit."""


def is_same_network(network: NetworkFacts, other: NetworkFacts) -> bool:
    """Whether two networks are one function, whatever their names."""
    return (network.sha256, network.scale, network.value_range, network.colour, network.noise_sigma) == (
        other.sha256,
        other.scale,
        other.value_range,
        other.colour,
        other.noise_sigma,
    )


class Restoring:
    """Restores one region of one run's picture along its path, on a device; `stop` ends a pass in its middle.

    With `reads_d` so much around the region as D may take.
    """

    def __init__(
        self, network: Network, analysis: Analysis, device: str, region: CloseUp, stop: Event, *, reads_d: bool = False
    ) -> None:
        settings, self._pictures = analysis.settings, analysis.pictures
        self._network = network
        self._stop = stop
        self._region = region
        around = CHROMA_PX if network.facts.colour in OF_LUMA else D_PX if reads_d else 0
        self._around = region.grown(around, *self._pictures.lr.shape[:2])
        self._placed, self._path = placed(
            network,
            settings,
            self._pictures.prepared.network_input,
            resolve_device(device, settings.precision),
            self._pictures.surroundings,
        )

    def restored(self, alpha: float) -> Pixels | None:
        """F(γ(α)) in the region, (H, W, 3); None where it was stopped."""
        try:
            with stoppable(self._stop):
                return self._decoded(self._values(self._crop, alpha))
        except PassStopped:
            return None

    def between(self, alpha: float, detector: Detector, with_pictures: bool) -> PointBetween | None:
        """D(F(γ(α))), and with pictures what is seen there; None where it was stopped."""
        try:
            with stoppable(self._stop):
                values = self._values(self._crop, alpha)
        except PassStopped:
            return None
        patch = self._around.patch(self._pictures.patch, self._pictures.scale)
        with torch.no_grad():
            objective = float(detect(detector, values[None], patch)[0])
        if not with_pictures:
            return PointBetween(objective, None, None)
        gamma = self._network.decode(self._path.at([alpha])[0], self._pictures.lr)
        return PointBetween(objective, gamma, self._decoded(values))

    @cached_property
    def _crop(self) -> RegionCrop:
        """The crop that the region needs; the whole picture where the crop differs from what the run restored."""
        crop = self._network.region_crop(self._placed, self._sr_region, self._path.lr)
        own = self._decoded(self._values(crop, 1.0))
        of_run = self._region.cut(self._pictures.sr, self._pictures.scale)
        agrees = np.abs(own.astype(int) - of_run).max() <= SAME_LEVELS
        return crop if agrees else uncropped(self._placed, self._sr_region, *self._pictures.lr.shape[:2])

    @property
    def _sr_region(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """The region, with what is around it, in rows and columns of the SR picture."""
        scale, part = self._pictures.scale, self._around
        rows, columns = (part.y, part.y + part.height), (part.x, part.x + part.width)
        return (scale * rows[0], scale * rows[1]), (scale * columns[0], scale * columns[1])

    def _values(self, crop: RegionCrop, alpha: float) -> Tensor:
        with torch.no_grad():
            return crop.restore(self._path, alpha)

    def _decoded(self, values: Tensor) -> Pixels:
        pixels = self._network.decode(values, self._around.cut(self._pictures.lr))
        return np.ascontiguousarray(self._region.within(self._around).cut(pixels, self._pictures.scale))


def fill_in(
    network: Network,
    analysis: Analysis,
    detector: Detector,
    device: str,
    so_far: FilledIn | None = None,
    stop: Event | None = None,
) -> Generator[FilledIn, None, FilledIn]:
    """Fill in the curve and the filmstrip of a run between its nodes, a pass in each step, from coarse to fine.

    `network` is the one that made it. Closing the generator cancels between two passes; setting `stop` ends all.
    """
    stop = stop or Event()
    filled = so_far or FilledIn(region_of(analysis))
    yield filled
    work = Restoring(network, analysis, device, filled.region, stop, reads_d=True)
    while not stop.is_set() and (alpha := next_between(analysis, filled)) is not None:
        began = time.monotonic()
        point = work.between(alpha, detector, filled.has_room(analysis.pictures.lr, analysis.pictures.scale))
        if point is None:
            break
        filled = filled.with_point(alpha, point, time.monotonic() - began)
        yield filled
    return filled


def with_points_between(request: Request, analysis: Analysis) -> Generator[FilledIn, None, Analysis]:
    """The analysis that a request gave, filled in between its nodes, for a figure; a pass in each step."""
    detector = make_detector(request.settings, request.own_detector)
    filled = yield from fill_in(request.network, analysis, detector, request.device)
    return replace(analysis, filled_in=filled)


def with_frames_restored(
    network: Network, analysis: Analysis, device: str, most: int
) -> Generator[int, None, Analysis]:
    """The analysis with F(γ(α)) of at most `most` frames, evenly spread, where the run did not restore them.

    `network` is the one that made it. Yields the number of frames that are still to be restored; without frames, or
    with all of them restored, there is nothing to do.
    """
    missing = [frame for frame in spread_frames(analysis, most) if frame.sr is None]
    if not missing:
        return analysis
    work, restored = Restoring(network, analysis, device, region_of(analysis), Event()), dict(analysis.restored)
    for number, frame in enumerate(missing):
        yield len(missing) - number
        pixels = work.restored(frame.alpha)
        if pixels is not None:
            restored[frame.alpha] = pixels
    return replace(analysis, restored=restored)


def region_of(analysis: Analysis) -> CloseUp:
    """The region that a filmstrip shows: its close-up, or all of the picture."""
    height, width = analysis.pictures.lr.shape[:2]
    return analysis.close_up or CloseUp(0, 0, width, height)
