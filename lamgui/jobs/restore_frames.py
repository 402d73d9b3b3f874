"""Restores F(γ(α)) for the filmstrip: of its close-up only, without gradients, the frame at the cursor first."""

from __future__ import annotations

import time
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from threading import Event

from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.restored_frames import RestoredFrames, nearest_to, next_to_restore
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry

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
    from lamgui.maps.restoring import Restoring, is_same_network

    if not is_same_network(network.facts, task.analysis.network):
        return replace(restored, note=CHANGED)
    work = Restoring(network, task.analysis, task.device, restored.region, task.stop)
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
