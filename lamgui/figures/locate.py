"""Finds the pictures, networks and detectors that a figure or session names by hash, and says which are missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lamgui.attribution.settings.settings import Settings
from lamgui.figures.recipe import FigureRecipe, MapRecipe
from lamgui.files.door import sha256_of
from lamgui.files.known_files import KnownFiles
from lamgui.files.shipped import sample_picture
from lamgui.imaging.picture import Picture
from lamgui.imaging.reference import read_with_reference
from lamgui.networks.catalogue import bundled, earlier_weights
from lamgui.networks.entry import NetworkEntry

MOST_FILES_SEARCHED = 5000
LARGEST_SEARCHED_BYTES = 2 << 30


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


def entry_of(record: MapRecipe, path: Path) -> NetworkEntry:
    """The entry of a map's network, with the recorded conventions."""
    return NetworkEntry(
        record.network_name,
        path,
        value_range=record.value_range,
        colour=record.colour,
        scale=record.scale,
        output=record.output or None,
    )


def settings_of(record: MapRecipe, files: Mapping[str, Path]) -> Settings:
    """The settings of a map, with the present path of the user's detector."""
    own = record.settings.own_detector
    if own is None:
        return record.settings
    return replace(record.settings, own_detector=replace(own, path=files[own.sha256]))


def locate(
    needed: Sequence[NeededFile], known_files: KnownFiles, files: Iterable[Path] = (), folders: Iterable[Path] = ()
) -> Located:
    """Look among the given files, those of the program, those opened before, and in folders.

    A file counts only if it has the hash.
    """
    missing = {one.sha256: one for one in needed}
    paths: dict[str, Path] = {}

    def offer(path: Path) -> None:
        sha256 = sha256_of(path) if missing else None
        if sha256 in missing:
            paths[sha256] = path
            del missing[sha256]

    for path in (*files, sample_picture(), *(entry.path for entry in bundled())):
        offer(path)
    for sha256 in tuple(missing):
        path_known = known_files.find(sha256)
        if path_known is not None:
            paths[sha256] = path_known
            del missing[sha256]
    for folder in folders:
        for path in _files_in(folder):
            offer(path)
    return Located(paths, tuple(missing.values()))


def _files_in(folder: Path) -> list[Path]:
    """Files of a folder and its subfolders that are not too large; a bounded number."""
    files: list[Path] = []
    try:
        for path in sorted(folder.rglob("*")):
            if len(files) >= MOST_FILES_SEARCHED:
                break
            if path.is_file() and path.stat().st_size <= LARGEST_SEARCHED_BYTES:
                files.append(path)
    except OSError:
        return files
    return files
