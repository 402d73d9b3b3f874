"""Studies as jobs of the window: read, planned, run and exported on a worker of their own."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lamgui.base.generators import map_reports
from lamgui.jobs.studies.means import StudyAverages, all_averages
from lamgui.jobs.studies.snapshot import StudySnapshot, snapshot_of, with_ended
from lamgui.jobs.studies.state import StudyForecast
from lamgui.study.running.progress import Ended, StudyProgress
from lamgui.study.store.folder import StudyFolder
from lamgui.study.store.index import INDEX
from lamgui.study.store.results import StudyResults, read_results

if TYPE_CHECKING:
    from lamgui.study.items.tasks import Bench
    from lamgui.study.workers.crew import Crew

SHOWN_EVERY_S = 0.3
"""Results reach the window at most this often."""

SHARE_OF_SHOWING = 0.1
"""Of the time of a run, at most: a study of many items is shown less often."""


@dataclass(frozen=True, eq=False)
class StudyReport:
    """How far a study is, with its results as they were shown last: None where there are none yet.

    `progress` is None of a study that is read and not run.
    """

    progress: StudyProgress | None = None
    snapshot: StudySnapshot | None = None
    averages: tuple[StudyAverages, ...] = ()
    """Under each of the study's settings."""
    notes: tuple[str, ...] = ()
    """What the user should know of this run, a sentence each."""


class StudyJobs:
    """The jobs; `crew` gives the workers of a run, those that the machine allows where it is None."""

    def __init__(self, crew: Callable[[Bench], Crew] | None = None) -> None:
        self._crew = crew

    def read(self, folder: Path) -> Generator[StudyReport, None, StudyReport]:
        """The results of a study as they lie in its folder, means in the end; raises StudyError."""
        yield StudyReport()
        study = StudyFolder(folder)
        study.definition()
        if not (study.path / INDEX).exists():
            return StudyReport()
        snapshot = snapshot_of(read_results(study))
        yield StudyReport(snapshot=snapshot)
        return StudyReport(snapshot=snapshot, averages=all_averages(snapshot))

    def run(self, folder: Path, retry: bool = False) -> Generator[StudyReport, None, StudyReport]:
        """Compute what is missing, with `retry` also what failed; returns all that there is in the end.

        Closing this stops it. Raises StudyError.
        """
        yield StudyReport()
        from lamgui.study.running.run import RunOptions, run_study
        from lamgui.study.workers.choose import crew_for

        study = StudyFolder(folder)
        work = run_study(study, self._crew or crew_for(), RunOptions(retry=retry))
        showing = _Showing(study)
        try:
            while True:
                try:
                    progress = next(work)
                except StopIteration:
                    return showing.last()
                yield showing.report(progress)
        finally:
            work.close()

    def plan(self, folder: Path) -> Generator[StudyReport, None, StudyForecast]:
        """Items, time and disk of what is missing; nothing is written. Raises StudyError."""
        yield StudyReport()
        from lamgui.study.running.plan import plan_study
        from lamgui.study.workers.processes import usual_size

        plan = yield from map_reports(plan_study(StudyFolder(folder)), StudyReport)
        workers = usual_size()
        untimed = tuple(name for name in plan.pending if name not in plan.seconds)
        return StudyForecast(plan.counts, sum(plan.seconds.values()) / workers, plan.disk_bytes, workers, untimed)

    def export(self, results: StudyResults, path: Path) -> Generator[None, None, Path]:
        """Write the numbers of all items by the ending of `path`; returns where. Raises StudyError and SaveError."""
        yield
        from lamgui.study.export.write import export

        export(results, path)
        return path

    def figure(self, results: StudyResults, name: str, path: Path) -> Generator[None, None, Path]:
        """Draw a figure of the paper by its name; returns where. Raises UserError for a study that it cannot show."""
        yield
        from lamgui.study.figures.options import StudyFigureOptions
        from lamgui.study.figures.shown import ShownStudy
        from lamgui.study.figures.write import write_study_figure

        write_study_figure(ShownStudy(results, StudyFigureOptions(figure=name)), path)
        return path


class _Showing:
    """The results of a run as it goes on: read once the items are known, then kept up to date."""

    def __init__(self, study: StudyFolder) -> None:
        self._study = study
        self._shown = StudyReport()
        self._ended: list[Ended] = []
        self._next_s = 0.0

    def report(self, progress: StudyProgress) -> StudyReport:
        """The report of the run with its results, where it is time to show them."""
        notes = self._shown.notes + ((progress.note,) if progress.note else ())
        self._shown = replace(self._shown, progress=progress, notes=notes)
        if progress.ended is not None:
            self._ended.append(progress.ended)
        began_s = time.monotonic()
        before = self._shown.snapshot
        if not progress.counts.total or began_s < self._next_s or (before is not None and not self._ended):
            return self._shown
        snapshot = with_ended(before, self._ended) if before else snapshot_of(read_results(self._study))
        self._ended = []
        self._shown = StudyReport(progress, snapshot, all_averages(snapshot), notes)
        ended_s = time.monotonic()
        self._next_s = ended_s + max(SHOWN_EVERY_S, (ended_s - began_s) / SHARE_OF_SHOWING)
        return self._shown

    def last(self) -> StudyReport:
        """All that there is in the end, as the index has it."""
        snapshot = snapshot_of(read_results(self._study))
        return replace(self._shown, snapshot=snapshot, averages=all_averages(snapshot))
