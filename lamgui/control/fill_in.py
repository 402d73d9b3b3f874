"""Has the curve and the filmstrip of the row in focus filled in between its nodes, when nothing else is to be done."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, Slot

from lamgui.control.desk.desk import Desk
from lamgui.control.idle_jobs import IdleJobs
from lamgui.control.session import Session
from lamgui.jobs.fill_in import fill_in_run
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.between_nodes import FilledInCache, next_between
from lamgui.maps.cache import MapKey, key_of_analysis
from lamgui.maps.filled_in import FilledIn
from lamgui.maps.result import Analysis

FILL_IN = "fill in"
"""The lane of these jobs."""


class FillInController(IdleJobs):
    """A run that begins ends it, in the middle of a pass; what was found is cached, and shown when the row comes back.

    Without it nothing is missing: what cannot be filled in stays as it is, without a message.
    """

    def __init__(self, session: Session, desk: Desk, pipeline: Pipeline, parent: QObject | None = None) -> None:
        super().__init__(session, desk, FILL_IN, parent)
        self._pipeline = pipeline
        self._cache = FilledInCache()
        self._key: MapKey | None = None
        self._begin()

    @Slot(object)
    def _follow(self, analysis: Analysis | None) -> None:
        """Show what is known of the analysis in focus, and look for the rest."""
        self.halt()
        self._key = None if analysis is None else key_of_analysis(analysis)
        self._session.set_filled_in(None if self._key is None else self._cache.get(self._key))
        self._go_on()

    def _go_on(self) -> None:
        session = self._session
        analysis, focus, so_far = session.analysis, session.state.focus, session.filled_in
        if analysis is None or focus is None or self._is_run_on or self._desk.is_busy(FILL_IN):
            return
        if focus.network.earlier is not None or next_between(analysis, so_far) is None:
            return
        self._stop = Event()
        work = fill_in_run(self._pipeline, analysis, focus.network, session.state.device, so_far, self._stop)
        self._desk.submit(FILL_IN, work, self._take, self._give_up, self._take)

    def _take(self, filled: FilledIn | None) -> None:
        if filled is not None and self._key is not None:
            self._cache.put(self._key, filled)
            self._session.set_filled_in(filled)

    def _give_up(self, error: Exception) -> None:
        """A network that is gone or code that may not run: the curve stays as its nodes are."""
        del error
