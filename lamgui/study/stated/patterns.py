"""Files that a study names: patterns and folders, relative to its own folder."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable
from pathlib import Path

from lamgui.base.errors import StudyError

_WILD = re.compile(r"[*?\[]")
_DIGITS = re.compile(r"(\d+)")


def files_of(pattern: str, folder: Path, suffixes: Iterable[str]) -> tuple[Path, ...]:
    """The files that a pattern names, by absolute path, in the order in which people count them.

    A relative pattern starts at `folder`; of a folder all files with one of the `suffixes` count. Raises StudyError
    where there is none.
    """
    path = folder / Path(pattern).expanduser()
    if path.is_dir():
        known = {suffix.lower() for suffix in suffixes}
        found = [one for one in path.iterdir() if one.suffix.lower() in known and not one.name.startswith(".")]
    elif path.is_file():
        found = [path]
    elif _WILD.search(pattern):
        # The pattern may be absolute, which that of a Path may not.
        found = [one for name in glob.iglob(str(path), recursive=True) if (one := Path(name)).is_file()]  # noqa: PTH207
    else:
        raise StudyError(f"There is no file {path}.", "Check the name in study.toml; it starts at the study's folder.")
    if not found:
        raise StudyError(f"No file is named by {pattern!r}.", "Check the pattern in study.toml.")
    return tuple(sorted((plain_path(one) for one in found), key=as_counted))


def plain_path(path: Path) -> Path:
    """The path without "." and "..", whose links are not followed: a picture keeps the name that it is known by."""
    return Path(os.path.normpath(path))


def as_counted(path: Path) -> tuple[list[str | tuple[int, str]], str]:
    """A key that sorts step_900 before step_1000."""
    parts = [(int(part), part) if part.isdigit() else part.casefold() for part in _DIGITS.split(str(path))]
    return parts, str(path)


def shown_in(folder: Path, path: Path) -> str:
    """A file as a study states it: relative to its folder where it lies there, else absolute; with / on all systems."""
    return (path.relative_to(folder) if path.is_relative_to(folder) else path).as_posix()


def last_number(text: str) -> int | None:
    """The last whole number in a name; None where there is none."""
    numbers = _DIGITS.findall(text)
    return int(numbers[-1]) if numbers else None
