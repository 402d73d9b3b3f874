"""The worker: runs generators in turn on a thread of its own, and closes a cancelled one before its next step."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

Work = Generator[Any, None, Any]


@dataclass(eq=False)
class _Job:
    number: int
    lane: str
    work: Work
    waits: bool = False
    """Whether its last step only waited, for a file or a server: others have their turn before its next."""


class Worker(QObject):
    """Runs generators a step at a time, the latest job first, so that a short one never waits for a long one.

    A step that reports nothing has only waited, for a file or a server: another job has the next one.

    It lives on a thread of its own. Only `overtake` is called from another, where `failures` are taken, too.
    """

    progressed = Signal(int, object)
    returned = Signal(int, object)
    failed = Signal(int, object)
    _turn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._jobs: list[_Job] = []
        self._valid_from: dict[str, int] = {}
        self.failures: dict[int, Exception] = {}
        """Errors by the number of their job, until the window has taken them: signals to a closed one are lost."""
        self._turn.connect(self._advance, Qt.ConnectionType.QueuedConnection)

    def overtake(self, lane: str, number: int) -> None:
        """Cancel every job of a lane older than `number`; each ends before its next step."""
        self._valid_from[lane] = number

    @Slot(int, str, object)
    def take(self, number: int, lane: str, work: Work) -> None:
        """Put a job at the head of the queue."""
        self._jobs.append(_Job(number, lane, work))
        self._turn.emit()

    @Slot()
    def _advance(self) -> None:
        """One step of the latest job that is not cancelled; cancelled ones are closed."""
        for job in [j for j in self._jobs if j.number < self._valid_from.get(j.lane, 0)]:
            self._jobs.remove(job)
            job.work.close()
        if not self._jobs:
            return
        ready = [j for j in self._jobs if not j.waits]
        job = (ready or self._jobs)[-1]
        for other in self._jobs:
            other.waits = False
        try:
            report = next(job.work)
            job.waits = report is None
            self.progressed.emit(job.number, report)
        except StopIteration as finished:
            self._jobs.remove(job)
            self.returned.emit(job.number, finished.value)
        except Exception as error:  # noqa: BLE001 - an error of a job is shown in the window, which goes on
            self._jobs.remove(job)
            self.failures[job.number] = error
            self.failed.emit(job.number, error)
        if self._jobs:
            self._turn.emit()

    @Slot()
    def finish(self) -> None:
        """Finish the jobs that are not cancelled, the oldest first, and stop the thread."""
        for job in [j for j in self._jobs if j.number >= self._valid_from.get(j.lane, 0)]:
            try:
                for _ in job.work:
                    pass
            except Exception as error:  # noqa: BLE001 - whoever closes says so
                self.failures[job.number] = error
        for job in self._jobs:
            job.work.close()
        QThread.currentThread().quit()
