"""The authors' releases in `models/catalogue.toml`: what each is, where it lies, and where that is documented."""

from __future__ import annotations

import functools
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path

from lamgui.base.plain_values import read_as
from lamgui.base.wording import bytes_in_words
from lamgui.files.shipped import models_folder
from lamgui.files.toml_text import toml_values
from lamgui.networks.downloads.transfer import is_secure

READ_BY_SPANDREL = frozenset({"Real-ESRGAN compact", "SwinIR"})
"""Architectures of the catalogue that only the extra `spandrel` reads."""

_FILE_NAME = re.compile(r"[\w-][\w.-]*\.(pth|pt|ckpt|bin|safetensors)")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Release:
    """A file with weights that its authors offer, at `url` or as `hub_file` of a repository `hub` of the hub.

    `file` is its name in the user's folder; `documented` says where its authors name that place. An unpublished
    `sha256` or `size_bytes` is None; `about_bytes` is an estimate of the size. A file that holds several
    `scales` is used at the largest.
    """

    name: str
    architecture: str
    scales: tuple[int, ...]
    training: str
    file: str
    licence: str
    paper: str
    documented: str
    url: str = ""
    hub: str = ""
    hub_file: str = ""
    sha256: str | None = None
    size_bytes: int | None = None
    about_bytes: int | None = None

    def __post_init__(self) -> None:
        if not _FILE_NAME.fullmatch(self.file):
            raise ValueError(f"{self.name}: '{self.file}' is no plain name of a checkpoint")
        if bool(self.url) == bool(self.hub) or bool(self.hub) != bool(self.hub_file):
            raise ValueError(f"{self.name}: give either url, or hub and hub_file")
        if self.url and not is_secure(self.url):
            raise ValueError(f"{self.name}: {self.url} is not an https address")
        if self.sha256 is not None and not _SHA256.fullmatch(self.sha256):
            raise ValueError(f"{self.name}: sha256 is 64 hexadecimal digits in lower case")
        if not self.scales or min(self.scales) < 1 or (self.size_bytes is not None and self.size_bytes < 1):
            raise ValueError(f"{self.name}: scales and size must be at least 1")

    @property
    def source(self) -> str:
        """The place as one text: the same for the same file."""
        return self.url or f"hub:{self.hub}/{self.hub_file}"

    @property
    def extra_in_words(self) -> str:
        """What has to be installed to read the file; empty where nothing is missing."""
        if self.architecture not in READ_BY_SPANDREL or importlib.util.find_spec("spandrel") is not None:
            return ""
        return "Is read by an extra that is not installed yet: python -m pip install 'lamgui[spandrel]'."

    @property
    def scale(self) -> int:
        """The scale at which it is used."""
        return max(self.scales)

    @property
    def scales_in_words(self) -> str:
        """All scales that the file holds."""
        return ", ".join(f"x{scale}" for scale in self.scales)

    @property
    def size_in_words(self) -> str:
        """The size of the download, as far as it is known."""
        if self.size_bytes is not None:
            return bytes_in_words(self.size_bytes)
        return "unknown" if self.about_bytes is None else f"about {bytes_in_words(self.about_bytes)}"


@functools.cache
def releases() -> tuple[Release, ...]:
    """All that the program's own catalogue lists, in its order."""
    return read_releases(models_folder() / "catalogue.toml")


def read_releases(path: Path) -> tuple[Release, ...]:
    """Read a catalogue's releases; raises ValueError naming the file and what is wrong in it."""
    try:
        read = tuple(_release(record) for record in read_as(toml_values(path), _Releases).release)
    except ValueError as error:
        raise ValueError(f"{path} is not a catalogue of networks: {error}") from error
    for what in ("name", "file"):
        taken = [getattr(release, what).casefold() for release in read]
        twice = sorted({word for word in taken if taken.count(word) > 1})
        if twice:
            raise ValueError(f"{path} has two releases with one {what}: {', '.join(twice)}")
    return read


@dataclass(frozen=True)
class _ReleaseRecord:
    """A release as the catalogue states it."""

    name: str
    architecture: str
    scale: int | tuple[int, ...]
    training: str
    licence: str
    paper: str
    documented: str
    file: str = ""
    url: str = ""
    hub: str = ""
    hub_file: str = ""
    sha256: str | None = None
    size: int | None = None
    about_size: int | None = None


@dataclass(frozen=True)
class _Releases:
    """The catalogue as far as it is about releases."""

    release: tuple[_ReleaseRecord, ...] = ()


def _release(record: _ReleaseRecord) -> Release:
    place = record.url or record.hub_file
    return Release(
        name=record.name,
        architecture=record.architecture,
        scales=record.scale if isinstance(record.scale, tuple) else (record.scale,),
        training=record.training,
        file=record.file or place.rsplit("/", 1)[-1],
        licence=record.licence,
        paper=record.paper,
        documented=record.documented,
        url=record.url,
        hub=record.hub,
        hub_file=record.hub_file,
        sha256=record.sha256,
        size_bytes=record.size,
        about_bytes=record.about_size,
    )
