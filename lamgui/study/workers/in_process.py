"""Does the tasks of a study in this process, for notebooks and debuggers."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator

from lamgui.study.items.tasks import Bench, Task
from lamgui.study.workers.compute import Computer
from lamgui.study.workers.crew import Answered, Event


class InProcess:
    """One worker, which is whoever asks for the next piece."""

    size = 1

    def __init__(self, bench: Bench) -> None:
        self._computer = Computer(bench)

    def run(self, tasks: deque[Task]) -> Generator[Event, None, None]:
        """Do the tasks one after the other."""
        while tasks:
            task = tasks.popleft()
            for answer in self._computer.answers(task):
                yield Answered(task, answer)

    def close(self) -> None:
        """There is nothing to end."""
