"""What a study asks of those who do its tasks, wherever they are."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from lamgui.study.items.tasks import Answer, Task


@dataclass(frozen=True)
class Answered:
    """A piece of a task is there."""

    task: Task
    answer: Answer


@dataclass(frozen=True)
class Lost:
    """A worker ended in the middle of a task, of which `answered` pieces came before; `reason` says how it ended."""

    task: Task
    answered: int
    reason: str


@dataclass(frozen=True)
class Waiting:
    """Nothing came for a moment."""


Event = Answered | Lost | Waiting


class Crew(Protocol):
    """Does tasks; closing the generator of `run` leaves what is being done."""

    @property
    def size(self) -> int:
        """How many tasks are done at the same time."""

    def run(self, tasks: deque[Task]) -> Generator[Event, None, None]:
        """Do the tasks from the first on until there are none; more may be added meanwhile."""

    def close(self) -> None:
        """End all workers."""
