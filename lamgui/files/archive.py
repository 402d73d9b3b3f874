"""A zip of others: what it unpacks to is counted while it is unpacked, over all members, each of which is read once."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

from lamgui.base.file_limits import FREE_UNPACKING_BYTES, MOST_MEMBERS, MOST_UNPACKING


class UnpacksTooFar(ValueError):
    """It holds more members or bytes than are unpacked."""


class Budget:
    """Bytes that may still be unpacked, of one file and all that is packed in it."""

    def __init__(self, most_bytes: int, packed_bytes: int) -> None:
        self._left_bytes = min(most_bytes, max(FREE_UNPACKING_BYTES, MOST_UNPACKING * packed_bytes))

    def require(self, count: int) -> None:
        """Raises UnpacksTooFar where so many bytes are more than is left."""
        if count > self._left_bytes:
            raise UnpacksTooFar("it unpacks to more than is read")

    def take(self, count: int) -> None:
        """Count so many bytes; raises UnpacksTooFar where they are more than is left."""
        self.require(count)
        self._left_bytes -= count


class Archive:
    """The members of a zip by name; raises zipfile.BadZipFile and what zlib raises for a damaged one."""

    def __init__(self, file: zipfile.ZipFile, budget: Budget) -> None:
        self._file = file
        self.budget = budget
        """What may still be unpacked; whoever makes more of a member, such as pixels of a picture, counts that, too."""

        self._read: set[str] = set()
        members = file.infolist()
        self.names = [member.filename for member in members]
        if len(members) > MOST_MEMBERS:
            raise UnpacksTooFar(f"it holds more than {MOST_MEMBERS} members")
        budget.require(sum(member.file_size for member in members))
        # Members that lie over each other would unpack the same bytes again and again.
        if len({member.header_offset for member in members}) < len(members):
            raise ValueError("two of its members lie in one place")

    def read(self, name: str) -> bytes:
        """A member's bytes, once; never more than its stated size, nor than the budget holds."""
        if name in self._read:
            raise ValueError(f"{name!r} is wanted twice")
        self._read.add(name)
        size = self._file.getinfo(name).file_size
        self.budget.take(size)
        with self._file.open(name) as stream:
            data = stream.read(size + 1)
        if len(data) != size:
            raise ValueError(f"{name!r} is not of the size that it says")
        return data

    def inner(self, name: str) -> Archive:
        """A member that is a zip itself, whose members count to the same budget."""
        return Archive(zipfile.ZipFile(io.BytesIO(self.read(name))), self.budget)


def archive_in(stream: BinaryIO, size_bytes: int, most_bytes: int) -> Archive:
    """The zip in a stream of a size, of which at most so many bytes are unpacked."""
    return Archive(zipfile.ZipFile(stream), Budget(most_bytes, size_bytes))


def climbs(name: str) -> bool:
    """Whether a member's name leads out of the folder that it would be unpacked to."""
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name
