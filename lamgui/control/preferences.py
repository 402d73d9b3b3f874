"""Preferences: geometry, recent files, view and settings, stored as text; values that cannot be read are dropped."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Settings
from lamgui.attribution.settings.values import settings_from, settings_that_can_be_read, settings_values
from lamgui.base.errors import SettingsError
from lamgui.base.plain_values import plain, read_as
from lamgui.control.older_preferences import GEOMETRY, older_file, read_older
from lamgui.files.door import sha256_of
from lamgui.files.json_store import UserFile
from lamgui.files.presence import asked, is_there, missing
from lamgui.files.user_folders import preferences_folder
from lamgui.imaging.degradation import NO_DEGRADATION, Degradation
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import View
from lamgui.session.values import network_from, network_record
from lamgui.study.stated.definition import DEFINITION

RECENT_FILES = 10


class Recent(StrEnum):
    """Kinds of files of which the latest are remembered, by the name that their list is stored under."""

    PICTURES = "recent_files"
    SESSIONS = "recent_sessions"
    NETWORKS = "recent_networks"
    STUDIES = "recent_studies"


FILE_NAME = "preferences.json"
MOST_NAMES = 200
"""Most values that are stored; there are about twenty."""


USUAL_0_1_0 = {"contour": True, "opacity": 0.7}
"""What 0.1.0 stored of a view for who had chosen nothing, where another value is usual now."""


class Preferences:
    """Reads and stores preferences; a broken file gives the defaults, never an error.

    `save` writes only values that have changed, so that two programs at a time do not undo each other's changes. The
    preferences of version 0.1.0 are carried over where there is no newer file.
    """

    def __init__(self, folder: Path | None = None) -> None:
        path = (folder or preferences_folder()) / FILE_NAME
        self._file = UserFile(path, MOST_NAMES)
        self._changed = {} if is_there(path) else read_older(older_file(folder))
        self._values = {**self._file.read(), **self._changed}
        self.are_new = not self._values
        """Whether nothing was stored before: the program starts for the first time."""

    def save(self) -> None:
        """Write what has changed, if anything has."""
        if self._changed:
            self._file.write({**self._file.read(), **self._changed})
            self._changed = {}

    def recent(self, kind: Recent) -> tuple[Path, ...]:
        """Files of a kind opened before that are not known to be gone, the latest first; of studies their folders."""
        files = {path: path / DEFINITION if kind is Recent.STUDIES else path for path in map(Path, self._list(kind))}
        gone = missing(files.values())
        return tuple(path for path, file in files.items() if file not in gone)

    def add_recent(self, kind: Recent, path: Path) -> None:
        """Put a file at the head of the list of its kind."""
        paths = [str(path), *(name for name in self._list(kind) if name != str(path))]
        self._write(kind, paths[:RECENT_FILES])

    def forget_recent(self, kind: Recent) -> None:
        """Empty the list of a kind."""
        self._write(kind, [])

    def folders(self) -> dict[str, str]:
        """The folder in which a dialog was left last, by the kind of file that it asks for."""
        stored = self._values.get("folders")
        return {str(kind): str(name) for kind, name in stored.items()} if isinstance(stored, dict) else {}

    def set_folders(self, folders: Mapping[str, str]) -> None:
        """Store the folders of the dialogs."""
        self._write("folders", dict(folders))

    def networks(self) -> tuple[NetworkEntry, ...]:
        """Networks of the list whose files are not known to be gone, with their names and conventions."""
        stored = self._values.get("networks")
        read = [_network_of(values) for values in stored] if isinstance(stored, list) else []
        entries = [entry for entry in read if entry is not None]
        gone = missing(entry.path for entry in entries)
        return tuple(entry for entry in entries if entry.path not in gone)

    def set_networks(self, entries: Sequence[NetworkEntry]) -> None:
        """Store the networks of the list."""
        self._write("networks", plain([network_record(entry, None) for entry in entries]))

    def settings(self) -> Settings:
        """The settings of the last run; a detector of the user's only as long as its file is unchanged."""
        try:
            settings = settings_from(self._values.get("settings"))
        except ValueError:
            settings = settings_that_can_be_read(self._values.get("settings"))
        own = settings.own_detector
        if own is not None and not _is_unchanged(own):
            return dataclasses.replace(settings, detector=Settings().detector)
        return settings

    def set_settings(self, settings: Settings) -> None:
        """Store the settings."""
        self._write("settings", settings_values(settings))

    def view(self) -> View:
        """The stored view."""
        return self._read_view()

    def set_view(self, view: View) -> None:
        """Store the view."""
        self._write("view", plain(view))

    def choice(self, name: str, default: str, possible: Sequence[str] = ()) -> str:
        """A single word stored under `name`, such as the theme; one of `possible` if any are given."""
        value = self._values.get(name)
        return value if isinstance(value, str) and value and (not possible or value in possible) else default

    def set_choice(self, name: str, value: str) -> None:
        """Store a single word."""
        self._write(name, value)

    def number(self, name: str, default: int, bounds: tuple[int, int] | None = None) -> int:
        """A whole number of at least 0 stored under `name`; the default for another, or one out of bounds."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            return default
        return value if bounds is None or bounds[0] <= value <= bounds[1] else default

    def set_number(self, name: str, value: int) -> None:
        """Store a whole number."""
        self._write(name, value)

    def role(self) -> Role:
        """Whether pictures were opened as HR or LR."""
        return Role.LR if self.choice("role", "") == Role.LR.value else Role.HR

    def reduction(self) -> Reduction:
        """How HR pictures were reduced."""
        return Reduction.MATLAB if self.choice("reduction", "") == Reduction.MATLAB.value else Reduction.PILLOW

    def degradation(self) -> Degradation:
        """What was added last to a clean picture for a network of scale 1."""
        try:
            return read_as(self._values.get("degradation"), Degradation)
        except (ValueError, SettingsError):
            return NO_DEGRADATION

    def set_degradation(self, degradation: Degradation) -> None:
        """Store what is added to a clean picture."""
        self._write("degradation", plain(degradation))

    def geometry(self, name: str) -> bytes:
        """The saved geometry of a window or splitter; empty when there is none."""
        try:
            return base64.b64decode(self.choice(GEOMETRY + name, ""), validate=True)
        except ValueError:
            return b""

    def set_geometry(self, name: str, geometry: bytes) -> None:
        """Store the geometry of a window or splitter."""
        self._write(GEOMETRY + name, base64.b64encode(geometry).decode("ascii"))

    def _read_view(self) -> View:
        """The view whose fields were stored by name; one that cannot be read keeps its default.

        Of 0.1.0, which showed several pictures side by side and the input first, what it stored for everybody is left
        out.
        """
        stored, view = self._values.get("view"), View()
        if isinstance(stored, dict) and "panes" in stored:
            stored = {name: value for name, value in stored.items() if USUAL_0_1_0.get(name) != value}
        for field, kind in get_type_hints(View).items():
            if isinstance(stored, dict) and field in stored:
                try:
                    view = dataclasses.replace(view, **{field: read_as(stored[field], kind)})
                except ValueError:
                    continue
        return view

    def _list(self, name: str) -> list[str]:
        stored = self._values.get(name)
        return [str(item) for item in stored] if isinstance(stored, list) else []

    def _write(self, name: str, value: Any) -> None:
        if self._values.get(name) != value:
            self._values[name] = self._changed[name] = value


def _is_unchanged(own: OwnDetector) -> bool:
    """Whether a detector's file is as it was; one whose drive does not answer is compared when it is loaded."""
    path = own.path
    return path is not None and asked(path.parent, lambda: sha256_of(path) == own.sha256) is not False


def _network_of(values: Any) -> NetworkEntry | None:
    """A stored entry; early versions stored its path alone. None for one that cannot be read."""
    try:
        if isinstance(values, str):
            return NetworkEntry(Path(values).stem, Path(values))
        return network_from(values, _find_nothing)
    except ValueError:
        return None


def _find_nothing(_: str) -> Path | None:
    return None
