"""Jobs for the sanity tests: the map to test, a forecast, the tests, the page of their report."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lamgui.base.errors import SettingsError
from lamgui.base.generators import replace_reports
from lamgui.imaging.picture import Pixels
from lamgui.jobs.comparison import state_of
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.result import Analysis
from lamgui.sanity.report import CheckProgress, SanityReport
from lamgui.sanity.steps import modest
from lamgui.session.state import State

if TYPE_CHECKING:
    from lamgui.maps.request import Request


@dataclass(frozen=True, eq=False)
class Forecast:
    """The map that would be tested, and how many seconds that would take."""

    analysis: Analysis
    seconds: float


@dataclass(frozen=True, eq=False)
class _Ready:
    """A request whose own map has been made."""

    state: State
    request: Request
    reference: Analysis


class SanityJobs:
    """Jobs for the row in focus; the map that is tested is made once for forecast and tests."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._ready: _Ready | None = None

    def forecast(self, state: State) -> Generator[CheckProgress, None, Forecast]:
        """Compute the map that would be tested, and estimate how long its tests take; raises UserError."""
        ready = yield from self._made_ready(state)
        from lamgui.sanity.check import forecast_s

        return Forecast(ready.reference, forecast_s(ready.request, ready.reference))

    def run(self, state: State) -> Generator[CheckProgress, None, SanityReport]:
        """Run all tests; raises UserError where there is no map to test."""
        ready = yield from self._made_ready(state)
        from lamgui.sanity.check import check

        return (yield from check(ready.request, ready.reference))

    def pixels(self, report: SanityReport, width_px: int | None) -> Generator[None, None, Pixels]:
        """The page at a width on the screen, or (None) at its own resolution."""
        yield
        from lamgui.sanity.write import report_pixels

        return report_pixels(report, width_px)

    def write(self, report: SanityReport, path: Path) -> Generator[None, None, Path]:
        """Write the page and its numbers beside it; raises SaveError."""
        yield
        from lamgui.sanity.write import write_report

        write_report(report, path)
        return path

    def _made_ready(self, state: State) -> Generator[CheckProgress, None, _Ready]:
        focus = state.focus
        if focus is None or state.picture is None:
            raise SettingsError("There is no map to test yet.", "Open a picture and choose a network first.")
        alone = self._pipeline.opened(state_of(state, focus), focus)
        alone = replace(alone, settings=modest(state.settings))
        if self._ready is None or self._ready.state != alone:
            yield CheckProgress("Reading the network")
            request = self._pipeline.request(alone)
            reference = yield from _mapped(request)
            self._ready = _Ready(alone, request, reference)
        return self._ready


def _mapped(request: Request) -> Generator[CheckProgress, None, Analysis]:
    from lamgui.maps.analysis import analyse

    return replace_reports(CheckProgress("Computing the map that is tested"), analyse(request))
