"""Notes of the temporary files that saves are writing, so that a later start removes what a killed program left."""

from __future__ import annotations

import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from lamgui.files.user_folders import user_folder

TEMPORARY = re.compile(r"\.lamgui-[0-9a-f]{16}(\.\w{1,15})?")
"""Pattern of the names of files that are removed; no other file is, whatever a note says."""

_NOTE = re.compile(r"[0-9a-f]{16}")


@contextmanager
def noted(temporary: Path) -> Iterator[None]:
    """A context in which a note names the file; without one where the user's data folder cannot be written."""
    note = _folder() / secrets.token_hex(8)
    held = _write(note, temporary)
    try:
        yield
    finally:
        if held is not None:
            with suppress(OSError):
                held.close()
            _remove(note)


def remove_leftovers() -> None:
    """Remove the temporary files of saves whose program has ended; those of a running one stay. Nothing is raised."""
    with suppress(OSError):
        for note in [path for path in _folder().iterdir() if _NOTE.fullmatch(path.name)]:
            with suppress(OSError, ValueError):
                _settle(note)


def _folder() -> Path:
    return user_folder() / "saving"


def _write(note: Path, temporary: Path) -> BinaryIO | None:
    """The open note, locked until the process ends; None where none can be written."""
    try:
        note.parent.mkdir(parents=True, exist_ok=True)
        stream = note.open("xb")
    except OSError:
        return None
    try:
        _lock(stream)
        stream.write(os.fsencode(temporary.absolute()))
        stream.flush()
    except OSError:
        with suppress(OSError):
            stream.close()
        _remove(note)
        return None
    return stream


def _settle(note: Path) -> None:
    """Remove what a note names, and the note; raises OSError where its program runs, or the file cannot be removed."""
    with note.open("rb+") as stream:
        _lock(stream)
        left = Path(os.fsdecode(stream.read()))
        with suppress(FileNotFoundError):
            if left.is_absolute() and TEMPORARY.fullmatch(left.name) and stat.S_ISREG(left.lstat().st_mode):
                left.unlink()
    _remove(note)


def _remove(note: Path) -> None:
    with suppress(OSError):
        note.unlink(missing_ok=True)


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: BinaryIO) -> None:
        """Raises OSError where another program holds the file."""
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: BinaryIO) -> None:
        """Raises OSError where another program holds the file."""
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
