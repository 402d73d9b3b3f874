"""What a comparison reports goes to the session: its rows, and picture, facts and patch of the row in focus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lamgui.attribution.patch import Patch
from lamgui.base.errors import UserError
from lamgui.control.session import Session
from lamgui.jobs.comparison import ComparisonReport
from lamgui.maps.result import Analysis
from lamgui.session.state import State, Subject


class RunFindings:
    """What the run finds that was begun last; `state` is the one that it is for."""

    def __init__(self, session: Session) -> None:
        self.state: State | None = None
        self._session = session
        self._before: tuple[Mapping[Subject, Analysis], Mapping[Subject, UserError]] = ({}, {})

    def begin(self, state: State) -> None:
        """A run for a state: what the session holds now stays beside what it finds."""
        self.state = state
        self._before = (self._session.analyses, self._session.failures)

    def new_failures(self, said: ComparisonReport) -> Mapping[Subject, UserError]:
        """Those that the session does not hold yet."""
        return {subject: error for subject, error in said.failures.items() if subject not in self._session.failures}

    def take_rows(self, said: ComparisonReport, running: Subject | None) -> None:
        """What the rows came to, and which one runs."""
        analyses, failures = self._before
        self._session.set_rows({**analyses, **said.finished}, {**failures, **said.failures}, running)

    def take_focus(self, said: ComparisonReport) -> None:
        """Picture, facts and patch of the row in focus; of another row on the same patch where it is not there yet."""
        session, focus = self._session, self._session.state.focus
        for subject, told in said.reports.items():
            if told.facts is not None:
                session.learn_facts(subject.network.path, told.facts)
        report = None if focus is None else said.reports.get(focus)
        if report is not None:
            session.set_facts(report.facts)
        elif said.subject.bookmark is None:
            report = said.report
        if report is not None:
            session.set_prepared(report.prepared, report.scale)
            if said.subject.bookmark is None:
                self._fit_patch(report.patch)

    def _fit_patch(self, patch: Patch | None) -> None:
        """A patch that does not fit the SR picture has been moved inside it: no step of the user's."""
        if patch is not None and patch != self._session.state.patch:
            self.state = replace(self._session.state, patch=patch)
            self._session.apply(self.state)
