"""Has the F(γ(α)) restored that the run left out for the filmstrip: the one in view at once, the others when idle."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

from PySide6.QtCore import QObject, Slot

from lamgui.base.errors import UserError
from lamgui.control.desk.desk import Desk
from lamgui.control.idle_jobs import IdleJobs
from lamgui.control.session import Session
from lamgui.jobs.pipeline import Pipeline
from lamgui.jobs.restore_frames import Aim, Restoration, restore_along
from lamgui.maps.restored_frames import (
    RestoredFrames,
    RestoredFramesCache,
    RestoredFramesKey,
    missing_sr,
    next_to_restore,
    restored_frames_key,
)
from lamgui.maps.result import Analysis

FILMSTRIP = "filmstrip"
"""The lane of the filmstrip's jobs."""


class FilmstripController(IdleJobs):
    """Frames are restored from the cursor's α outwards; during a run, only the one in view.

    Restored frames are cached, and shown again when the row comes back into focus.
    """

    def __init__(self, session: Session, desk: Desk, pipeline: Pipeline, parent: QObject | None = None) -> None:
        super().__init__(session, desk, FILMSTRIP, parent)
        self._pipeline = pipeline
        self._cache = RestoredFramesCache()
        self._aim = Aim()
        self._key: RestoredFramesKey | None = None
        self._begin()

    @Slot(float)
    def look_at(self, alpha: float) -> None:
        """The frame nearest to α is in view: it is restored next."""
        self._aim.alpha = alpha
        self._go_on()

    @Slot(object)
    def _follow(self, analysis: Analysis | None) -> None:
        """Show the restored frames of the analysis in focus, and restore those that are missing."""
        self.halt()
        region = None if analysis is None or not missing_sr(analysis) else analysis.close_up
        if analysis is None or region is None:
            self._key = None
            self._session.set_restored(None)
            return
        self._key = restored_frames_key(analysis, region)
        self._session.set_restored(self._cache.get(self._key) or RestoredFrames(region))
        self._go_on()

    def _go_on(self) -> None:
        analysis, restored, focus = self._session.analysis, self._session.restored, self._session.state.focus
        most = 1 if self._is_run_on else None
        if analysis is None or restored is None or focus is None or self._desk.is_busy(FILMSTRIP):
            return
        if restored.note or next_to_restore(analysis, restored, self._aim.alpha, most) is None:
            return
        self._stop = Event()
        wanted = Restoration(analysis, focus.network, self._session.state.device, self._aim, most, self._stop)
        work = restore_along(self._pipeline, wanted, restored)
        self._desk.submit(FILMSTRIP, work, self._on_done, self._on_error, self._take)

    def _take(self, restored: RestoredFrames) -> None:
        if self._key is not None:
            self._cache.put(self._key, restored)
            self._session.set_restored(restored)

    def _on_done(self, restored: RestoredFrames) -> None:
        self._take(restored)
        # The cursor may have moved on meanwhile.
        self._go_on()

    def _on_error(self, error: Exception) -> None:
        """No message bar for this: the filmstrip shows the error, and does not try again."""
        restored = self._session.restored
        if restored is not None:
            self._take(replace(restored, note=error.message if isinstance(error, UserError) else str(error)))
