"""A partial download: stored beside its final place, with a note of what it is a part of."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from lamgui.files.atomic import move_over
from lamgui.files.json_store import UserFile

PART = ".part"
"""The ending of the name of a partial download."""


def part_of(target: Path) -> Path:
    """Where a partial download lies until it is complete."""
    return target.with_name(target.name + PART)


class PartialFile:
    """The part of the file for `target` that was fetched from `source`; a part of another file counts as none.

    The validator is the server's name for this version of the file.
    """

    def __init__(self, target: Path, source: str) -> None:
        self._target = target
        self._source = source
        self._path = part_of(target)
        self._note = UserFile(target.with_name(target.name + PART + ".json"), 2)

    @property
    def size_bytes(self) -> int:
        """Size of the part."""
        if self._note.read().get("source") != self._source:
            return 0
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    @property
    def validator(self) -> str:
        """The validator of the version that it is a part of; empty where the server stated none."""
        validator = self._note.read().get("validator")
        return validator if isinstance(validator, str) else ""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._path

    def begin(self, validator: str) -> None:
        """Begin an empty part; raises OSError."""
        self._path.write_bytes(b"")
        self._note.write({"source": self._source, "validator": validator})

    def append(self) -> BinaryIO:
        """The part opened for appending; raises OSError."""
        return self._path.open("ab")

    def complete(self) -> None:
        """Move it to its final name; raises OSError."""
        move_over(self._path, self._target)
        self.discard()

    def discard(self) -> None:
        """Delete the part and its note."""
        self._path.unlink(missing_ok=True)
        self._note.remove()
