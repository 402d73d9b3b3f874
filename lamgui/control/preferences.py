"""What outlives the program: geometry, recent files, view and settings; what cannot be read is dropped."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from lamgui.attribution.settings import values as settings_values
from lamgui.attribution.settings.settings import Settings
from lamgui.files.known_files import sha256_of
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import ColourMap, PaneContent, View
from lamgui.session.values import network_from, network_values

RECENT_FILES = 10

Value = TypeVar("Value", Settings, View)

_READERS: dict[str, Any] = {
    **settings_values.READERS,
    "colour_map": ColourMap,
    "panes": lambda names: tuple(PaneContent(name) for name in names),
    "opacity": float,
    "share": float,
    "signed": bool,
    "contour": bool,
    "common_scale": bool,
    "consensus": bool,
    "receptive_field": bool,
    "hover_curve": bool,
}


class Preferences:
    """Reads and writes what the user is used to; a broken file gives the defaults, never an error."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "lamgui", "lamgui")

    def recent_files(self) -> tuple[Path, ...]:
        """Pictures opened before, the latest first, those that still exist."""
        return tuple(path for path in map(Path, self._list("recent_files")) if _is_file(path))

    def add_recent_file(self, path: Path) -> None:
        """Put a picture at the head of the list."""
        kept = [str(path), *(name for name in self._list("recent_files") if name != str(path))]
        self._write("recent_files", kept[:RECENT_FILES])

    def forget_recent_files(self) -> None:
        """Empty the list."""
        self._write("recent_files", [])

    def networks(self) -> tuple[NetworkEntry, ...]:
        """Networks that were in the list, as they were called and fed; those whose files still exist."""
        stored = self._read("networks")
        read = [_network_of(values) for values in stored] if isinstance(stored, list) else []
        return tuple(entry for entry in read if entry is not None and _is_file(entry.path))

    def set_networks(self, entries: Sequence[NetworkEntry]) -> None:
        """Remember the networks of the list."""
        self._write("networks", [network_values(entry, None) for entry in entries])

    def settings(self) -> Settings:
        """The settings of the last run; a detector of the user's only as long as its file is what it was."""
        try:
            settings = settings_values.settings_from(self._read("settings"))
        except (LookupError, ValueError, TypeError, OverflowError, AttributeError):
            settings = self._read_value("settings", Settings())
        own = settings.own_detector
        if own is not None and (own.path is None or not _is_file(own.path) or sha256_of(own.path) != own.sha256):
            return dataclasses.replace(settings, detector=Settings().detector)
        return settings

    def set_settings(self, settings: Settings) -> None:
        """Remember the settings."""
        self._write("settings", settings_values.settings_values(settings))

    def view(self) -> View:
        """How results were shown."""
        return self._read_value("view", View())

    def set_view(self, view: View) -> None:
        """Remember how results are shown."""
        self._write("view", dataclasses.asdict(view))

    def choice(self, name: str, default: str, possible: Sequence[str] = ()) -> str:
        """A single word remembered under `name`, such as the theme; one of `possible` if any are given."""
        value = self._read(name)
        return value if isinstance(value, str) and value and (not possible or value in possible) else default

    def set_choice(self, name: str, value: str) -> None:
        """Remember a single word."""
        self._write(name, value)

    def titles(self, name: str) -> tuple[str, ...]:
        """Words remembered under `name`, such as the groups that were open; empty when there are none."""
        return tuple(self._list(name))

    def set_titles(self, name: str, titles: Sequence[str]) -> None:
        """Remember several words."""
        self._write(name, list(titles))

    def role(self) -> Role:
        """Whether pictures were opened as HR or LR."""
        return Role.LR if self.choice("role", "") == Role.LR.value else Role.HR

    def reduction(self) -> Reduction:
        """How HR pictures were reduced."""
        return Reduction.MATLAB if self.choice("reduction", "") == Reduction.MATLAB.value else Reduction.PILLOW

    def geometry(self, name: str) -> QByteArray:
        """The saved geometry of a window or splitter; empty when there is none."""
        value = self._store.value(f"geometry/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_geometry(self, name: str, geometry: QByteArray) -> None:
        """Remember the geometry of a window or splitter."""
        self._store.setValue(f"geometry/{name}", geometry)

    def _read_value(self, name: str, default: Value) -> Value:
        """A dataclass whose fields were stored by name; one that cannot be read keeps its default."""
        stored = self._read(name)
        value = default
        for field in dataclasses.fields(default):
            if isinstance(stored, dict) and field.name in stored:
                try:
                    value = dataclasses.replace(value, **{field.name: _READERS[field.name](stored[field.name])})
                except (LookupError, ValueError, TypeError, OverflowError, AttributeError):
                    continue
        return value

    def _list(self, name: str) -> list[str]:
        stored = self._read(name)
        return [str(item) for item in stored] if isinstance(stored, list) else []

    def _read(self, name: str) -> Any:
        try:
            return json.loads(str(self._store.value(name, "null")))
        except (ValueError, RecursionError):
            return None

    def _write(self, name: str, value: Any) -> None:
        self._store.setValue(name, json.dumps(value))


def _network_of(values: Any) -> NetworkEntry | None:
    """An entry; once only its path was written. None for what cannot be read."""
    try:
        if isinstance(values, str):
            return NetworkEntry(Path(values).stem, Path(values))
        return network_from(values, _find_nothing)
    except (ValueError, TypeError, KeyError):
        return None


def _find_nothing(_: str) -> Path | None:
    return None


def _is_file(path: Path) -> bool:
    """Also of names that the system refuses, and of folders that may not be entered."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
