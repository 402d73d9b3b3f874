"""Hands the tasks of a study to a scheduler of Dask, and writes the maps that come back."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from lamgui.base.errors import StudyError
from lamgui.base.escape import one_line
from lamgui.networks.entry import NetworkEntry
from lamgui.study.items.pictures import StudyPicture
from lamgui.study.items.tasks import Bench, CropTask, Failed, MapTask, MeasureTask, OpenTask, Task
from lamgui.study.store.map_files import path_of, write_map
from lamgui.study.workers.compute import Computer
from lamgui.study.workers.crew import Answered, Event, Lost, Waiting
from lamgui.study.workers.dask import remote
from lamgui.study.workers.dask.parcel import names_below, parcel_of
from lamgui.study.workers.dask.remote import Piece, Sent, do, version_here

if TYPE_CHECKING:
    from distributed import Client, Future

TURN_S = 0.2
"""How often it is looked whether there is something else to do."""

AHEAD = 4
"""Pieces that are handed out for each worker: enough that none waits, and few to take back."""

RETRIES = 2
"""How often a piece is given to another worker when one ends."""


@dataclass(frozen=True, eq=False)
class _Out:
    """A piece that was handed out, and the task that it is of; an error in place of what could not be sent."""

    task: Task
    future: Future | StudyError


class DaskCrew:
    """The workers of a scheduler, which may come and go; raises StudyError for workers of another version.

    Own code is sent to them where the study was run with permission for it.
    """

    def __init__(self, bench: Bench, client: Client) -> None:
        self._bench, self._client = bench, client
        self._bench_key = uuid4().hex
        self._arrived: queue.SimpleQueue[_Out] = queue.SimpleQueue()
        self._out = 0
        self._parcels: dict[str, Future] = {}
        self._size = 1
        self._require_equal_versions()
        self._look_again()

    @property
    def size(self) -> int:
        """How many tasks are done at the same time, as of the last look."""
        return self._size

    def run(self, tasks: deque[Task]) -> Generator[Event, None, None]:
        """Do the tasks from the first on until there are none; more may be added meanwhile.

        Raises StudyError where the scheduler has gone: what is done is recorded, and another run goes on.
        """
        waiting: deque[Task] = deque()
        while tasks or waiting or self._out:
            while tasks and len(waiting) < AHEAD * self.size:
                task = tasks.popleft()
                if isinstance(task, MeasureTask):
                    # The weights of a metric lie on this machine.
                    yield from (Answered(task, answer) for answer in self._here.answers(task))
                else:
                    waiting.extend(_pieces(task))
            while waiting and self._out < AHEAD * self.size:
                self._hand_out(waiting.popleft())
            try:
                done = self._arrived.get(timeout=TURN_S)
            except queue.Empty:
                self._look_again()
                yield Waiting()
                continue
            self._out -= 1
            yield self._received(done)

    @cached_property
    def _here(self) -> Computer:
        return Computer(self._bench)

    def close(self) -> None:
        """Take back what was handed out, and leave the scheduler."""
        with suppress(OSError, RuntimeError, TimeoutError):
            self._client.close(timeout=2)

    def _hand_out(self, task: Task) -> None:
        try:
            network = self._sent(_network_files(task.entry))
            files = {} if isinstance(task, OpenTask) else _picture_files(task.picture, self._bench.folder)
            picture = self._sent(files, is_picture=True) if files else None
        except StudyError as error:
            self._arrived.put(_Out(task, error))
            self._out += 1
            return
        piece = Piece(version_here(), self._bench_key, replace(self._bench, folder=Path()), _portable(task))
        # An item has one key in all runs; other pieces are asked for by this run alone.
        key = f"{_map_key(task) or uuid4().hex}-{self._bench.keep.value}"
        future = self._client.submit(do, piece, network, picture, key=key, retries=RETRIES)
        out = _Out(task, future)
        future.add_done_callback(lambda _: self._arrived.put(out))
        self._out += 1

    def _received(self, out: _Out) -> Event:
        future, failed = out.future, _map_key(out.task) or _name_of(out.task)
        if isinstance(future, StudyError):
            return Answered(out.task, Failed(failed, one_line(str(future))))
        # Of a piece that was lost with its scheduler nothing can be asked.
        error = future.exception() if future.status == "error" else None
        sent = future.result() if future.status == "finished" else None
        if isinstance(sent, Sent):
            if sent.map_file:
                write_map(sent.map_file, path_of(self._bench.folder, _map_key(out.task)))
            return Answered(out.task, sent.answer)
        if isinstance(error, StudyError):
            raise error
        if type(error).__name__ == "KilledWorker":
            return Lost(out.task, 0, "the worker ended, and those that it was tried on again")
        if error is None:
            raise StudyError(GONE, AGAIN)
        return Answered(out.task, Failed(failed, one_line(f"{type(error).__name__}: {error}")))

    def _sent(self, paths: dict[str, Path], is_picture: bool = False) -> Future:
        """The files as they lie in the cluster: a worker fetches them once."""
        known = str(sorted((name, str(path)) for name, path in paths.items()))
        if known not in self._parcels:
            parcel = parcel_of(paths, is_picture)
            # As a task, which the scheduler has done again where the worker that had the files is lost.
            key = f"files-{parcel.sha256}"
            self._parcels[known] = self._client.submit(remote.arrived, parcel, key=key, retries=RETRIES)
        return self._parcels[known]

    def _look_again(self) -> None:
        """Count the workers; raises StudyError where the scheduler has gone."""
        if self._client.status == "running":
            self._size = max(1, len(self._client.scheduler_info(n_workers=-1).get("workers", ())))
        elif self._client.status != "connecting":
            raise StudyError(GONE, AGAIN)

    def _require_equal_versions(self) -> None:
        try:
            found = self._client.run(remote.version_here)
        except ModuleNotFoundError as error:
            raise StudyError("The workers have no lamgui.", "Install the same version on all machines.") from error
        for worker, version in found.items():
            if version != version_here():
                message = f"The worker {worker} has lamgui {version[0]}, and this program is {version_here()[0]}."
                raise StudyError(message, "Install the same version on all machines.")


GONE = "The scheduler has gone."
AGAIN = "What is done is kept: run the study again when it is there."


def _pieces(task: Task) -> Iterator[Task]:
    """A task for each map and each crop, as those of a task may be made by several workers."""
    match task:
        case MapTask():
            yield from (replace(task, orders=(order,)) for order in task.orders)
        case CropTask():
            yield from (replace(task, orders=(one,)) for one in task.orders)
        case _:
            yield task


def _portable(task: Task) -> Task:
    """The task with the names under which its files are sent, in place of paths of this machine."""
    entry = task.entry
    own, names = entry.own_code, {path: name for name, path in _network_files(entry).items()}
    if own is not None:
        weights = None if own.weights is None else Path(names[own.weights])
        own = replace(own, weights=weights)
    entry = replace(entry, path=Path(names[entry.path]), own_code=own)
    if isinstance(task, OpenTask):
        return replace(task, entry=entry)
    reference = REFERENCE + Path(task.picture.reference).suffix if task.picture.reference else ""
    picture = replace(task.picture, shown=PICTURE + Path(task.picture.shown).suffix, reference=reference)
    return replace(task, entry=entry, picture=picture)


PICTURE, REFERENCE = "picture", "original"
"""Names under which the files of a picture are sent, before their endings."""


def _network_files(entry: NetworkEntry) -> dict[str, Path]:
    """The files of a network, by the names that they are sent under: its code with the modules that it reaches."""
    own = entry.own_code
    if own is None:
        return {entry.path.name: entry.path}
    code = names_below(own.permission.root, [entry.path, *(module.path for module in own.permission.modules)])
    return code if own.weights is None else {**code, f"weights/{own.weights.name}": own.weights}


def _picture_files(picture: StudyPicture, folder: Path) -> dict[str, Path]:
    files = {PICTURE + Path(picture.shown).suffix: folder / picture.shown}
    if picture.reference:
        files[REFERENCE + Path(picture.reference).suffix] = folder / picture.reference
    return files


def _map_key(task: Task) -> str:
    """The key of a task's one map; empty for other tasks."""
    return task.orders[0].key if isinstance(task, MapTask) else ""


def _name_of(task: Task) -> str:
    return task.name if isinstance(task, OpenTask) else task.picture.shown
