"""Session, desk, pipeline and controller as the program builds them, without a window, and what they said."""

from __future__ import annotations

from collections.abc import Callable, Generator

from pytestqt.qtbot import QtBot

from lamgui.attribution.settings.settings import Settings
from lamgui.control.controllers import MapControllers
from lamgui.control.session import Session
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.progress import Progress
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import bundled
from lamgui.session.state import State
from tests.small import fsrcnn, hr_picture

PATIENCE_MS = 60_000
"""The first run imports torch."""
LONG = Settings(steps=2000)
"""A run that nobody waits for the end of."""


def first_state(steps: int = 3) -> State:
    """A small picture, FSRCNN and the CPU."""
    return State(picture=hr_picture(), network=fsrcnn(), settings=Settings(steps=steps), device="cpu")


class RecordedPipeline(Pipeline):
    """Keeps the states that were run."""

    def __init__(self) -> None:
        super().__init__()
        self.states: list[State] = []

    def run(self, state: State, fresh: bool = False) -> Generator[Progress, None, Analysis]:
        self.states.append(state)
        return super().run(state, fresh)


class Rig(MapControllers):
    """Keeps all errors, notes, ends, analyses and progress in lists."""

    pipeline: RecordedPipeline

    def __init__(self, qtbot: QtBot, state: State | None = None) -> None:
        self._qtbot = qtbot
        session = Session(first_state() if state is None else state)
        session.set_entries(bundled())
        super().__init__(session, RecordedPipeline())
        self.errors: list[tuple[str, str, str]] = []
        self.infos: list[str] = []
        self.ends: list[str] = []
        self.analyses: list[Analysis] = []
        self.progress: list[Progress] = []
        self.messages.error_raised.connect(lambda *error: self.errors.append(error))
        self.messages.info_raised.connect(self.infos.append)
        self.runs.run_ended.connect(self.ends.append)
        self.session.analysis_changed.connect(self._keep_analysis)
        self.session.progress_changed.connect(self._keep_progress)

    def run(self) -> Analysis:
        """Run what the session holds and wait for the end."""
        self.runs.run_again()
        return self.finished()

    def finished(self) -> Analysis:
        """Wait for the run that is on."""
        self.wait(lambda: self.session.analysis is not None or bool(self.errors))
        assert self.session.analysis is not None, self.errors
        return self.session.analysis

    def failed(self) -> tuple[str, str, str]:
        """Wait for an error, and take it off the list."""
        self.wait(lambda: bool(self.errors))
        return self.errors.pop()

    def in_full_run(self) -> None:
        """Wait until the full map of a run grows."""
        self.wait(lambda: self.session.progress is not None and self.session.progress.partial is not None)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Let events happen until a condition holds."""
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def _keep_analysis(self, analysis: Analysis | None) -> None:
        if analysis is not None:
            self.analyses.append(analysis)

    def _keep_progress(self, progress: Progress | None) -> None:
        if progress is not None:
            self.progress.append(progress)
