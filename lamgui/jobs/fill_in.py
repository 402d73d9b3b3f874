"""The job that fills in the curve and the filmstrip of a run between its nodes."""

from __future__ import annotations

from collections.abc import Generator
from threading import Event

from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.filled_in import FilledIn
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry


def fill_in_run(
    pipeline: Pipeline,
    analysis: Analysis,
    entry: NetworkEntry,
    device: str,
    so_far: FilledIn | None = None,
    stop: Event | None = None,
) -> Generator[FilledIn, None, FilledIn | None]:
    """A forward pass in each step, with the network of an entry; raises UserError.

    None where the network's file is no longer what the map was made with. Closing the generator cancels between two
    passes; setting `stop` ends all.
    """
    network, detector = pipeline.network_of(entry), pipeline.detector_of(analysis.settings)
    from lamgui.maps.restoring import fill_in, is_same_network

    if not is_same_network(network.facts, analysis.network):
        return None
    return (yield from fill_in(network, analysis, detector, device, so_far, stop))
