"""The networks that come with the program, and how a name or a path on a command line becomes an entry."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lamgui.base.errors import NetworkError
from lamgui.files.shipped import models_folder
from lamgui.imaging.colour import Colour
from lamgui.networks.downloads.folder import DownloadedNetworks
from lamgui.networks.entry import NetworkEntry
from lamgui.networks.user_code.words import split_words, trusted


@dataclass(frozen=True)
class Catalogue:
    """The bundled networks in the order of the file, and the name of the one that is shown at first start."""

    entries: tuple[NetworkEntry, ...]
    default: str

    def __post_init__(self) -> None:
        if self.default not in {entry.name for entry in self.entries}:
            raise ValueError(
                f"the default network '{self.default}' is none of those in the catalogue: add or rename it"
            )


def bundled() -> tuple[NetworkEntry, ...]:
    """The bundled networks, by `models/catalogue.toml`."""
    return _catalogue().entries


def default_entry() -> NetworkEntry:
    """The network that is shown at first start."""
    return find(_catalogue().default)


def find(name_or_path: str) -> NetworkEntry:
    """The bundled or downloaded network of that name, in any case, else the file at that path.

    Class, arguments and weights after the path are left out. Raises NetworkError listing what there is.
    """
    for entry in bundled():
        if entry.name.casefold() == name_or_path.casefold():
            return entry
    downloaded = DownloadedNetworks()
    entry_got = downloaded.find(name_or_path)
    if entry_got is not None:
        return entry_got
    path = _file_at(split_words(name_or_path)[0])
    if path is not None:
        return NetworkEntry(path.stem or str(path), path)
    release = downloaded.release_named(name_or_path)
    if release is not None:
        raise NetworkError(f"{release.name} is not downloaded yet.", f"Get it: lamgui networks --get {release.name}")
    names = ", ".join(entry.name for entry in bundled())
    raise NetworkError(
        f"'{name_or_path}' is neither a bundled network nor a file.",
        f"Bundled are {names}; or give a checkpoint's path.",
    )


def entry_named(
    named: str | NetworkEntry, scale: int | None = None, value_range: float | None = None, trust: bool = False
) -> NetworkEntry:
    """A network by name or file, with what the user states of it; a range counts only for files.

    With `trust` the user allows the file to run the code that `named` states. Raises NetworkError.
    """
    entry, code = (named, "") if isinstance(named, NetworkEntry) else (find(named), split_words(named)[1])
    if trust and not entry.bundled and entry.own_code is None:
        entry = trusted(entry, code)
    if value_range is not None and not entry.bundled:
        entry = replace(entry, value_range=value_range)
    return entry if scale is None else replace(entry, scale=scale)


def _file_at(text: str) -> Path | None:
    """The absolute path, which holds from every folder, of a file or folder that is there."""
    try:
        path = Path(text).expanduser().absolute()
        return path if text and path.exists() else None
    except (OSError, RuntimeError, ValueError):
        return None


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue; raises ValueError naming the file and what is wrong in it."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = tuple(_entry(network, path.parent) for network in table["network"])
        return Catalogue(entries, table["default"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not a catalogue of networks: {error!r}") from error


@functools.cache
def _catalogue() -> Catalogue:
    return read_catalogue(models_folder() / "catalogue.toml")


def _entry(network: dict[str, Any], folder: Path) -> NetworkEntry:
    return NetworkEntry(
        name=network["name"],
        path=folder / network["file"],
        bundled=True,
        value_range=float(network["value_range"]),
        colour=Colour(network["colour"]),
        scale=network["scale"],
    )
