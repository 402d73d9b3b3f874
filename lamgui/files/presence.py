"""Questions about files of the user's, asked on threads that may hang: a dead drive stops neither window nor start.

Who asks waits a moment. What has no answer by then is not known to be missing, and is taken to be there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

Answer = TypeVar("Answer")

PATIENCE_S = 0.5
"""Longest wait for an answer; a disk that was asleep takes longer, and then its files are taken to be there."""

_lock = Lock()
_hanging: dict[Path, Thread] = {}
"""By folder, the thread that has had no answer yet: nobody waits for that folder again."""


def asked(folder: Path, question: Callable[[], Answer], patience_s: float = PATIENCE_S) -> Answer | None:
    """The answer to a question about files of a folder; None where there is none in time. It may raise nothing."""
    return next(iter(_all_asked({folder: question}, patience_s).values()), None)


def missing(paths: Iterable[Path], patience_s: float = PATIENCE_S) -> set[Path]:
    """Those of which it is known that there is no such file; all are asked about at a time."""
    by_folder: dict[Path, list[Path]] = {}
    for path in paths:
        by_folder.setdefault(path.parent, []).append(path)
    answers = _all_asked({folder: _missing_of(there) for folder, there in by_folder.items()}, patience_s)
    return {path for gone in answers.values() for path in gone}


def is_there(path: Path) -> bool:
    """Whether there is such a file, or its drive does not answer; False also for names that the system refuses."""
    return not missing([path])


def _missing_of(paths: list[Path]) -> Callable[[], list[Path]]:
    return lambda: [path for path in paths if not _is_file(path)]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _all_asked(questions: dict[Path, Callable[[], Answer]], patience_s: float) -> dict[Path, Answer]:
    answers: SimpleQueue[tuple[Path, Answer]] = SimpleQueue()
    waiting = 0
    with _lock:
        for folder, question in questions.items():
            before = _hanging.get(folder)
            if before is None or not before.is_alive():
                _hanging[folder] = _begun(folder, question, answers)
                waiting += 1
    given: dict[Path, Answer] = {}
    until_s = time.monotonic() + patience_s
    while waiting > len(given):
        try:
            folder, answer = answers.get(timeout=max(0.0, until_s - time.monotonic()))
        except Empty:
            break
        given[folder] = answer
    with _lock:
        for folder in given:
            _hanging.pop(folder, None)
    return given


def _begun(folder: Path, question: Callable[[], Answer], answers: SimpleQueue[tuple[Path, Answer]]) -> Thread:
    thread = Thread(target=lambda: answers.put((folder, question())), name="lamgui-asking", daemon=True)
    thread.start()
    return thread
