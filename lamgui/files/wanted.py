"""A kind of file that is to be opened: its limit, and in plain words why a file cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import BinaryIO

from lamgui.base.errors import UserError
from lamgui.base.file_limits import Limit
from lamgui.base.wording import bytes_in_words
from lamgui.files.door import NotAFile, ReadStopped, Silent, TooLarge, opened, read_bytes


@dataclass(frozen=True)
class Wanted:
    """What is to be opened. `error` is raised, in words, for a path where there is none that can be."""

    error: type[UserError]
    limit: Limit
    what: str
    """As in "a picture"."""

    kinds: str
    """What to open instead."""

    smaller: str = "Choose a smaller file."
    elsewhere: str = "Check its name and folder."
    allowed: str = "Ask its owner for the right to read it."
    again: str = "Copy or download it again."

    def read(self, path: Path, stop: Event | None = None) -> bytes:
        """All bytes of the file, at least one."""
        with self._in_words(path):
            data = read_bytes(path, self.limit.bytes, stop)
        if not data:
            raise self.error(f"{path.name} is empty (0 bytes).", self.again)
        return data

    @contextmanager
    def opened(self, path: Path, stop: Event | None = None) -> Iterator[BinaryIO]:
        """The file as a stream; where it falls silent in the block, that is put into words, too."""
        with ExitStack() as stack:
            with self._in_words(path):
                stream = stack.enter_context(opened(path, self.limit.bytes, stop))
            try:
                yield stream
            except Silent as error:
                raise self._refusal(path, error) from error

    @contextmanager
    def _in_words(self, path: Path) -> Iterator[None]:
        try:
            yield
        except ReadStopped:
            raise
        except (OSError, ValueError) as error:
            raise self._refusal(path, error) from error

    def _refusal(self, path: Path, error: OSError | ValueError) -> UserError:
        if isinstance(error, IsADirectoryError):
            message, advice = f"{path} is a folder, not {self.what}.", f"Open {self.what} that lies inside it."
        elif isinstance(error, NotAFile):
            message, advice = f"{path} is a device or a pipe, not a file.", f"Open a file: {self.kinds}."
        elif isinstance(error, TooLarge):
            size, most = bytes_in_words(error.size_bytes), bytes_in_words(error.most_bytes)
            message, advice = f"{path.name} has {size}; files of at most {most} are opened.", self.smaller
        elif isinstance(error, Silent):
            message = f"{path} does not answer: {error.strerror}."
            advice = "Check the drive or the network that it lies on, and try again."
        elif isinstance(error, FileNotFoundError):
            message, advice = f"There is no file {path}.", self.elsewhere
        elif isinstance(error, PermissionError):
            message, advice = f"{path} may not be read: permission was denied.", self.allowed
        else:
            message, advice = f"{path} could not be read: {error}.", self.again
        return self.error(message, advice, str(error))
