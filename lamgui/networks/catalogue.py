"""The networks that come with the program, and how a name or a path on a command line becomes an entry."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lamgui.base.errors import NetworkError
from lamgui.base.plain_values import read_as
from lamgui.files.shipped import models_folder
from lamgui.files.toml_text import toml_values
from lamgui.imaging.colour import Colour
from lamgui.networks.downloads.folder import DownloadedNetworks
from lamgui.networks.downloads.release import Release, releases
from lamgui.networks.entry import PROGRAM, EarlierWeights, NetworkEntry, NetworkFacts
from lamgui.networks.user_code.words import split_words, trusted, with_stated, without_conventions
from lamgui.networks.value_range import ValueRange


@dataclass(frozen=True)
class Catalogue:
    """The bundled networks in the order of the file, and the name of the one that is shown at first start.

    `wide` names the network whose map reaches far, and `wide_releases` those of the authors that do; empty for none.
    `hashes` has the sha256 of each network's file by name; `earlier` the weights that former versions came with.
    """

    entries: tuple[NetworkEntry, ...]
    default: str
    wide: str = ""
    wide_releases: tuple[str, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    earlier: tuple[EarlierWeights, ...] = ()

    def __post_init__(self) -> None:
        names = {entry.name for entry in self.entries}
        for what, name in (("default", self.default), ("wide", self.wide or self.default)):
            if name not in names:
                raise ValueError(f"the {what} network '{name}' is none of those in the catalogue: add or rename it")


def bundled() -> tuple[NetworkEntry, ...]:
    """The bundled networks, by `models/catalogue.toml`."""
    return _catalogue().entries


def default_entry() -> NetworkEntry:
    """The network that is shown at first start."""
    return find(_catalogue().default)


def wide_entry() -> NetworkEntry | None:
    """The bundled network whose map reaches far: what the first start points to; None where there is none."""
    return find(_catalogue().wide) if _catalogue().wide else None


def wide_releases() -> tuple[Release, ...]:
    """The small releases of the networks' authors whose maps reach far."""
    return tuple(release for release in releases() if release.name in _catalogue().wide_releases)


def bundled_sha256(name: str) -> str | None:
    """The hash of the file of the bundled network of that name; None where no network has it."""
    return _catalogue().hashes.get(name)


def earlier_weights(sha256: str) -> EarlierWeights | None:
    """The weights with that hash, where a former version of the program came with them."""
    return next((weights for weights in _catalogue().earlier if weights.sha256 == sha256), None)


def label_of(network: NetworkFacts) -> str:
    """What a network is called in figures and tables: weights of this project are not those of a paper's authors.

    "IMDN (lamgui)" for bundled weights, "IMDN (lamgui 0.1.0)" for those of a former version, else its name alone.
    """
    if bundled_sha256(network.name) == network.sha256:
        return f"{network.name} ({PROGRAM})"
    weights = earlier_weights(network.sha256)
    return network.name if weights is None or weights.name != network.name else weights.label


def find(name_or_path: str) -> NetworkEntry:
    """The bundled or downloaded network of that name, in any case, else the file at that path.

    What stands behind it (class, arguments, weights, conventions) is left out. Raises NetworkError with what there is.
    """
    name_or_path, _ = without_conventions(name_or_path)
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
    named: str | NetworkEntry,
    scale: int | None = None,
    value_range: ValueRange | None = None,
    trust: bool = False,
    colour: Colour | None = None,
    code_root: Path | None = None,
) -> NetworkEntry:
    """A network by name or file, with what the user states of it; range and colour count only for files.

    What stands behind the file itself, as in `net.pth::range=255,channels=bgr`, goes before the arguments. With
    `trust` the user allows the file to run the code that `named` states, and modules of its root, which is `code_root`
    where that is given. Raises NetworkError.
    """
    entry, code = (named, "") if isinstance(named, NetworkEntry) else (find(named), split_words(named)[1])
    if trust and not entry.bundled and entry.own_code is None:
        entry = trusted(entry, code, code_root)
    general = {"scale": scale} if entry.bundled else {"scale": scale, "value_range": value_range, "colour": colour}
    stated: dict[str, Any] = {name: value for name, value in general.items() if value is not None}
    words = without_conventions(named)[1] if isinstance(named, str) else ""
    if words and entry.bundled:
        message = f"{entry.name} is bundled: its conventions are known, and its name stays."
        raise NetworkError(message, "State range, channels, scale and name of files only.")
    try:
        entry = replace(entry, **stated)
    except ValueError as error:
        raise NetworkError(f"{entry.name}: {error}.", "State another one, or leave it open.") from error
    return with_stated(entry, words) if words else entry


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
        record = read_as(toml_values(path), _CatalogueRecord)
        entries = tuple(_entry(network, path.parent) for network in record.network)
        hashes = {network.name: network.sha256 for network in record.network if network.sha256}
        return Catalogue(entries, record.default, record.wide, record.wide_releases, hashes, record.earlier)
    except ValueError as error:
        raise ValueError(f"{path} is not a catalogue of networks: {error}") from error


@dataclass(frozen=True)
class _NetworkRecord:
    """A bundled network as the catalogue states it."""

    name: str
    file: str
    value_range: float
    colour: Colour
    scale: int
    sha256: str = ""

    def __post_init__(self) -> None:
        if Path(self.file).name != self.file:
            raise ValueError(f"{self.file!r} is no plain name of a file")


@dataclass(frozen=True)
class _CatalogueRecord:
    """The catalogue as far as it is about bundled networks."""

    network: tuple[_NetworkRecord, ...]
    default: str
    wide: str = ""
    wide_releases: tuple[str, ...] = ()
    earlier: tuple[EarlierWeights, ...] = ()


@functools.cache
def _catalogue() -> Catalogue:
    return read_catalogue(models_folder() / "catalogue.toml")


def _entry(network: _NetworkRecord, folder: Path) -> NetworkEntry:
    return NetworkEntry(network.name, folder / network.file, True, network.value_range, network.colour, network.scale)
