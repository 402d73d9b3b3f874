"""Sanity tests: actions in their dialog become jobs of the worker, whose report goes back to the dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.base.errors import UserError
from lamgui.control.desk.desk import Desk
from lamgui.control.session import Session
from lamgui.imaging.picture import Pixels
from lamgui.jobs.sanity import SanityJobs
from lamgui.sanity.report import CheckProgress, SanityReport

TESTS = "sanity tests"
"""The lane of forecast and tests: each cancels the other."""

PAGE = "sanity page"
COPY = "sanity copy"


class SanityController(QObject):
    """Every slot is an action of the user in the dialog of the sanity tests."""

    forecast_made = Signal(object)
    """Forecast of the row in focus."""
    progressed = Signal(object)
    """CheckProgress of forecast or tests."""
    reported = Signal(object)
    """SanityReport."""
    page_drawn = Signal(object)
    """Pixels for the screen."""
    stopped = Signal()
    """Tests or forecast were cancelled."""
    problem_raised = Signal(str)
    """Why the map cannot be tested, in a sentence."""
    error_raised = Signal(object)
    info_raised = Signal(str)
    picture_made = Signal(object)
    """Pixels for the clipboard."""

    def __init__(self, session: Session, desk: Desk, jobs: SanityJobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._jobs = jobs
        self._report: SanityReport | None = None
        self._is_testing = False

    @property
    def report(self) -> SanityReport | None:
        """The report of the last tests."""
        return self._report

    @property
    def is_testing(self) -> bool:
        """Whether tests are running, which a forecast would cancel."""
        return self._is_testing and self._desk.is_busy(TESTS)

    @Slot()
    def forecast(self) -> None:
        """Estimate how long the tests of the map in focus will take."""
        self._is_testing = False
        work = self._jobs.forecast(self._session.state)
        self._desk.submit(TESTS, work, self.forecast_made.emit, self._on_problem, self._on_progress)

    @Slot()
    def start(self) -> None:
        """Test the map of the row in focus."""
        self._is_testing, self._report = True, None
        work = self._jobs.run(self._session.state)
        self._desk.submit(TESTS, work, self._on_report, self._on_problem, self._on_progress)

    @Slot()
    def stop(self) -> None:
        """Cancel within one step."""
        self._desk.cancel(PAGE)
        if self._desk.cancel(TESTS):
            self.stopped.emit()

    @Slot(int)
    def draw_page(self, width_px: int) -> None:
        """Draw the page of the last report for a preview of `width_px`."""
        if self._report is not None:
            work = self._jobs.pixels(self._report, width_px)
            self._desk.submit(PAGE, work, self.page_drawn.emit, self.error_raised.emit)

    @Slot(object)
    def save(self, path: Path) -> None:
        """Write the page and its numbers; writing is finished even if the window is closed."""
        if self._report is not None:
            work = self._jobs.write(self._report, path)
            self._desk.submit(f"save {path}", work, self._on_saved, self.error_raised.emit, must_end=True)

    @Slot()
    def copy_page(self) -> None:
        """Put the page on the clipboard at its own resolution."""
        if self._report is not None:
            work = self._jobs.pixels(self._report, None)
            self._desk.submit(COPY, work, self._on_copied, self.error_raised.emit)

    def _on_progress(self, progress: CheckProgress) -> None:
        self.progressed.emit(progress)

    def _on_report(self, report: SanityReport) -> None:
        self._report = report
        self.reported.emit(report)

    def _on_copied(self, pixels: Pixels) -> None:
        self.picture_made.emit(pixels)

    def _on_problem(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.problem_raised.emit(str(error))
        else:
            self.problem_raised.emit(f"The tests stopped: {error}")
            self.error_raised.emit(error)

    def _on_saved(self, path: Path) -> None:
        self.info_raised.emit(f"Saved {path}")
