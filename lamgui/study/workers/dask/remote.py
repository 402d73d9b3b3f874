"""The worker's side of Dask: one piece of a task, done with what was sent, and sent back as small values."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from lamgui import __version__
from lamgui.base.errors import StudyError
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.user_code.permission import for_this_run
from lamgui.study.items.numerics import NUMERICS
from lamgui.study.items.pictures import StudyPicture
from lamgui.study.items.tasks import Answer, Bench, OpenTask, Task
from lamgui.study.workers.compute import Computer
from lamgui.study.workers.dask.parcel import Parcel

BENCHES = 2
"""Studies whose networks and pictures a worker holds."""


@dataclass(frozen=True)
class Piece:
    """A task with at most one map, as it is sent: its paths are those below the parcels."""

    version: tuple[str, int]
    """Of the program that sends it, and of its numbers."""
    bench_key: str
    bench: Bench
    task: Task


@dataclass(frozen=True)
class Sent:
    """What a piece gave: its answer, and the file of its map where it is one."""

    answer: Answer
    map_file: bytes = b""


def version_here() -> tuple[str, int]:
    """Of this program, and of its numbers: a worker of another one is refused."""
    return __version__, NUMERICS


def arrived(parcel: Parcel) -> Parcel:
    """Files that are sent to a worker; other workers fetch them from there."""
    return parcel


def do(piece: Piece, network: Parcel, picture: Parcel | None) -> Sent:
    """Do a piece on a worker; called by Dask. Raises StudyError for a program of another version."""
    if piece.version != version_here():
        message = f"A worker has lamgui {__version__} (numbers {NUMERICS}); the study is run by {piece.version[0]}."
        raise StudyError(message, "Install the same version on all machines.")
    with _LOCK:
        return _bench(piece).do(piece.task, network, picture)


class _Place:
    """A study on this worker: its computer, and the folder of what was sent."""

    def __init__(self, bench: Bench) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="lamgui-study-")
        self._sent = Path(self._folder.name)
        self._files: list[bytes] = []
        self._computer = Computer(replace(bench, folder=self._sent), lambda _, data: self._files.append(data))

    def do(self, task: Task, network: Parcel, picture: Parcel | None) -> Sent:
        """The one answer of a task."""
        self._files.clear()
        (answer,) = self._computer.answers(self._here(task, network, picture))
        return Sent(answer, self._files[0] if self._files else b"")

    def _here(self, task: Task, network: Parcel, picture: Parcel | None) -> Task:
        """The task with its paths on this machine."""
        entry = _entry_here(task.entry, network.unpacked(self._sent))
        if isinstance(task, OpenTask) or picture is None:
            return replace(task, entry=entry)
        return replace(task, entry=entry, picture=_picture_here(task.picture, picture.unpacked(self._sent)))


def _entry_here(entry: NetworkEntry, place: Path) -> NetworkEntry:
    own = entry.own_code
    if own is not None:
        # The one who runs the study has allowed this code, and what it imports, for this study.
        root = place if own.permission.root is not None else None
        weights = None if own.weights is None else place / own.weights
        own = replace(own, permission=for_this_run(place / entry.path, root), weights=weights)
    return replace(entry, path=place / entry.path, own_code=own)


def _picture_here(picture: StudyPicture, place: Path) -> StudyPicture:
    reference = str(place / picture.reference) if picture.reference else ""
    return replace(picture, shown=str(place / picture.shown), reference=reference)


_LOCK = Lock()
"""A worker with several threads does one piece at a time: networks and caches are for one."""

_PLACES: OrderedDict[str, _Place] = OrderedDict()


def _bench(piece: Piece) -> _Place:
    if piece.bench_key not in _PLACES:
        _PLACES[piece.bench_key] = _Place(piece.bench)
        while len(_PLACES) > BENCHES:
            _PLACES.popitem(last=False)
    _PLACES.move_to_end(piece.bench_key)
    return _PLACES[piece.bench_key]
