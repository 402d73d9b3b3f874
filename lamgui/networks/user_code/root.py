"""The one folder from which a user's file imports code that is not installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lamgui.base.errors import NetworkError
from lamgui.networks.user_code.imports import Import
from lamgui.networks.user_code.installed import is_installed

MARKERS = ("pyproject.toml", ".git", "setup.py")
"""What marks the top folder of a project."""


def root_of(path: Path, imports: Sequence[Import], given: Path | None = None) -> Path | None:
    """The root of the file at an absolute path without links, with these imports.

    The folder that was `given`, or the nearest above the file with one of MARKERS, or the nearest that satisfies the
    imports. Never the home folder or the top of a disk: None for a file that lies there. Raises NetworkError for a
    given folder that cannot be the root.
    """
    if given is not None:
        return _required(path, given.expanduser().resolve())
    folders = list(_possible(path))
    marked = (folder for folder in folders if any((folder / marker).exists() for marker in MARKERS))
    return next(marked, None) or _nearest_that_satisfies(imports, folders)


def holds(folder: Path, name: str) -> bool:
    """Whether a module of that name would be found in the folder."""
    return (folder / f"{name}.py").is_file() or (folder / name).is_dir()


def _nearest_that_satisfies(imports: Sequence[Import], folders: Sequence[Path]) -> Path | None:
    if not folders:
        return None
    steps = [statement.level - 1 for statement in imports if statement.level]
    names = {statement.top for statement in imports if statement.top}
    missing = [name for name in names if not is_installed(name)]
    steps += [next((k for k, folder in enumerate(folders) if holds(folder, name)), 0) for name in missing]
    return folders[min(max(steps, default=0), len(folders) - 1)]


def _possible(path: Path) -> Iterator[Path]:
    """The folders above the file, the nearest first, as far as one may be the root."""
    for folder in path.parents:
        if _is_barred(folder):
            return
        yield folder


def _is_barred(folder: Path) -> bool:
    try:
        home = Path.home().resolve()
    except (OSError, RuntimeError):
        return folder == Path(folder.anchor)
    return folder in {home, Path(folder.anchor)}


def _required(path: Path, given: Path) -> Path:
    if not given.is_dir():
        raise NetworkError(f"There is no folder {given}.", "Give --code-root the folder from which the code imports.")
    if _is_barred(given):
        message = f"{given} cannot be the root of code: all that lies in it could be imported."
        raise NetworkError(message, "Put the code into a folder of its own.")
    if not path.is_relative_to(given):
        raise NetworkError(f"{path.name} does not lie in {given}.", "Give --code-root a folder above the file.")
    return given
