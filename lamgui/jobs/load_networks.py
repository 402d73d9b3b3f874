"""Loads several network files one after the other; one that cannot be loaded does not stop the others."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from lamgui.base.errors import UserError
from lamgui.base.generators import map_reports
from lamgui.jobs.pipeline import Pipeline
from lamgui.networks.entry import NetworkEntry, NetworkFacts


@dataclass(frozen=True, eq=False)
class LoadedNetworks:
    """What has been loaded so far; a later report holds all of an earlier one."""

    loaded: tuple[tuple[NetworkEntry, NetworkFacts], ...] = ()
    failed: tuple[tuple[NetworkEntry, UserError], ...] = ()
    left: tuple[NetworkEntry, ...] = ()
    """The one that is being loaded first."""
    doing: str = ""
    """What is done with that one now, in words."""


def load_networks(
    pipeline: Pipeline, entries: Sequence[NetworkEntry]
) -> Generator[LoadedNetworks, None, LoadedNetworks]:
    """Load networks into the cache, in their order."""
    report = LoadedNetworks(left=tuple(entries))
    while report.left:
        yield report
        entry, left = report.left[0], report.left[1:]
        try:
            facts = yield from map_reports(pipeline.load_network(entry), partial(_doing, report))
            report = replace(report, loaded=(*report.loaded, (entry, facts)), left=left)
        except UserError as error:
            report = replace(report, failed=(*report.failed, (entry, error)), left=left)
    return report


def _doing(report: LoadedNetworks, words: str) -> LoadedNetworks:
    return replace(report, doing=words)
