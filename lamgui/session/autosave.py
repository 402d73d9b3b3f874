"""Saves the session of a running window to a file of its own, so that a crash loses little: no Qt, no torch."""

from __future__ import annotations

import os
import re
from pathlib import Path

import psutil

from lamgui.base.errors import UserError
from lamgui.files.user_folders import user_folder
from lamgui.session.file import SUFFIX, SessionContents, write_session

_NAME = re.compile(rf"(\d+)-(\d+){re.escape(SUFFIX)}")


class Autosave:
    """One file for each running program, named after its process; a file without a living process is from a crash."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or user_folder() / "autosave"
        started = int(psutil.Process().create_time())
        self._path = self._folder / f"{os.getpid()}-{started}{SUFFIX}"

    def write(self, contents: SessionContents) -> None:
        """Save the session; an error in writing is ignored."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_session(self._path, contents, embed_pictures=False)
        except (OSError, UserError):
            return

    def discard(self) -> None:
        """The program ends normally: delete the file."""
        _remove(self._path)

    def left_behind(self) -> Path | None:
        """The newest session of a process that has ended."""
        left = [path for path in self._files() if not _is_running(path)]
        return max(left, key=lambda path: path.stat().st_mtime, default=None)

    def forget_left_behind(self) -> None:
        """Delete all sessions of processes that have ended."""
        for path in self._files():
            if not _is_running(path):
                _remove(path)

    def _files(self) -> list[Path]:
        try:
            return [path for path in self._folder.iterdir() if _NAME.fullmatch(path.name) and path.is_file()]
        except OSError:
            return []


def _is_running(path: Path) -> bool:
    """Whether the process that a file is named after is alive; another process with its number does not count."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return False
    try:
        return bool(abs(psutil.Process(int(match[1])).create_time() - int(match[2])) < 2)
    except psutil.Error:
        return False


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
