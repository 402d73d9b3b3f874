"""A session's zip, opened without trusting it: what it holds is looked at first, and what fails is told in words."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lamgui.base.errors import SessionError, UserError
from lamgui.imaging.deep import Unreadable

MAX_MEMBERS = 4000
MAX_MEMBER_BYTES = 1 << 30
MAX_BYTES = 4 << 30
"""Of all members together, unpacked."""


@contextmanager
def opened_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The zip at a path, read-only; raises SessionError, in plain words, for whatever fails in it or in the block."""
    with _plain_errors(path), zipfile.ZipFile(path) as archive:
        _require_harmless(archive, path)
        yield archive


def member_bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes; never more than it said it had."""
    size = archive.getinfo(name).file_size
    with archive.open(name) as stream:
        data = stream.read(size + 1)
    if len(data) != size:
        raise ValueError(f"{name} is not of the size it says")
    return data


def _require_harmless(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse names that climb out and sizes that no session has, before anything is read."""
    members = archive.infolist()
    names = [member.filename for member in members]
    odd = next((name for name in names if _climbs(name)), None)
    if odd is not None:
        raise SessionError(
            f"{path.name} is not a session: it holds the name {odd!r}, which leads out of it.",
            "Do not trust this file.",
        )
    sizes = [member.file_size for member in members]
    if len(members) > MAX_MEMBERS or sum(sizes) > MAX_BYTES or any(size > MAX_MEMBER_BYTES for size in sizes):
        raise SessionError(f"{path.name} unpacks to more than a session can hold.", "Do not trust this file.")


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\0" in name


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    """Whatever is wrong with a file becomes a SessionError in plain words."""
    try:
        yield
    except SessionError:
        raise
    except FileNotFoundError as error:
        raise SessionError(f"There is no file {path}.", "Check its name and folder.", str(error)) from error
    except _READING_FAILS as error:
        message = f"{path.name} is damaged, or not a session."
        raise SessionError(message, "Open an older copy of it.", repr(error)) from error


_READING_FAILS = (
    OSError,
    UserError,
    Unreadable,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What zipfile, json, numpy and the values themselves raise for a file that is not what it says."""
