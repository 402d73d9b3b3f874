"""Write a file so that it is either the old one or the whole new one, never half."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lamgui.files.leftovers import remove_leftovers, temporary_beside


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
