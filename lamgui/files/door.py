"""The one reader of every file that is opened: regular files, up to a size, and never an endless wait.

What a path is, is decided on the opened descriptor, so that nothing can be put in its place in between. A thread of its
own opens and reads, for a read of a dead network drive hangs in the system and cannot be stopped: it is left to itself
after `SILENT_AT_MOST_S` without a byte, or where whoever waits asks for it.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import stat
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Any, BinaryIO, TypeVar

from lamgui.base.generators import result_of

Result = TypeVar("Result")

SILENT_AT_MOST_S = 30.0
"""Longest wait for the next byte of a file."""

TURN_S = 0.05
"""Between two looks at whether whoever waits has asked to stop."""

CHUNK_BYTES = 1 << 20
_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_NO_FILES = {errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP}
"""What the system says of sockets, and of devices without a driver."""


class NotAFile(OSError):
    """A device, a pipe or a socket, which may never end."""


class TooLarge(OSError):
    """A file that is longer than is read; `size_bytes` is its size as far as it is known."""

    def __init__(self, size_bytes: int, most_bytes: int) -> None:
        super().__init__(errno.EFBIG, f"it has more than {most_bytes} bytes")
        self.size_bytes = size_bytes
        self.most_bytes = most_bytes


class Silent(TimeoutError):
    """No byte came for a long time."""

    def __init__(self) -> None:
        super().__init__(errno.ETIMEDOUT, f"nothing came for {SILENT_AT_MOST_S:.0f} s")


class ReadStopped(OSError):
    """Whoever waited for the file asked to stop."""

    def __init__(self) -> None:
        super().__init__(errno.ECANCELED, "reading was stopped")


def read_bytes(path: Path, most_bytes: int, stop: Event | None = None) -> bytes:
    """All bytes of a regular file.

    Raises NotAFile, IsADirectoryError, TooLarge, Silent and ReadStopped, all of them OSError, and what the system says.
    """
    with _reader(path, stop) as reader:
        return reader.all_bytes(most_bytes)


def sha256_of(path: Path) -> str | None:
    """The hash of a file; None where it cannot be read."""
    return result_of(hashing(path))


def hashing(path: Path) -> Generator[int, None, str | None]:
    """Hash a file a piece at a time, and report how many bytes were hashed; None where it cannot be read."""
    digest, done_bytes = hashlib.sha256(), 0
    try:
        with _reader(path, None) as reader:
            while chunk := reader.read(CHUNK_BYTES):
                digest.update(chunk)
                done_bytes += len(chunk)
                yield done_bytes
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


@contextmanager
def opened(path: Path, most_bytes: int, stop: Event | None = None) -> Iterator[BinaryIO]:
    """A regular file as a stream, to be read in parts; raises what `read_bytes` does, while it is read too."""
    with _reader(path, stop) as reader:
        if reader.size_bytes > most_bytes:
            raise TooLarge(reader.size_bytes, most_bytes)
        yield io.BufferedReader(_Patient(reader), CHUNK_BYTES)


@contextmanager
def _reader(path: Path, stop: Event | None) -> Iterator[_Reader]:
    reader = _Reader(path, stop)
    try:
        yield reader
    finally:
        reader.close()


class _Reader:
    """A file that a thread of its own reads; every call waits for it with patience, and not for ever."""

    def __init__(self, path: Path, stop: Event | None) -> None:
        self._stop = stop
        self._heard_s = time.monotonic()
        self._orders: SimpleQueue[Callable[[], Any] | None] = SimpleQueue()
        self._answers: SimpleQueue[Any] = SimpleQueue()
        self._file: io.FileIO | None = None
        Thread(target=self._work, name="lamgui-reader", daemon=True).start()
        try:
            self.size_bytes = self._wait_for(lambda: self._open(path))
        except BaseException:
            self.close()
            raise

    def all_bytes(self, most_bytes: int) -> bytes:
        """What is left of the file; raises TooLarge."""
        if self.size_bytes > most_bytes:
            raise TooLarge(self.size_bytes, most_bytes)
        return self._wait_for(lambda: self._all(most_bytes))

    def read(self, count: int) -> bytes:
        """The next bytes, `count` at most; none at the end."""
        return self._wait_for(lambda: self._opened.read(count) or b"")

    def seek(self, offset: int, whence: int) -> int:
        """Go to a place; returns it."""
        return self._wait_for(lambda: self._opened.seek(offset, whence))

    def close(self) -> None:
        """The thread closes the file and ends, once the system lets it."""
        self._orders.put(None)

    @property
    def _opened(self) -> io.FileIO:
        assert self._file is not None
        return self._file

    def _wait_for(self, order: Callable[[], Result]) -> Result:
        self._heard_s = time.monotonic()
        self._orders.put(order)
        while True:
            try:
                answer = self._answers.get(timeout=TURN_S)
            except Empty:
                if self._stop is not None and self._stop.is_set():
                    raise ReadStopped from None
                if time.monotonic() - self._heard_s > SILENT_AT_MOST_S:
                    raise Silent from None
                continue
            if isinstance(answer, BaseException):
                raise answer
            result: Result = answer
            return result

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            try:
                self._answers.put(order())
            except BaseException as error:  # noqa: BLE001 - raised where it is waited for
                self._answers.put(error)
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def _open(self, path: Path) -> int:
        """Open the file, and say its size."""
        try:
            descriptor = os.open(path, _HOW)
        except OSError as error:
            if error.errno in _NO_FILES:
                raise NotAFile(error.errno, "it is a device or a pipe") from error
            if isinstance(error, PermissionError) and path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "it is a folder") from error
            raise
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            os.close(descriptor)
            if stat.S_ISDIR(found.st_mode):
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            raise NotAFile(errno.EINVAL, "it is a device or a pipe")
        self._file = io.FileIO(descriptor)
        return found.st_size

    def _all(self, most_bytes: int) -> bytes:
        # A stream of bytes gives its own away without a copy.
        gathered, piece = io.BytesIO(), memoryview(bytearray(CHUNK_BYTES))
        while count := self._opened.readinto(piece):
            gathered.write(piece[:count])
            self._heard_s = time.monotonic()
            # A file may grow while it is read, and some of the system's state no size.
            if gathered.tell() > most_bytes:
                raise TooLarge(gathered.tell(), most_bytes)
            if self._stop is not None and self._stop.is_set():
                raise ReadStopped
        return gathered.getvalue()


class _Patient(io.RawIOBase):
    """A reader as a stream."""

    def __init__(self, reader: _Reader) -> None:
        super().__init__()
        self._reader = reader

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as there are bytes; returns how many."""
        view = memoryview(buffer).cast("B")
        data = self._reader.read(len(view))
        view[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; returns it."""
        return self._reader.seek(offset, whence)

    def tell(self) -> int:
        """Where it is."""
        return self._reader.seek(0, io.SEEK_CUR)
