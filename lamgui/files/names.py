"""File names that every system accepts and that are not taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from itertools import count

MAX_NAME_BYTES = 120
_FORBIDDEN_LETTERS = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_RESERVED_BY_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def safe_name(text: str) -> str:
    """A file name without suffix, made of `text`, that every system accepts: letters of any script stay."""
    name = _FORBIDDEN_LETTERS.sub("_", unicodedata.normalize("NFC", text))
    name = name.encode("utf-8", "ignore")[:MAX_NAME_BYTES].decode("utf-8", "ignore").strip(". ")
    if not name:
        return "unnamed"
    return f"_{name}" if _RESERVED_BY_WINDOWS.match(name) else name


def first_free(candidates: Iterable[str], taken: Collection[str]) -> str:
    """The first of the candidates that is not taken; there must be one."""
    return next(name for name in candidates if name not in taken)


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, or where that is taken `name (2)`, `name (3)` and so on."""
    return first_free((name if number == 1 else f"{name} ({number})" for number in count(1)), taken)


def free_file_name(stem: str, taken: Collection[str]) -> str:
    """`stem`, or where that is taken `stem-2`, `stem-3` and so on; for some disks A and a are the same."""
    folded = {name.casefold() for name in taken}
    stems = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(free for free in stems if free.casefold() not in folded)
