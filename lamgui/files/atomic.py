"""Writes a file so that it is either the old one or the whole new one, and removes what killed writers left."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path in the folder of `path`, moved over it when the block ends without an error.

    A new file gets the permissions that the user's other new files get, an old one keeps its own. On an error
    the temporary file is removed and `path` is as it was. What a program that was killed left in the folder is removed
    too, a day later. Raises OSError where the folder is missing, cannot be written or is full.
    """
    remove_leftovers(path.parent)
    temporary = temporary_beside(path)
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        yield temporary
        move_over(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def move_over(temporary: Path, path: Path) -> None:
    """Give a file that is complete its name, in place of one that has it; raises OSError."""
    with temporary.open("rb+") as stream:
        # Without it a power cut can leave the new name on an empty file.
        os.fsync(stream.fileno())
    if path.exists():
        shutil.copymode(path, temporary)
    temporary.replace(path)
