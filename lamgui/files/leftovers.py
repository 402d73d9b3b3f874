"""Temporary files of saves: each bears its writer's number, and goes a day after a writer that was killed."""

from __future__ import annotations

import os
import re
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path

import psutil

KEPT_S = 24 * 3600
"""A file of a program on another computer, whose number says nothing here, is left alone for as long."""
MOST_LOOKED_AT = 10_000
"""Files of a folder beyond that are not looked at, so that saving among many stays quick."""

_NAME = re.compile(r"\.lamgui-(\d{1,9})-[0-9a-f]{16}(\.\w{1,15})?")


def temporary_beside(path: Path) -> Path:
    """A name in the folder of `path` that no file has, with the same ending and this program's number."""
    # Not named after `path`: a name of the greatest length that a system allows could not be made longer.
    return path.with_name(f".lamgui-{os.getpid()}-{secrets.token_hex(8)}{path.suffix[:16]}")


def remove_leftovers(folder: Path) -> None:
    """Remove what killed programs left in a folder: regular files of exactly such a name, a day old, without a writer.

    What cannot be looked at or removed stays; nothing is raised.
    """
    with suppress(OSError), os.scandir(folder) as files:
        for file, _ in zip(files, range(MOST_LOOKED_AT), strict=False):
            found = _NAME.fullmatch(file.name)
            if found is not None and _is_old(file) and not psutil.pid_exists(int(found[1])):
                with suppress(OSError):
                    Path(file.path).unlink()


def _is_old(file: os.DirEntry[str]) -> bool:
    """Whether it is a file, and no link to one, that nobody has written to for a day."""
    with suppress(OSError):
        status = file.stat(follow_symlinks=False)
        return stat.S_ISREG(status.st_mode) and time.time() - status.st_mtime > KEPT_S
    return False
