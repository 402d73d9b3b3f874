"""What the catalogue's dialog shows of each network: the bundled ones, then the authors' releases."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lamgui.base.wording import bytes_in_words
from lamgui.networks.catalogue import bundled
from lamgui.networks.downloads.folder import DownloadedNetworks, Status
from lamgui.networks.downloads.release import Release
from lamgui.networks.entry import NetworkEntry

UNVERIFIED = (
    "Nobody has published the file's sha256. That of the first download is recorded, and a later file with another "
    "one is refused."
)
VERIFIED = "The file's sha256 is known. A file with another one is deleted before anything reads it."


@dataclass(frozen=True)
class CatalogueRow:
    """A line of the table: its texts and sort keys by column, and its network."""

    texts: tuple[str, ...]
    keys: tuple[str | int, ...]
    details: tuple[str, ...]
    release: Release | None = None
    """None for a network that comes with the program."""
    status: Status = Status.HERE

    @property
    def name(self) -> str:
        """Name of the network."""
        return self.texts[0]


@dataclass(frozen=True)
class ColumnHeading:
    """A heading and what it means."""

    title: str
    tip: str


COLUMNS = (
    ColumnHeading("Network", "What the network is called in the list, and on the command line."),
    ColumnHeading("Scale", "How many times it enlarges; of a file that holds several, the largest is used."),
    ColumnHeading("Trained on", "The pictures that it learnt from."),
    ColumnHeading("Size", "Of the file; about, where only the number of parameters is known."),
    ColumnHeading("Licence", "Of the project that released it; ask its authors where none is stated."),
    ColumnHeading("Status", "Whether it is here; unverified, where nobody has published the file's sha256."),
)


def catalogue_rows(
    downloaded: DownloadedNetworks, coming: Release | None = None, waiting: Collection[Release] = ()
) -> list[CatalogueRow]:
    """The rows in their present state."""
    rows = [_bundled_row(entry) for entry in bundled()]
    for release in downloaded.releases:
        word = "downloading" if release == coming else "waiting" if release in waiting else ""
        rows.append(_release_row(release, downloaded.status_of(release), word))
    return rows


def _bundled_row(entry: NetworkEntry) -> CatalogueRow:
    size_bytes, scale = entry.path.stat().st_size, entry.scale or 0
    texts = (entry.name, f"×{scale}", "by this project", bytes_in_words(size_bytes), "MIT", Status.HERE.value)
    keys = (entry.name.casefold(), scale, texts[2], size_bytes, texts[4], texts[5])
    card = entry.path.with_suffix(".md")
    return CatalogueRow(texts, keys, ("Comes with the program.", f"How it was trained, and how good it is: {card}"))


def _release_row(release: Release, status: Status, word: str) -> CatalogueRow:
    unverified = "" if release.sha256 is not None else ", unverified"
    shown = f"{word or status}{unverified}"
    scales = ", ".join(f"×{scale}" for scale in release.scales)
    texts = (release.name, scales, release.training, release.size_in_words, release.licence, shown)
    size_bytes = release.size_bytes or release.about_bytes or 0
    keys = (release.name.casefold(), release.scale, release.training, size_bytes, release.licence, shown)
    details = (
        f"{release.architecture}, {release.paper}",
        f"From {release.url or f'the hub, {release.hub}: {release.hub_file}'}",
        f"Named in: {release.documented}",
        VERIFIED if release.sha256 is not None else UNVERIFIED,
        *([release.extra_in_words] if release.extra_in_words else []),
    )
    return CatalogueRow(texts, keys, details, release, status)
