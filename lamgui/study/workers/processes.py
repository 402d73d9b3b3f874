"""Worker processes beside this one: a task goes to whoever is free, and a worker that is killed is replaced."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

import psutil

from lamgui.base.errors import StudyError
from lamgui.study.items.tasks import Bench, Task
from lamgui.study.workers.crew import Answered, Event, Lost, Waiting
from lamgui.study.workers.process import work

WORKER_BYTES = 1 << 30
"""Memory that a worker is expected to need: torch, a network and one pass."""

MOST_ENDED_IDLE = 4
"""Workers in a row that may end without a task: those of a program that cannot start itself again all do."""

TURN_S = 0.2
"""How often it is looked whether there is something else to do."""

END_S = 5.0
"""How long a worker has to end by itself."""


def usual_size() -> int:
    """As many workers as cores that this process may use, and as memory allows; at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, int(psutil.virtual_memory().available // WORKER_BYTES)))


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    bench: Bench
    task: Task | None = None
    answered: int = 0


class WorkerProcesses:
    """Workers of this machine: `size` on the CPU, or one for each of the `devices`."""

    def __init__(self, bench: Bench, size: int, devices: Sequence[str] = (), threads: int = 1) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._threads = threads
        self._benches = [replace(bench, device=device) for device in devices] or [replace(bench, device="cpu")] * size
        self._workers: list[_Worker] = []
        self._ended_idle = 0
        """Workers in a row that ended without a task."""

    @property
    def size(self) -> int:
        """How many tasks are done at the same time."""
        return len(self._benches)

    def run(self, tasks: deque[Task]) -> Generator[Event, None, None]:
        """Do the tasks from the first on until there are none; more may be added meanwhile.

        Workers are started when there is something for them to do.
        """
        while tasks or any(worker.task is not None for worker in self._workers):
            self._hand_out(tasks)
            ready = wait([worker.connection for worker in self._workers if worker.task is not None], TURN_S)
            if not ready:
                yield Waiting()
            for worker in [one for one in self._workers if one.connection in ready]:
                event = self._received(worker)
                if event is not None:
                    yield event

    def close(self) -> None:
        """End all workers, those that are at work too."""
        for worker in self._workers:
            worker.connection.close()
            if worker.task is not None:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(END_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers = []

    def _hand_out(self, tasks: deque[Task]) -> None:
        while tasks:
            worker = next((one for one in self._workers if one.task is None), None)
            if worker is None and len(self._workers) < len(self._benches):
                worker = self._start()
            if worker is None:
                return
            try:
                worker.connection.send(tasks[0])
            except (BrokenPipeError, ConnectionResetError):
                # It ended between two tasks.
                how = self._bury(worker)
                self._ended_idle += 1
                if self._ended_idle > MOST_ENDED_IDLE:
                    message = f"Workers end before they are given anything: {how}."
                    raise StudyError(message, "Run the study in one process: lamgui study run --workers 0.") from None
                continue
            self._ended_idle = 0
            worker.task, worker.answered = tasks.popleft(), 0

    def _start(self) -> _Worker:
        mine, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, self._threads), name="lamgui-study", daemon=True)
        process.start()
        theirs.close()
        bench = self._benches[len(self._workers)]
        used = [worker.bench.device for worker in self._workers]
        bench = next((one for one in self._benches if one.device not in used), bench)
        worker = _Worker(process, mine, bench)
        self._workers.append(worker)
        with suppress(BrokenPipeError, ConnectionResetError):
            mine.send(bench)
        return worker

    def _received(self, worker: _Worker) -> Event | None:
        assert worker.task is not None
        try:
            answer = worker.connection.recv()
        except (EOFError, ConnectionResetError, OSError):
            return Lost(worker.task, worker.answered, self._bury(worker))
        if answer is None:
            worker.task = None
            return None
        worker.answered += 1
        return Answered(worker.task, answer)

    def _bury(self, worker: _Worker) -> str:
        """Remove a worker that has ended; returns how it ended, in words."""
        self._workers.remove(worker)
        worker.connection.close()
        worker.process.join(END_S)
        code = worker.process.exitcode
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
            memory = " (memory may have run out)" if name == "SIGKILL" else ""
            return f"the worker was ended by {name}{memory}"
        return f"the worker ended with status {code}"
