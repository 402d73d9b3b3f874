"""Runs: a change of the state becomes a job of the worker, and its results go to the session."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.attribution.patch import Patch
from lamgui.base.errors import TrustNeeded, UserError
from lamgui.control.desk.desk import Desk
from lamgui.control.messages import Messages
from lamgui.control.row_content import made_of
from lamgui.control.session import Session
from lamgui.imaging.picture import Pixels
from lamgui.jobs.comparison import ComparisonReport, RowQueue, compare, work_of
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State, Subject


class RunResults:
    """Puts the results of the latest run into the session; `state` is the one that it was begun for."""

    def __init__(self, session: Session) -> None:
        self.state: State | None = None
        self._session = session
        self._before: tuple[Mapping[Subject, Analysis], Mapping[Subject, UserError]] = ({}, {})

    def begin(self, state: State) -> None:
        """A run for a state begins; results that the session holds already stay beside those of the run."""
        self.state = state
        self._before = (self._session.analyses, self._session.failures)

    def end(self) -> None:
        """The run has ended: results from before it are not needed any more."""
        self._before = ({}, {})

    def new_failures(self, report: ComparisonReport) -> Mapping[Subject, UserError]:
        """Failed rows that the session does not hold yet."""
        wanted = set(self._session.state.subjects)
        return {s: e for s, e in report.failures.items() if s in wanted and s not in self._session.failures}

    def take_rows(self, report: ComparisonReport, running: Subject | None) -> None:
        """Results and failures of the rows, and which one runs; a row may have gone since it was run."""
        wanted = set(self._session.state.subjects)
        analyses, failures = self._before
        self._session.set_rows(
            {s: a for s, a in {**analyses, **report.finished}.items() if s in wanted and s not in report.failures},
            {s: e for s, e in {**failures, **report.failures}.items() if s in wanted},
            running,
        )

    def take_focus(self, report: ComparisonReport) -> None:
        """Picture, facts and patch of the row in focus, or of another row on the same patch until it has a result."""
        session, focus = self._session, self._session.state.focus
        for subject, run in report.latest.items():
            if run.facts is not None:
                session.learn_facts(subject.network.path, run.facts)
        progress = None if focus is None else report.latest.get(focus)
        if focus is not None and progress is not None:
            session.set_facts(progress.facts)
            self._take_picture(focus, progress)
        elif report.progress is not None and report.subject.bookmark is None:
            self._take_picture(report.subject, report.progress)

    def _take_picture(self, subject: Subject, progress: Progress) -> None:
        state, bookmark = self._session.state, subject.bookmark
        if bookmark is not None:
            picture, role = state.picture_key(bookmark), bookmark.role
        elif state.picture is not None:
            picture, role = state.picture.key, state.role
            self._fit_patch(progress.patch)
        else:
            return
        if progress.prepared is not None:
            self._session.set_prepared(progress.prepared, progress.scale, made_of(state, picture, role))

    def _fit_patch(self, patch: Patch | None) -> None:
        """Store the patch moved inside the SR picture where it did not fit: no undo step of the user's."""
        if patch is not None and patch != self._session.state.patch:
            self.state = replace(self._session.state, patch=patch)
            self._session.apply(self.state)


ANALYSIS = "analysis"
"""The lane of the run: a new one cancels the one before."""

FAILED = "Stopped by an error"
CANCELLED = "Cancelled"


class RunController(QObject):
    """Runs the rows that have no result yet whenever the state changes; the user cancels and runs again."""

    trust_missing = Signal(object, object)
    """NetworkEntry of a row that would run its file's own code, and the TrustNeeded that says so."""
    run_ended = Signal(str)
    """How the run ended: finished, cancelled or failed, in a word for the status bar."""

    def __init__(
        self, session: Session, desk: Desk, pipeline: Pipeline, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._messages = messages
        self._session = session
        self._desk = desk
        self._pipeline = pipeline
        self._results = RunResults(session)
        self._queue: RowQueue | None = None
        self._to_recompute: set[Subject] = set()
        """Rows of the present run that have a result, but are computed again, until the new one comes."""
        session.changed.connect(self._on_changed)

    @Slot()
    def start(self) -> None:
        """Look for devices, and run the rows of the session."""
        self._desk.submit(
            "devices", self._pipeline.list_devices(), self._session.set_devices, self._messages.show_error
        )
        self._run()

    @Slot()
    def run_again(self) -> None:
        """Compute all rows again, also those that are cached, that in focus first; a run in progress is cancelled.

        Results stay until their new ones come.
        """
        session = self._session
        with session.one_change():
            session.set_rows(session.analyses, {}, None, {}, ())
            self._run(fresh=True)

    def resume(self, subject: Subject) -> None:
        """Run a row that was cancelled, after the one that runs; any other row is left as it is."""
        session = self._session
        if subject not in session.cancelled:
            return
        with session.one_change():
            still_cancelled = session.cancelled - {subject}
            session.set_rows(session.analyses, session.failures, session.running, None, still_cancelled)
            if not self._goes_on(session.state, {*session.analyses, *session.failures} - self._to_recompute):
                self._run()

    def run_file_again(self, path: Path) -> None:
        """Compute the rows of a network again whose file has changed."""
        session = self._session
        analyses = {s: a for s, a in session.analyses.items() if s.network.path != path}
        failures = {s: e for s, e in session.failures.items() if s.network.path != path}
        growing = {s: p for s, p in session.growing.items() if s.network.path != path}
        cancelled = {s for s in session.cancelled if s.network.path != path}
        with session.one_change():
            session.set_rows(analyses, failures, None, growing, cancelled)
            self._run()

    @Slot()
    def cancel(self) -> None:
        """Cancel the run within one step; the results on the screen stay, and rows without one stay cancelled."""
        if not self._desk.cancel(ANALYSIS):
            return
        session = self._session
        without_result = set(session.state.subjects) - {*session.analyses, *session.failures}
        with session.one_change():
            session.set_rows(session.analyses, session.failures, None, None, without_result)
            self._end(CANCELLED)

    def _run(self, fresh: bool = False) -> None:
        """Analyse the rows that have no result yet and were not cancelled, or (`fresh`) all, that in focus first.

        Cancels a run.
        """
        session, state = self._session, self._session.state
        self._results.begin(state)
        left_out = set() if fresh else {*session.analyses, *session.failures, *session.cancelled}
        missing = [s for s in state.subjects if s not in left_out]
        self._to_recompute = set(missing) if fresh else set()
        if state.picture is None or not missing:
            self._desk.cancel(ANALYSIS)
            session.set_rows(session.analyses, session.failures, None)
            session.set_progress(None)
            if not (session.cancelled and session.ended):
                session.set_ended("" if state.picture is None else self._outcome())
            return
        session.set_ended("")
        session.set_progress(Progress(Stage.LOADING if session.facts is None else Stage.RESTORING))
        self._queue = RowQueue(state, missing)
        work = compare(self._pipeline, self._queue, fresh)
        self._desk.submit(ANALYSIS, work, self._on_compared, self._on_run_error, self._on_report)

    def _goes_on(self, state: State, done: Collection[Subject]) -> bool:
        """Let the row that runs go on, and run after it what is not `done`; False where that cannot be."""
        running = self._session.running
        if running is None or running not in state.subjects or not self._desk.is_busy(ANALYSIS):
            return False
        left_out = {*done, *self._session.cancelled, running}
        left = [subject for subject in state.subjects if subject not in left_out]
        return self._queue is not None and self._queue.change(state, left)

    def save(self, path: Path, write: Callable[[Analysis, Path], None]) -> None:
        """Write the finished analysis to `path` on the worker, with `write`."""
        analysis = self._session.analysis
        if analysis is None:
            self._messages.show_info("There is no finished map to save yet: wait for the run to end.")
            return
        # A lane for each file: saving another must not cancel the first.
        saving = self._pipeline.save(analysis, path, write)
        self._desk.submit(f"save {path}", saving, self._on_saved, self._messages.show_error, must_end=True)

    def save_pixels(self, path: Path, pixels: Pixels) -> None:
        """Write a picture, uint8 (H, W, 3), to `path` as PNG on the worker."""
        saving = self._pipeline.save_pixels(pixels, path)
        self._desk.submit(f"save {path}", saving, self._on_saved, self._messages.show_error, must_end=True)

    @Slot(object, object)
    def _on_changed(self, before: State, after: State) -> None:
        """Keep the results that are valid for the new state too, and run the rows without one.

        Where only the rows have changed, the one that runs goes on.
        """
        session, ran = self._session, self._results.state
        wanted = set(after.subjects)
        holds = ran is not None and work_of(after) == work_of(ran)
        analyses = {s: a for s, a in session.analyses.items() if holds and s in wanted}
        failures = {s: e for s, e in session.failures.items() if holds and s in wanted}
        growing = {s: p for s, p in session.growing.items() if holds and s in wanted}
        cancelled = {s for s in session.cancelled if holds and s in wanted}
        if before.network != after.network:
            self._list(after.network)
            focused = None if after.focus is None else analyses.get(after.focus)
            session.set_facts(None if focused is None else focused.network)
        if holds and ran is not None and wanted == set(ran.subjects) and self._desk.is_busy(ANALYSIS):
            self._results.state = after
            return
        if holds and self._goes_on(after, {*analyses, *failures} - self._to_recompute):
            self._results.state = after
            session.set_rows(analyses, failures, session.running, growing, cancelled)
        else:
            session.set_rows(analyses, failures, None, growing, cancelled)
            self._run()
        if session.facts is None and after.focus in session.cancelled and after.network is not None:
            # No run will say them.
            session.set_facts(session.known_facts.get(after.network.path))

    def _list(self, entry: NetworkEntry | None) -> None:
        """The network in use is always in the list, also after undoing its removal."""
        entries = self._session.entries
        if entry is not None and all(e.path != entry.path for e in entries):
            self._session.set_entries((*entries, entry))

    def _on_report(self, report: ComparisonReport) -> None:
        with self._session.one_change():
            self._results.take_focus(report)
            self._take_rows(report, report.subject)
            if report.progress is not None and report.progress.stage is not Stage.LOADING:
                self._session.set_progress(report.progress)

    def _take_rows(self, report: ComparisonReport, running: Subject | None) -> None:
        self._to_recompute -= {*report.finished, *report.failures}
        for subject, error in self._results.new_failures(report).items():
            if isinstance(error, TrustNeeded):
                self.trust_missing.emit(subject.network, error)
            else:
                self._messages.show_error(error)
        self._results.take_rows(report, running)

    def _on_compared(self, report: ComparisonReport) -> None:
        with self._session.one_change():
            self._session.set_progress(None)
            # The results first: with a patch that was moved only now, its rows must not seem to have none.
            self._take_rows(report, None)
            self._results.take_focus(report)
            self._end(self._outcome())

    def _on_run_error(self, error: Exception) -> None:
        self._messages.show_error(error)
        self._end(FAILED)

    def _outcome(self) -> str:
        """How it ended when all rows have finished or failed, but those that the user cancelled."""
        session = self._session
        if session.failures and not session.analyses:
            return FAILED
        if not session.cancelled:
            return "Done"
        return f"Done, {len(session.cancelled)} cancelled" if session.analyses else CANCELLED

    def _end(self, reason: str) -> None:
        session = self._session
        self._results.end()
        with session.one_change():
            session.set_progress(None)
            session.set_rows(session.analyses, session.failures, None)
            session.set_ended(reason)
        self.run_ended.emit(reason)

    def _on_saved(self, path: Path) -> None:
        self._messages.show_info(f"Saved {path}")
