"""Files on other machines that a document names: looking at one sends a request there, often with the user's name."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lamgui.base.errors import SessionError
from lamgui.files.json_store import UserFile
from lamgui.files.user_folders import user_folder

AUTOMOUNTED = ("/net", "/afs", "/Network")
"""Folders below which systems look for other machines by name."""
MOST_PLACES = 200

_MOUNTS = Path("/proc/self/mounts")
_URL = re.compile(r"([a-z][a-z0-9+.-]+):/{1,2}([^/]*)", re.IGNORECASE)
_PATHS = "path"
"""The name of every path in a session."""


class FilesElsewhere(SessionError):
    """A document names files at `places` on other machines, which were not looked at."""

    def __init__(self, document: str, places: tuple[str, ...]) -> None:
        message = f"{document} names files on other machines: {', '.join(places)}. Nothing was looked for there."
        super().__init__(message, "Open it in the window, which asks whether to look.")
        self.places = places


class AgreedPlaces:
    """The places on other machines at which the user lets documents look, in a small file of the user's."""

    def __init__(self, store: Path | None = None) -> None:
        self._store = UserFile(store or user_folder() / "agreed_places.json", MOST_PLACES)
        self._agreed: set[str] = set()

    def holds(self, place: str) -> bool:
        """Whether the user agreed to it before."""
        return place in self._agreed or place in self._store.read()

    def add(self, places: tuple[str, ...]) -> None:
        """Look there from now on."""
        self._agreed |= set(places)
        self._store.write(self._store.read() | dict.fromkeys(places, True))


def place_elsewhere(text: str) -> str | None:
    """The machine, or folder of another machine, that a path leads to by its name; None for this one.

    `\\\\server\\share`, `//server/share`, URLs, and what lies below a folder in which the system looks for machines by
    name. Nothing is looked at.
    """
    slashes = text.replace("\\", "/")
    slashes = re.sub(r"^//[?.]/(UNC/)?", lambda found: "//" if found[1] else "", slashes, flags=re.IGNORECASE)
    if (url := _URL.match(slashes)) is not None:
        scheme, host = url[1].lower(), url[2]
        return None if scheme == "file" and host in {"", "localhost"} else f"{scheme}://{host}"
    parts = [part for part in slashes.split("/") if part]
    if slashes.startswith("//"):
        return "//" + "/".join(parts[:2])
    if sys.platform == "win32" or not slashes.startswith("/"):
        return None
    path = os.path.normpath(slashes)
    for root in (*AUTOMOUNTED, *_automount_roots()):
        if path.startswith(f"{root}/"):
            return f"{root}/{path[len(root) + 1 :].partition('/')[0]}"
    return None


def places_named(values: Any, document: Path, agreed: Callable[[str], bool]) -> tuple[str, ...]:
    """Places on other machines that the values of a document name, in their order.

    Without those that the user agreed to, where the document itself lies, and where the user's home folder does.
    """
    own = {place_elsewhere(str(document.absolute())), place_elsewhere(_home())}
    places = (place_elsewhere(text) for text in _paths_in(values))
    return tuple(
        dict.fromkeys(place for place in places if place is not None and place not in own and not agreed(place))
    )


def without_places(values: Any, places: tuple[str, ...]) -> Any:
    """The values with bare names in place of paths that lead to these places."""
    if isinstance(values, dict):
        return {
            name: _bare(value) if name == _PATHS and _leads_to(value, places) else without_places(value, places)
            for name, value in values.items()
        }
    return [without_places(value, places) for value in values] if isinstance(values, list) else values


def _leads_to(value: Any, places: tuple[str, ...]) -> bool:
    return isinstance(value, str) and place_elsewhere(value) in places


def _bare(text: str) -> str:
    """The file's name, in a folder that there is not."""
    return str(Path("not looked for", text.replace("\\", "/").rpartition("/")[2] or "file"))


def _paths_in(values: Any) -> Iterator[str]:
    waiting = [values]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(path := value.get(_PATHS), str):
                yield path
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _automount_roots() -> list[str]:
    """Where this Linux mounts other machines when a path is looked at."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    mounts = [line.split() for line in lines]
    return [mount[1] for mount in mounts if len(mount) > 2 and mount[2] == "autofs" and mount[1] != "/"]


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""
