"""Surveys the picture while the worker is idle, and steps through its hard patches."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.control.desk.desk import Desk
from lamgui.control.session import Session
from lamgui.jobs.pipeline import Pipeline
from lamgui.jobs.survey import SurveyCache, survey_key, survey_state
from lamgui.maps.cache import MapKey
from lamgui.maps.progress import Progress
from lamgui.maps.survey.survey import Surveyed

SURVEY = "survey"
"""The lane of surveys."""

IDLE_MS = 250
"""Idle time before a survey begins, so that it does not start between two moves of the patch."""


class SurveyController(QObject):
    """A survey begins when a map is done and the worker has no other job, and ends at once when a run begins.

    Its nodes are cached, and the next survey continues from them.
    """

    info_raised = Signal(str)

    def __init__(self, session: Session, desk: Desk, pipeline: Pipeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._pipeline = pipeline
        self._cache = SurveyCache()
        self._stop = Event()
        self._under_way: MapKey | None = None
        self._busy = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._begin)
        desk.busy_changed.connect(self._on_busy)
        session.changed.connect(self._follow)
        session.facts_changed.connect(self._follow)
        session.progress_changed.connect(self._on_progress)

    def objective(self, patch: Patch) -> tuple[Floats, Floats] | None:
        """α and D(F(γ(α))) of any patch, as far as they are known; None before both ends are."""
        surveyed = self._session.survey
        survey = None if surveyed is None else surveyed.survey
        if survey is None or not survey.has_ends or not survey.holds(patch):
            return None
        return survey.alpha_values, survey.objective(patch)

    @Slot()
    def next(self) -> None:
        """Go to the next hard patch, after the last to the first."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Go to the hard patch before, before the first to the last."""
        self._step(-1)

    @Slot(object)
    def go_to(self, patch: Patch) -> None:
        """Go to a hard patch; one step of the history."""
        self._session.update("Go to a hard patch", patch=patch, rows=self._session.state.rows_without_bookmarks)

    @Slot()
    def halt(self) -> None:
        """Stop the survey, in the middle of a pass; its nodes are cached."""
        if self._desk.is_busy(SURVEY):
            self._stop.set()
            self._desk.cancel(SURVEY)

    def _step(self, by: int) -> None:
        surveyed, patch = self._session.survey, self._session.state.patch
        hard = () if surveyed is None or patch is None else surveyed.hard_of(patch.size)
        if not hard:
            self.info_raised.emit("The hard patches are not known yet: they are ranked when the map is done.")
            return
        patches = [hard_patch.patch for hard_patch in hard]
        here = patches.index(patch) if patch in patches else (-1 if by > 0 else 0)
        self.go_to(patches[(here + by) % len(patches)])

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._busy = busy
        if busy:
            self._idle.stop()
        else:
            self._idle.start()

    @Slot(object)
    def _on_progress(self, progress: Progress | None) -> None:
        if progress is not None:
            self.halt()

    @Slot()
    def _follow(self) -> None:
        """Show the survey of the picture and network that are in use now."""
        key = self._key()
        if key != self._under_way:
            self.halt()
        self._session.set_survey(None if key is None else self._cache.get(key))
        if not self._busy:
            self._idle.start()

    def _key(self) -> MapKey | None:
        state, facts = self._session.state, self._session.facts
        return None if state.picture is None or state.network is None or facts is None else survey_key(state, facts)

    @Slot()
    def _begin(self) -> None:
        """Survey the picture under the network in use, as far as that has not been done."""
        session, key = self._session, self._key()
        patch = session.state.patch
        if self._busy or key is None or patch is None or session.analysis is None or session.progress is not None:
            return
        surveyed = self._cache.get(key) or Surveyed()
        if surveyed.failed or (surveyed.is_whole and surveyed.size == patch.size):
            return
        self._under_way, self._stop = key, Event()
        work = survey_state(self._pipeline, session.state, patch.size, surveyed, self._stop)
        self._desk.submit(SURVEY, work, self._take, self._on_error, self._take)

    def _take(self, surveyed: Surveyed) -> None:
        if self._under_way is None:
            return
        self._cache.put(self._under_way, surveyed)
        if self._under_way == self._key():
            self._session.set_survey(surveyed)

    def _on_error(self, error: Exception) -> None:
        """No message bar for this: the panel of the survey shows the error, and it is not repeated."""
        if self._under_way is not None:
            surveyed = self._cache.get(self._under_way) or Surveyed()
            self._take(replace(surveyed, failed=True, note=f"The survey was given up: {error}"))
