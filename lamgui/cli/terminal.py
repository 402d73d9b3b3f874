"""What every command shares: results on standard output, progress and messages on standard error."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO, TypeVar

from lamgui.base.errors import SaveError, UserError
from lamgui.base.escape import for_log, for_terminal
from lamgui.base.full_disk import FULL

Item = TypeVar("Item")

REDRAW_EVERY_S = 0.1
LINE_EVERY_S = 10.0


def write_result(line: str) -> None:
    """One line on standard output, at once, so that a program that reads it need not wait.

    Raises SaveError where it is a file on a full disk, BrokenPipeError where its reader has gone.
    """
    try:
        sys.stdout.write(for_terminal(line) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = "no space is left on its disk" if error.errno in FULL else error.strerror or str(error)
        message = f"The results cannot be written to standard output: {reason}."
        raise OutputLost(message, "Free some space, or send them elsewhere.", str(error)) from error


class OutputLost(SaveError):
    """Standard output takes nothing any more: whatever else there is to do has nowhere to go."""


def write_message(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(for_terminal(line) + "\n")
    sys.stderr.flush()


def one_line(error: object) -> str:
    """The text of an error in one line: line breaks and runs of blanks become single blanks."""
    return " ".join(str(error).split())


def run_each(
    items: Iterable[Item], work: Callable[[Item], None], prefix: Callable[[Item], str], details: bool = False
) -> int:
    """Do `work` for each; one that fails is reported behind its prefix, and the others go on.

    Returns the exit status: 1 if one failed, else 0. With `details` the details of a failure are written too.
    """
    failures = 0
    for item in items:
        try:
            work(item)
        except OutputLost:
            raise
        except UserError as error:
            failures += 1
            write_message(f"{prefix(item)}: {one_line(error)}")
            if details and error.details:
                write_message(error.details)
    return 1 if failures else 0


class ProgressLine:
    """Progress on standard error: one line that is written over on a terminal, a line now and then elsewhere."""

    def __init__(self, stream: TextIO | None = None, line_every_s: float = LINE_EVERY_S) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._on_terminal = self._stream.isatty()
        self._every_s = REDRAW_EVERY_S if self._on_terminal else line_every_s
        self._last_s = time.monotonic()
        self._shown = False

    def show(self, text: str) -> None:
        """Show `text` as the present progress; one that comes too soon after the last is left out."""
        now = time.monotonic()
        if now - self._last_s < self._every_s:
            return
        self._last_s = now
        text = for_log(text)
        if self._on_terminal:
            room = max(1, shutil.get_terminal_size().columns - 1)
            self._stream.write(f"\r\x1b[K{text[:room]}")
            self._shown = True
        else:
            self._stream.write(text + "\n")
        self._stream.flush()

    def clear(self) -> None:
        """Clear the line, to make room for a message."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False


def make_folder(folder: Path) -> None:
    """Make the folder and its parents, and try to write there; raises SaveError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        message = f"Nothing can be written to the folder {folder}: {error.strerror or error}."
        raise SaveError(message, "Give another folder for the results.") from error
