"""Jobs for the map in focus that are done when nothing else is: a run that begins or ends halts them, within a pass."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import QObject, Slot

from lamgui.control.desk.desk import Desk
from lamgui.control.session import Session
from lamgui.maps.progress import Progress
from lamgui.maps.result import Analysis


class IdleJobs(QObject):
    """Jobs of one lane; subclasses say what is done, and call `_begin` at the end of their constructor.

    A job is given `_stop`, which a pass looks at.
    """

    def __init__(self, session: Session, desk: Desk, lane: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._lane = lane
        self._stop = Event()
        self._is_run_on = session.progress is not None

    @Slot()
    def halt(self) -> None:
        """Stop, in the middle of a pass; what was found already stays."""
        if self._desk.is_busy(self._lane):
            self._stop.set()
            self._desk.cancel(self._lane)

    def _begin(self) -> None:
        self._session.analysis_changed.connect(self._follow)
        self._session.progress_changed.connect(self._on_progress)
        self._follow(self._session.analysis)

    @Slot(object)
    def _follow(self, analysis: Analysis | None) -> None:
        """Show what is known of the analysis in focus, and look for the rest."""
        raise NotImplementedError

    def _go_on(self) -> None:
        """Submit the next job, where there is one and none is waiting or running."""
        raise NotImplementedError

    @Slot(object)
    def _on_progress(self, progress: Progress | None) -> None:
        """A run that begins or ends changes what is done."""
        if self._is_run_on != (progress is not None):
            self._is_run_on = not self._is_run_on
            self.halt()
            self._go_on()
