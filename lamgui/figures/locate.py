"""Finds the pictures, networks and detectors that a figure or session names by their hash, and says which are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lamgui.attribution.settings.settings import Settings
from lamgui.figures.recipe import FigureRecipe, MapRecipe
from lamgui.files.known_files import KnownFiles, sha256_of
from lamgui.files.shipped import sample_picture
from lamgui.networks.catalogue import bundled
from lamgui.networks.entry import NetworkEntry

MOST_FILES_SEARCHED = 5000
LARGEST_SEARCHED_BYTES = 2 << 30


@dataclass(frozen=True)
class NeededFile:
    """A file that is needed: what it was called, its hash, and whether it is a picture, a network or a detector."""

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
    wanted: dict[str, NeededFile] = {}
    for one in recipe.maps:
        wanted.setdefault(one.picture_sha256, NeededFile(one.picture_name, one.picture_sha256, "picture"))
        wanted.setdefault(one.network_sha256, NeededFile(one.network_name, one.network_sha256, "network"))
        if (own := one.settings.own_detector) is not None:
            wanted.setdefault(own.sha256, NeededFile(own.file_name, own.sha256, "detector"))
    return tuple(wanted.values())


def entry_of(one: MapRecipe, path: Path) -> NetworkEntry:
    """The network of a map as it was read then."""
    return NetworkEntry(one.network_name, path, value_range=one.value_range, colour=one.colour, scale=one.scale)


def settings_of(one: MapRecipe, files: Mapping[str, Path]) -> Settings:
    """The settings of a map, a detector of the user's where its file lies now."""
    own = one.settings.own_detector
    if own is None:
        return one.settings
    return replace(one.settings, own_detector=replace(own, path=files[own.sha256]))


def locate(
    wanted: Sequence[NeededFile], known: KnownFiles, given: Iterable[Path] = (), folders: Iterable[Path] = ()
) -> Located:
    """Look among the files given, what comes with the program, what was opened before, and in folders.

    A file counts only if it has the hash.
    """
    left = {one.sha256: one for one in wanted}
    found: dict[str, Path] = {}

    def offer(path: Path) -> None:
        sha256 = sha256_of(path) if left else None
        if sha256 in left:
            found[sha256] = path
            del left[sha256]

    for path in (*given, sample_picture(), *(entry.path for entry in bundled())):
        offer(path)
    for sha256 in tuple(left):
        path_known = known.find(sha256)
        if path_known is not None:
            found[sha256] = path_known
            del left[sha256]
    for folder in folders:
        for path in _files_in(folder):
            offer(path)
    return Located(found, tuple(left.values()))


def _files_in(folder: Path) -> list[Path]:
    """Files of a folder and its folders, a bounded number, those that are not too large."""
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
