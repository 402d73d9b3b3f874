"""Text in the comments of an EPS file, where programs that place it leave it alone."""

from __future__ import annotations

import re
from pathlib import Path

LETTERS_A_LINE = 200
"""The format allows 255."""

_PREFIX = b"%lamgui:"
_LINES = re.compile(rb"^%lamgui:([^\r\n]*)\r?$", re.MULTILINE)


def write_comment(path: Path, text: str) -> None:
    """Put ASCII text without line breaks behind the first line of an EPS file."""
    first, _, rest = path.read_bytes().partition(b"\n")
    data = text.encode("ascii")
    lines = [_PREFIX + data[k : k + LETTERS_A_LINE] for k in range(0, len(data), LETTERS_A_LINE)]
    path.write_bytes(b"\n".join([first, *lines, rest]))


def comment_in(data: bytes) -> str | None:
    """The text in an EPS file's bytes; None where there is none."""
    found = _LINES.findall(data)
    return b"".join(found).decode("ascii", "replace") if found else None
