"""The maps that tests compare: each a run of the analysis under another condition."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from lamgui.base.generators import map_reports
from lamgui.maps.analysis import analyse
from lamgui.maps.progress import Progress
from lamgui.maps.request import Request
from lamgui.maps.result import Analysis
from lamgui.sanity.report import Compared
from lamgui.sanity.similarity import similarity_of


@dataclass(frozen=True)
class SanityStep:
    """The present step of a test, and the work done so far in maps."""

    text: str
    maps_done: float


def compared_with(
    reference: Analysis, request: Request, label: str, maps_done: int
) -> Generator[SanityStep, None, Compared]:
    """Compute the map of `request` and compare it with the reference, after `maps_done` others. Raises UserError."""
    analysis = yield from map_reports(
        analyse(request), lambda progress: SanityStep(label, maps_done + _share(progress))
    )
    return Compared(label, similarity_of(reference.signed, analysis.signed), analysis.signed)


def _share(progress: Progress) -> float:
    return progress.step / progress.total if progress.total else 0.0
