"""Saves the session of a running window to a file of its own, so that a crash loses little: no Qt, no torch."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock

from lamgui.base.errors import UserError
from lamgui.files.user_folders import user_folder
from lamgui.session.file import SUFFIX, SessionContents, write_session
from lamgui.session.left_behind import lock_file_of


class Autosave:
    """One file for each running program, and a lock beside it that dies with its process."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or user_folder() / "autosave"
        self._path = self.folder / f"{os.getpid()}-{uuid4().hex[:12]}{SUFFIX}"
        # It is taken on the worker's thread and given back on the window's.
        self._lock = FileLock(lock_file_of(self._path), timeout=0, thread_local=False)

    def write(self, contents: SessionContents) -> None:
        """Save the session; an error in writing is ignored."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._hold()
            write_session(self._path, contents, embed_pictures=False)
        except (OSError, UserError):
            return

    def discard(self) -> None:
        """The program ends normally: delete the file."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            if self._lock.is_locked:
                self._lock.release()
                lock_file_of(self._path).unlink(missing_ok=True)

    def _hold(self) -> None:
        """Take the lock; where a file system has none, the number of the process in the name has to do."""
        if not self._lock.is_locked:
            with suppress(OSError, NotImplementedError):
                self._lock.acquire()
