"""Gets releases of the catalogue on the command line, with progress on standard error, and deletes them."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence

from lamgui.base.errors import DownloadError
from lamgui.base.generators import result_of
from lamgui.base.wording import bytes_in_words, transfer_in_words
from lamgui.cli.terminal import ProgressLine, run_each, write_result
from lamgui.networks.downloads.download import download
from lamgui.networks.downloads.fetch import FetchProgress
from lamgui.networks.downloads.folder import DownloadedNetworks, Status
from lamgui.networks.downloads.release import Release
from lamgui.networks.entry import NetworkEntry


def get_all(names: Sequence[str], as_json: bool) -> int:
    """Download each release; one that fails is reported and the others go on. Returns the exit status."""
    downloaded = DownloadedNetworks()

    def get(name: str) -> None:
        entry = got(_named(name, downloaded), downloaded, ProgressLine())
        report = {"name": entry.name, "path": str(entry.path)}
        write_result(json.dumps(report) if as_json else f"{entry.name}: {entry.path}")

    return run_each(names, get, lambda _: "lamgui networks")


def delete_all(names: Sequence[str], as_json: bool) -> int:
    """Delete each release from the disk, and print which file that was. Returns the exit status."""
    downloaded = DownloadedNetworks()

    def delete(name: str) -> None:
        release = _named(name, downloaded)
        size_bytes = _deleted(release, downloaded)
        path = str(downloaded.path_of(release))
        report = {"name": release.name, "path": path, "deleted_bytes": size_bytes}
        words = f"{release.name}: deleted {path} ({bytes_in_words(size_bytes)})"
        write_result(json.dumps(report) if as_json else words)

    return run_each(names, delete, lambda _: "lamgui networks")


def got(release: Release, downloaded: DownloadedNetworks, progress: ProgressLine) -> NetworkEntry:
    """Get one release, and show how far it is; raises DownloadError."""

    def show(report: FetchProgress) -> None:
        words = transfer_in_words(report.received_bytes, report.total_bytes, report.bytes_per_s)
        progress.show(f"{release.name} {words}")

    try:
        return result_of(download(release, downloaded), show)
    finally:
        progress.clear()


def _deleted(release: Release, downloaded: DownloadedNetworks) -> int:
    """Delete one; gives its size in bytes, and raises DownloadError where it is not here or cannot be deleted."""
    if downloaded.status_of(release) is Status.NOT_HERE:
        raise DownloadError(f"{release.name} is not downloaded: there is nothing to delete.")
    size_bytes = downloaded.size_bytes_of(release)
    downloaded.delete(release)
    return size_bytes


def _named(name: str, downloaded: DownloadedNetworks) -> Release:
    release = downloaded.release_named(name)
    if release is not None:
        return release
    names = [release.name for release in downloaded.releases]
    near = difflib.get_close_matches(name, names, n=3)
    advice = f"Did you mean {' or '.join(near)}?" if near else "`lamgui networks` lists what there is."
    raise DownloadError(f"The catalogue has no '{name}'.", advice)
