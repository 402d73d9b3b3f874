"""Runs the rows of a comparison, that in focus first, and reports what is finished."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from lamgui.base.errors import SettingsError, UserError
from lamgui.base.generators import map_reports
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.progress import Progress
from lamgui.maps.result import Analysis
from lamgui.session.state import OF_SETTINGS, RowsOf, State, Subject


@dataclass(frozen=True, eq=False)
class ComparisonReport:
    """The progress of a comparison; a later report holds all of an earlier one."""

    subject: Subject
    """The row that runs."""
    latest: Mapping[Subject, Progress] = field(default_factory=dict)
    """The last report of each run."""
    finished: Mapping[Subject, Analysis] = field(default_factory=dict)
    failures: Mapping[Subject, UserError] = field(default_factory=dict)
    rows_left: int = 0

    @property
    def progress(self) -> Progress | None:
        """The progress of the running row; None before it has begun."""
        return self.latest.get(self.subject)


class RowQueue:
    """The rows that a comparison has still to run, and their state; the window changes them while one runs."""

    def __init__(self, state: State, subjects: Sequence[Subject]) -> None:
        self._lock = Lock()
        self._state = state
        self._left = list(subjects)
        self._ended = False

    def __len__(self) -> int:
        """Rows that have not begun."""
        return len(self._left)

    def change(self, state: State, subjects: Sequence[Subject]) -> bool:
        """Run these rows after the one that runs; False where the comparison has ended, and runs no more."""
        with self._lock:
            if not self._ended:
                self._state, self._left = state, list(subjects)
            return not self._ended

    def take(self, pipeline: Pipeline) -> tuple[State, Subject] | None:
        """Take the row in focus, else of the visible ones, then of the hidden ones, that which is likely done first.

        With it comes the state to run it in; None ends the comparison.
        """
        with self._lock:
            if not self._left:
                self._ended = True
                return None
            state = self._state
            visible = state.visible_subjects
            subject = min(
                self._left,
                key=lambda s: (s != state.focus, s not in visible, pipeline.expected_s(state_of(state, s))),
            )
            self._left.remove(subject)
            return state, subject


def compare(
    pipeline: Pipeline, queue: RowQueue, fresh: bool = False
) -> Generator[ComparisonReport, None, ComparisonReport]:
    """Analyse each row of a queue, which is not empty; one that fails is reported and the others go on.

    `fresh` recomputes cached maps.
    """
    finished: dict[Subject, Analysis] = {}
    failures: dict[Subject, UserError] = {}
    latest: dict[Subject, Progress] = {}
    report: ComparisonReport | None = None
    while (taken := queue.take(pipeline)) is not None:
        state, subject = taken
        report = ComparisonReport(subject, dict(latest), dict(finished), dict(failures), len(queue))
        yield report
        try:
            _require_one_scale(pipeline, state, subject)
            running = pipeline.run(pipeline.opened(state_of(state, subject), subject), fresh)
            finished[subject] = yield from _reported(running, report, latest)
        except UserError as error:
            failures[subject] = error
    if report is None:
        raise ValueError("a comparison needs a row")
    return replace(report, latest=latest, finished=finished, failures=failures)


def state_of(state: State, subject: Subject) -> State:
    """The state with the subject's network, and its patch where it is bookmarked, as the only row."""
    alone = replace(state, network=subject.network, compared=(), rows=RowsOf.NETWORKS)
    if subject.variant is not None:
        return replace(alone, settings=subject.variant.settings)
    if subject.bookmark is None:
        return alone
    return replace(alone, patch=subject.bookmark.patch, role=subject.bookmark.role)


def work_of(state: State) -> tuple[object, ...]:
    """The part of a state that the results of all rows depend on, apart from the rows themselves."""
    own = (state.reduction, state.degradation, state.device, state.rows)
    place = () if state.rows is RowsOf.BOOKMARKS else (state.picture, state.role, state.patch)
    return (*own, *place, *(() if state.rows in OF_SETTINGS else (state.settings,)))


def _reported(
    running: Generator[Progress, None, Analysis], so_far: ComparisonReport, latest: dict[Subject, Progress]
) -> Generator[ComparisonReport, None, Analysis]:
    def with_rows(progress: Progress) -> ComparisonReport:
        latest[so_far.subject] = progress
        return replace(so_far, latest=dict(latest))

    return map_reports(running, with_rows)


def _require_one_scale(pipeline: Pipeline, state: State, subject: Subject) -> None:
    """Rows of one patch are compared pixel by pixel, which needs one LR picture: the first row's."""
    first = state.networks[0]
    if subject.bookmark is not None or subject.network == first:
        return
    scale = pipeline.network_of(subject.network).scale
    try:
        wanted = pipeline.network_of(first).scale
    except UserError:
        # Its own row says why it cannot be loaded.
        return
    if scale != wanted:
        raise SettingsError(
            f"{subject.network.name} enlarges ×{scale}, but {first.name} ×{wanted}.",
            "Compare networks of one scale, or look at this one alone.",
        )
