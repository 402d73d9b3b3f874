"""Finds the pictures, networks and detectors that a figure or session names by hash, and says which are missing."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from lamgui.attribution.settings.settings import Settings
from lamgui.base.file_limits import SEARCHED_FILE
from lamgui.base.generators import map_reports, result_of
from lamgui.figures.recipe import FigureRecipe, MapRecipe
from lamgui.files.door import hashing
from lamgui.files.known_files import KnownFiles
from lamgui.files.shipped import sample_picture
from lamgui.imaging.picture import Picture
from lamgui.imaging.reference import read_with_reference
from lamgui.imaging.suffixes import PICTURE_SUFFIXES
from lamgui.networks.catalogue import bundled, earlier_weights
from lamgui.networks.checkpoint.bytes import NETWORK_SUFFIXES
from lamgui.networks.entry import NetworkEntry

MOST_FILES_SEARCHED = 5000
"""And folders, of one folder and all in it."""


@dataclass(frozen=True)
class NeededFile:
    """A file that is needed: its name, its hash, and whether it is a picture, a network or a detector."""

    name: str
    sha256: str
    kind: str


@dataclass(frozen=True)
class Located:
    """Where the files are, by hash, and those that were not found."""

    files: Mapping[str, Path]
    missing: tuple[NeededFile, ...]


def needed_by(recipe: FigureRecipe) -> tuple[NeededFile, ...]:
    """The pictures, networks and detectors of a figure, each once."""
    needed: dict[str, NeededFile] = {}
    for record in recipe.maps:
        needed.setdefault(record.picture_sha256, NeededFile(record.picture_name, record.picture_sha256, "picture"))
        if (reference := record.reference_sha256) is not None:
            needed.setdefault(reference, NeededFile(record.reference_name, reference, "picture"))
        needed.setdefault(record.network_sha256, NeededFile(_network_name(record), record.network_sha256, "network"))
        if (own := record.settings.own_detector) is not None:
            needed.setdefault(own.sha256, NeededFile(own.file_name, own.sha256, "detector"))
    return tuple(needed.values())


def _network_name(record: MapRecipe) -> str:
    """The name of a map's network; of weights that came with another version of the program, with that version."""
    weights = earlier_weights(record.network_sha256)
    return record.network_name if weights is None else weights.label


def read_again(record: MapRecipe, files: Mapping[str, Path]) -> Picture:
    """A map's picture, read as it was, with its reference; raises PictureError."""
    reference = None if record.reference_sha256 is None else files[record.reference_sha256]
    return read_with_reference(files[record.picture_sha256], reference, record.reading_again)


def entry_of(record: MapRecipe, found: Path | NetworkEntry) -> NetworkEntry:
    """The entry of a map's network, with the recorded conventions: of a file, or of an entry with its code."""
    entry = NetworkEntry(record.network_name, found) if isinstance(found, Path) else found
    return replace(
        entry,
        name=record.network_name,
        value_range=record.value_range,
        colour=record.colour,
        scale=record.scale,
        output=record.output or None,
        noise_sigma=record.noise_sigma,
    )


def settings_of(record: MapRecipe, files: Mapping[str, Path]) -> Settings:
    """The settings of a map, with the present path of the user's detector."""
    own = record.settings.own_detector
    if own is None:
        return record.settings
    return replace(record.settings, own_detector=replace(own, path=files[own.sha256]))


@dataclass(frozen=True)
class Looking:
    """How far the search is: the file or folder that is looked at, and how much of all files was hashed."""

    path: Path
    hashed_bytes: int


def locate(
    needed: Sequence[NeededFile], known_files: KnownFiles, files: Iterable[Path] = (), folders: Iterable[Path] = ()
) -> Located:
    """Do all of `looking_for` at once."""
    return result_of(looking_for(needed, known_files, files, folders))


def looking_for(
    needed: Sequence[NeededFile], known_files: KnownFiles, files: Iterable[Path] = (), folders: Iterable[Path] = ()
) -> Generator[Looking, None, Located]:
    """Look among the given files, those of the program, those opened before, and in folders.

    A file counts only if it has the hash. In folders those are hashed first that are called as one that is needed, then
    those that end like one, then all others, until nothing is missing. Each report is a chance to stop.
    """
    search = _Search(needed)
    for path in (*files, sample_picture(), *(entry.path for entry in bundled())):
        yield from search.offer(path)
    for sha256 in tuple(search.missing):
        path_known = known_files.find(sha256)
        if path_known is not None:
            search.take(sha256, path_known)
    for folder in folders:
        yield from search.look_in(folder)
    return Located(search.paths, tuple(search.missing.values()))


class _Search:
    """What was found so far, and what is missing."""

    def __init__(self, needed: Sequence[NeededFile]) -> None:
        self.missing = {one.sha256: one for one in needed}
        self.paths: dict[str, Path] = {}
        self._hashed_bytes = 0

    def take(self, sha256: str, path: Path) -> None:
        """A file that is needed lies there."""
        self.paths[sha256] = path
        del self.missing[sha256]

    def offer(self, path: Path) -> Generator[Looking, None, None]:
        """Hash a file, as long as one is missing."""
        if not self.missing:
            return
        before_bytes = self._hashed_bytes
        yield Looking(path, before_bytes)
        sha256 = yield from map_reports(hashing(path), lambda hashed: self._counted(path, before_bytes + hashed))
        if sha256 in self.missing:
            self.take(sha256, path)

    def look_in(self, folder: Path) -> Generator[Looking, None, None]:
        """Hash the files of a folder, the likeliest first."""
        if not self.missing:
            return
        found = yield from _files_in(folder)
        wanted = tuple(self.missing.values())
        for path in sorted(found, key=lambda path: _likeness(path, wanted)):
            yield from self.offer(path)

    def _counted(self, path: Path, hashed_bytes: int) -> Looking:
        self._hashed_bytes = hashed_bytes
        return Looking(path, hashed_bytes)


_ENDINGS = {"picture": PICTURE_SUFFIXES, "network": tuple(NETWORK_SUFFIXES), "detector": (".py",)}


def _likeness(path: Path, missing: Sequence[NeededFile]) -> int:
    """0 for a file of a name that is looked for, 1 for an ending, 2 for any other."""
    names = {path.name.casefold(), path.stem.casefold()}
    if any(one.name.casefold() in names for one in missing):
        return 0
    return 1 if any(path.suffix.lower() in _ENDINGS[one.kind] for one in missing) else 2


def _files_in(folder: Path) -> Generator[Looking, None, list[Path]]:
    """Files of a folder and its subfolders that are not too large, the nearest first; a bounded number."""
    files: list[Path] = []
    waiting, seen = deque([folder]), 0
    while waiting and seen < MOST_FILES_SEARCHED:
        inside = waiting.popleft()
        yield Looking(inside, 0)
        with suppress(OSError), os.scandir(inside) as entries:
            for entry in sorted(itertools.islice(entries, MOST_FILES_SEARCHED - seen), key=lambda entry: entry.name):
                seen += 1
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    elif entry.is_file() and entry.stat().st_size <= SEARCHED_FILE.bytes:
                        files.append(Path(entry.path))
    return files
