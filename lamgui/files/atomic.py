"""Writes a file so that it is always either the old one or the complete new one."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lamgui.files.save_notes import noted


def temporary_beside(path: Path) -> Path:
    """A name in the folder of `path` that no file has, with the same ending."""
    # Not named after `path`, whose name may already have the greatest length that a system allows.
    return path.with_name(f".lamgui-{secrets.token_hex(8)}{path.suffix[:16]}")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path in the folder of `path`, moved over it when the block ends without an error.

    A new file gets the permissions that the user's other new files get, an old one keeps its own. On an error
    the temporary file is removed and `path` is as it was; where the program is killed, a later start removes it.
    Raises OSError where the folder is missing, cannot be written or is full.
    """
    temporary = temporary_beside(path)
    with noted(temporary):
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            yield temporary
            move_over(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def move_over(temporary: Path, path: Path) -> None:
    """Move a complete file to its final name, in place of an older one; raises OSError."""
    with temporary.open("rb+") as stream:
        # Without it an empty file could have the new name after a power cut.
        os.fsync(stream.fileno())
    if path.exists():
        shutil.copymode(path, temporary)
    temporary.replace(path)
