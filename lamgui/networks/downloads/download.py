"""Gets a release into the user's folder: finds it on the hub where needed, and checks its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

from lamgui.base.errors import DownloadError
from lamgui.networks.downloads.fetch import FetchProgress, FileToFetch, fetch
from lamgui.networks.downloads.folder import DownloadedNetworks, Status
from lamgui.networks.downloads.hub import locate_on_hub
from lamgui.networks.downloads.release import Release
from lamgui.networks.entry import NetworkEntry

_CHUNK_BYTES = 1 << 20


def download(release: Release, downloaded: DownloadedNetworks) -> Generator[FetchProgress, None, NetworkEntry]:
    """Download a release, or continue a download; a file that is here already is only checked. Returns what to load.

    A release without a published hash is compared with that of its first download. Raises DownloadError.
    """
    yield FetchProgress(0, release.size_bytes)
    expected = downloaded.expected_sha256(release)
    known_from = "the catalogue" if release.sha256 is not None else "the first download"
    if downloaded.status_of(release) is Status.DOWNLOADED:
        if expected is not None:
            yield from _checked(downloaded.path_of(release), expected, known_from)
        return downloaded.entry_of(release)
    wanted = FileToFetch(release.url, release.source, expected, known_from, release.size_bytes)
    try:
        if release.hub:
            wanted = _on_hub(release, wanted)
        fetched = yield from fetch(wanted, downloaded.path_of(release))
    except DownloadError as error:
        details = f"{error.details}\n{release.name} is described in: {release.documented}".strip()
        raise DownloadError(f"{release.name}: {error.message}", error.advice, details) from error
    if fetched.is_whole:
        # The hash of a file of which nobody knows whether it ended too early is held against no later one.
        downloaded.pin(release, fetched.sha256)
    return downloaded.entry_of(release)


def _on_hub(release: Release, wanted: FileToFetch) -> FileToFetch:
    """Where the hub has the file now, with the hub's hash where the catalogue has none."""
    found = locate_on_hub(release.hub, release.hub_file)
    size_bytes = found.size_bytes or wanted.size_bytes
    if wanted.sha256 is not None:
        return replace(wanted, url=found.url, size_bytes=size_bytes)
    return replace(wanted, url=found.url, size_bytes=size_bytes, sha256=found.sha256, known_from="the hub")


def _checked(path: Path, expected: str, known_from: str) -> Generator[FetchProgress, None, None]:
    """Hash a file that is here already; raises DownloadError if the hash is another."""
    digest, size_bytes = hashlib.sha256(), path.stat().st_size
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            digest.update(piece)
            yield FetchProgress(file.tell(), size_bytes)
    if digest.hexdigest() != expected:
        message = f"{path} is not the file that {known_from} names: its sha256 is another one."
        raise DownloadError(message, "Rename or delete it, then get it again.", f"wanted {expected}")
