"""A file that is not complete yet: kept beside its place, with a note of what it is a part of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lamgui.files.atomic import move_over
from lamgui.files.json_store import UserFile

PART = ".part"
"""Ends the name of a file that is not complete yet."""
_CHUNK_BYTES = 1 << 20


def part_of(target: Path) -> Path:
    """Where what has come of a file lies until all of it is there."""
    return target.with_name(target.name + PART)


class PartialFile:
    """What there is of the file for `target`, fetched from `source`; a part of anything else counts as nothing.

    The validator is what the server calls this version of the file.
    """

    def __init__(self, target: Path, source: str) -> None:
        self._target = target
        self._source = source
        self._path = part_of(target)
        self._note = UserFile(target.with_name(target.name + PART + ".json"), 2)

    @property
    def size_bytes(self) -> int:
        """How much is there."""
        if self._note.read().get("source") != self._source:
            return 0
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    @property
    def validator(self) -> str:
        """Of the version that it is a part of; empty where the server told none."""
        told = self._note.read().get("validator")
        return told if isinstance(told, str) else ""

    def hashed(self, digest: hashlib._Hash) -> Iterator[int]:
        """Put what is there into a hash, a piece at a time; yields how many bytes were."""
        done = 0
        with self._path.open("rb") as file:
            while piece := file.read(_CHUNK_BYTES):
                digest.update(piece)
                done += len(piece)
                yield done

    def begin(self, validator: str) -> None:
        """Start from nothing; raises OSError."""
        self._path.write_bytes(b"")
        self._note.write({"source": self._source, "validator": validator})

    def append(self) -> BinaryIO:
        """Opened for writing at its end; raises OSError."""
        return self._path.open("ab")

    def complete(self) -> None:
        """Give it its name; raises OSError."""
        move_over(self._path, self._target)
        self.discard()

    def discard(self) -> None:
        """Forget it."""
        self._path.unlink(missing_ok=True)
        self._note.remove()
