"""What is installed, as against files that merely lie in the folder in which the program was started."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from pathlib import Path

OF_THE_PROGRAM = frozenset({"lamgui", "torch", "numpy", "cv2", "PIL", "PySide6"})
"""Packages that run already: no file of the user's takes their place."""


def installed_path() -> list[str]:
    """`sys.path` without the folder in which the program was started, which Python puts there."""
    here = _here()
    return [entry for entry in sys.path if entry and (Path(entry) != here or _is_site(Path(entry)))]


def is_installed(name: str) -> bool:
    """Whether a top-level module comes with Python or is installed; nothing is imported."""
    if name in sys.builtin_module_names or name in sys.stdlib_module_names:
        return True
    path = installed_path()
    for finder in sys.meta_path:
        if getattr(finder, "finds_code_of_users", False):
            continue
        try:
            spec = finder.find_spec(name, path if finder is PathFinder else None)
        except (ImportError, AttributeError, ValueError):
            continue
        if spec is not None and spec.origin is not None:
            return True
    return False


def _here() -> Path | None:
    try:
        return Path.cwd()
    except OSError:
        return None


def _is_site(folder: Path) -> bool:
    return any(part in {"site-packages", "dist-packages"} for part in folder.parts)
