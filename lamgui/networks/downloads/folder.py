"""The releases in the user's data folder: where each lies, what is known of it, and the hash of its first download."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from lamgui.base.errors import DownloadError
from lamgui.files.json_store import UserFile
from lamgui.files.user_folders import user_folder
from lamgui.networks.downloads.release import Release, releases
from lamgui.networks.downloads.unfinished import PartialFile, part_of
from lamgui.networks.entry import NetworkEntry

MOST_PINS = 1000


class Status(StrEnum):
    """Whether a network is on this machine."""

    HERE = "here"
    """It comes with the program."""
    DOWNLOADED = "downloaded"
    PARTLY = "partly downloaded"
    NOT_HERE = "not here"


class DownloadedNetworks:
    """The folder `networks` in the user's data folder `home`, and the record of its files."""

    def __init__(self, home: Path | None = None, offered: tuple[Release, ...] | None = None) -> None:
        home = home or user_folder()
        self.folder = home / "networks"
        self.releases = releases() if offered is None else offered
        self._pins = UserFile(home / "downloads.json", MOST_PINS)

    def path_of(self, release: Release) -> Path:
        """Where the release lies, or will lie once it is downloaded."""
        return self.folder / release.file

    def status_of(self, release: Release) -> Status:
        """Whether it is here."""
        path = self.path_of(release)
        if path.is_file():
            return Status.DOWNLOADED
        return Status.PARTLY if part_of(path).is_file() else Status.NOT_HERE

    def size_bytes_of(self, release: Release) -> int:
        """Its size on disk, complete or not."""
        path = self.path_of(release)
        return sum(file.stat().st_size for file in (path, part_of(path)) if file.is_file())

    def delete(self, release: Release) -> None:
        """Delete it, complete or not; the hash of its first download stays recorded. Raises DownloadError."""
        path = self.path_of(release)
        try:
            path.unlink(missing_ok=True)
            PartialFile(path, release.source).discard()
        except OSError as error:
            message = f"{path} cannot be deleted: {error.strerror or error}."
            raise DownloadError(message, "Close what uses it, or allow it, and try again.", str(error)) from error

    def entry_of(self, release: Release) -> NetworkEntry:
        """What to load, under the release's name."""
        return NetworkEntry(release.name, self.path_of(release), scale=release.scale)

    def find(self, name: str) -> NetworkEntry | None:
        """The downloaded network of that name, in any case."""
        release = self.release_named(name)
        return None if release is None or self.status_of(release) is not Status.DOWNLOADED else self.entry_of(release)

    def release_named(self, name: str) -> Release | None:
        """The release of that name, in any case, here or not."""
        return next((release for release in self.releases if release.name.casefold() == name.casefold()), None)

    def expected_sha256(self, release: Release) -> str | None:
        """The published hash, else that of the first download; None where neither is known."""
        if release.sha256 is not None:
            return release.sha256
        pinned = self._pins.read().get(release.source)
        return pinned if isinstance(pinned, str) else None

    def pin(self, release: Release, sha256: str) -> None:
        """Record the hash of the first download of a release without a published one."""
        pins = self._pins.read()
        if release.sha256 is None and release.source not in pins:
            self._pins.write({**pins, release.source: sha256})
