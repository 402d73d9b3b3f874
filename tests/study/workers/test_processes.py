"""Workers that end as soon as they begin: the run ends with a reason in place of starting others for ever."""

from __future__ import annotations

from collections import deque
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from lamgui.base.errors import StudyError
from lamgui.imaging.degradation import NO_DEGRADATION
from lamgui.imaging.prepare import Role
from lamgui.imaging.reading import AS_USUAL
from lamgui.imaging.reduce import Reduction
from lamgui.study.items.item import Conditions
from lamgui.study.items.tasks import Bench, OpenTask, Task
from lamgui.study.workers import processes
from lamgui.study.workers.processes import MOST_ENDED_IDLE, WorkerProcesses
from tests.small import fsrcnn


def end_at_once(_connection: Connection, _threads: int) -> None:
    """What a program does that cannot start itself again."""


def test_a_program_that_cannot_start_itself_again_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    class Ended(WorkerProcesses):
        """Gives tasks only to workers that have ended."""

        def _start(self) -> processes._Worker:
            worker = super()._start()
            worker.process.join()
            started.append(worker)
            return worker

    monkeypatch.setattr(processes, "work", end_at_once)
    bench = Bench(tmp_path, Conditions(Role.HR, Reduction.PILLOW, NO_DEGRADATION), AS_USUAL, ())
    crew = Ended(bench, 1)
    tasks: deque[Task] = deque([OpenTask("FSRCNN", fsrcnn())])
    with pytest.raises(StudyError, match="end before they are given anything: the worker ended with status 0"):
        list(crew.run(tasks))
    crew.close()
    assert len(started) == MOST_ENDED_IDLE + 1
