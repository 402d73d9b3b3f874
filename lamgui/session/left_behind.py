"""Sessions of programs that did not end as a user ends them: which there are, restored, declined, forgotten."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from lamgui.base.errors import UserError
from lamgui.session.file import SUFFIX, glance

DECLINED_DAYS = 30
"""So long what the user has declined can be had after all."""

_NAME = re.compile(rf"(\d+)-[0-9a-f]+{re.escape(SUFFIX)}")
"""The number of the process, then what tells it from others that had the number."""

_DECLINED = re.compile(rf"(\d+)-(\d+-[0-9a-f]+{re.escape(SUFFIX)})")
"""When it was declined, in seconds since 1970, before its name."""


@dataclass(frozen=True)
class LeftBehind:
    """A session that a program left behind; `small_view` is a PNG of its window, empty where there is none."""

    path: Path
    saved_at: datetime
    picture: str
    networks: int
    small_view: bytes
    is_declined: bool = False


class LeftBehindSessions:
    """Those in the folder of the autosaves; what one program does to one of them leaves the others alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._declined = folder / "declined"

    def all(self) -> tuple[LeftBehind, ...]:
        """Those that are undecided, then those that were declined, the newest first; a file that is broken is none."""
        self._drop_old()
        undecided = [path for path in _files(self._folder) if _NAME.fullmatch(path.name) and not _is_running(path)]
        declined = [path for path in _files(self._declined) if _DECLINED.fullmatch(path.name)]
        every = [(path, False) for path in undecided] + [(path, True) for path in declined]
        known = [found for path, is_declined in every if (found := _found(path, is_declined)) is not None]
        return tuple(sorted(known, key=lambda one: (one.is_declined, -one.saved_at.timestamp())))

    def decline(self, path: Path) -> None:
        """Offer it no more at the start; it stays for DECLINED_DAYS."""
        with suppress(OSError):
            self._declined.mkdir(parents=True, exist_ok=True)
            path.rename(self._declined / f"{int(time.time())}-{path.name}")
            lock_file_of(path).unlink(missing_ok=True)

    def forget(self, path: Path) -> None:
        """Delete it."""
        with suppress(OSError):
            path.unlink(missing_ok=True)
            lock_file_of(path).unlink(missing_ok=True)

    def _drop_old(self) -> None:
        limit = time.time() - DECLINED_DAYS * 24 * 3600
        for path in _files(self._declined):
            match = _DECLINED.fullmatch(path.name)
            if match is not None and int(match[1]) < limit:
                self.forget(path)


def lock_file_of(session: Path) -> Path:
    """The file that the program to which an autosaved session belongs holds a lock on, as long as it lives."""
    return session.with_suffix(".lock")


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_file()]
    except OSError:
        return []


def _is_running(session: Path) -> bool:
    """Whether the program that saves to this file lives: its lock says so; of 0.1.0, which had none, its number."""
    lock = lock_file_of(session)
    if lock.exists():
        try:
            FileLock(lock, timeout=0).acquire().lock.release()
        except Timeout:
            return True
        except (OSError, NotImplementedError):
            pass
        else:
            return False
    match = _NAME.fullmatch(session.name)
    return match is not None and psutil.pid_exists(int(match[1]))


def _found(path: Path, is_declined: bool) -> LeftBehind | None:
    try:
        saved_at, seen = datetime.fromtimestamp(path.stat().st_mtime, UTC), glance(path)
    except (OSError, UserError):
        return None
    return LeftBehind(path, saved_at, seen.picture, seen.networks, seen.small_view, is_declined)
