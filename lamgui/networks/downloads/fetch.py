"""Fetches one file: with progress, resumed where it stopped, under its final name only once its hash is right."""

from __future__ import annotations

import errno
import hashlib
import shutil
import time
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from lamgui.base.errors import DownloadError
from lamgui.base.wording import bytes_in_words
from lamgui.networks.downloads.transfer import GO_ON_ADVICE, Transfer, transferring
from lamgui.networks.downloads.unfinished import PartialFile

TURN_S = 0.05
"""Between two reports of progress, each of which is a chance to cancel."""

SPEED_OVER_S = 3.0
LARGEST_BYTES = 4 << 30
"""No network that the program could load is larger."""


@dataclass(frozen=True)
class FetchProgress:
    """How much of a file is here, and how fast the rest comes; both are unknown before the server answers."""

    received_bytes: int
    total_bytes: int | None = None
    bytes_per_s: float | None = None


@dataclass(frozen=True)
class FileToFetch:
    """A file to fetch: its present address, its lasting identity (`source`), and what is known of it.

    `known_from` names, in words, who published its hash.
    """

    url: str
    source: str
    sha256: str | None = None
    known_from: str = "the catalogue"
    size_bytes: int | None = None


def fetch(file: FileToFetch, target: Path) -> Generator[FetchProgress, None, str]:
    """Fetch a file to `target`, whose folder is made; returns its sha256.

    What arrived before the generator was closed, or before an error, stays beside the target, and the next fetch
    continues from there. A file with another hash than expected is deleted. Raises DownloadError.
    """
    yield FetchProgress(0, file.size_bytes)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = PartialFile(target, file.source)
        digest = yield from _completed(part, file, target)
        sha256 = digest.hexdigest()
        if file.sha256 is not None and sha256 != file.sha256:
            part.discard()
            raise _another_file(target, file, sha256)
        part.complete()
    except OSError as error:
        raise _not_written(target, error) from error
    return sha256


def _completed(part: PartialFile, file: FileToFetch, target: Path) -> Generator[FetchProgress, None, hashlib._Hash]:
    """Fetch what is missing of a part; returns the hash of all of it."""
    digest = hashlib.sha256()
    # Without a validator or a hash, parts of two versions of a file could be joined unnoticed.
    start = part.size_bytes if part.validator or file.sha256 is not None else 0
    for hashed_bytes in part.hashed(digest) if start else ():
        yield FetchProgress(hashed_bytes, file.size_bytes)
    with transferring(file.url, start, part.validator) as transfer:
        if transfer.start == 0:
            part.begin(transfer.validator)
            digest = hashlib.sha256()
        total_bytes = transfer.total_bytes or file.size_bytes
        _require_room(target, transfer.start, total_bytes)
        received_bytes = yield from _appended(part, transfer, total_bytes, digest)
    if total_bytes is not None and received_bytes < total_bytes:
        share = f"{bytes_in_words(received_bytes)} of {bytes_in_words(total_bytes)}"
        raise DownloadError(f"The connection broke after {share} of {target.name}.", GO_ON_ADVICE)
    return digest


def _appended(
    part: PartialFile, transfer: Transfer, total_bytes: int | None, digest: hashlib._Hash
) -> Generator[FetchProgress, None, int]:
    """Append the bytes received to a part; returns its length at the end."""
    received_bytes, speed = transfer.start, _Speed()
    turn_s = time.monotonic()
    with part.append() as file:
        for piece in transfer.pieces:
            if piece is not None:
                file.write(piece)
                digest.update(piece)
                received_bytes += len(piece)
                if received_bytes > min(total_bytes or LARGEST_BYTES, LARGEST_BYTES):
                    raise DownloadError("The server sends more than the file can hold.", "Try again later.")
            now_s = time.monotonic()
            if piece is None or now_s - turn_s >= TURN_S:
                turn_s = now_s
                yield FetchProgress(received_bytes, total_bytes, speed.at(now_s, received_bytes))
    return received_bytes


class _Speed:
    """Bytes per second over the last moments."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def at(self, now_s: float, received_bytes: int) -> float | None:
        """The speed, after the last of several reports; None at the first."""
        self._seen.append((now_s, received_bytes))
        while len(self._seen) > 2 and now_s - self._seen[0][0] > SPEED_OVER_S:
            self._seen.popleft()
        began_s, bytes_then = self._seen[0]
        return (received_bytes - bytes_then) / (now_s - began_s) if now_s > began_s else None


def _require_room(target: Path, here_bytes: int, total_bytes: int | None) -> None:
    free_bytes = shutil.disk_usage(target.parent).free
    if total_bytes is not None and total_bytes - here_bytes > free_bytes:
        raise DownloadError(
            f"There is no room for {target.name} in {target.parent}: {bytes_in_words(total_bytes - here_bytes)} are "
            f"needed, {bytes_in_words(free_bytes)} are free.",
            "Make room and get it again.",
        )


def _another_file(target: Path, wanted: FileToFetch, sha256: str) -> DownloadError:
    details = f"wanted {wanted.sha256}\ncame   {sha256}\nfrom   {wanted.url}"
    message = (
        f"The file is not the {target.name} that {wanted.known_from} names: its sha256 is another. It was deleted."
    )
    return DownloadError(message, "Try again; if it stays so, the file was replaced where it lies.", details)


def _not_written(target: Path, error: OSError) -> DownloadError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DownloadError(
            f"The disk is full: {target.name} does not fit.", "Make room and get it again.", str(error)
        )
    message = f"{target.parent} cannot be written to: {error.strerror or error}."
    return DownloadError(message, "Allow it, or choose another folder for the user's data.", str(error))
