"""Fetches one file: with progress, resumed where it stopped, under its final name only once its hash is right."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from lamgui.base.errors import DownloadError
from lamgui.base.full_disk import FULL
from lamgui.base.generators import replace_reports
from lamgui.base.wording import bytes_in_words
from lamgui.networks.downloads.transfer import GO_ON_ADVICE, Transfer, transferring
from lamgui.networks.downloads.unfinished import PartialFile

TURN_S = 0.05
"""Between two reports of progress, each of which is a chance to cancel."""

SPEED_OVER_S = 3.0
_CHUNK_BYTES = 1 << 20
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


@dataclass(frozen=True)
class Fetched:
    """A file that lies under its final name; `is_whole` where a stated length or hash says that nothing is missing."""

    sha256: str
    is_whole: bool


def fetch(file: FileToFetch, target: Path) -> Generator[FetchProgress, None, Fetched]:
    """Fetch a file to `target`, whose folder is made; what counts is the hash of what lies on the disk.

    What arrived before the generator was closed, or before an error, stays beside the target, and the next fetch
    continues from there. A file with another hash than expected is deleted. Where another program fetches the same
    file, this waits for it. Raises DownloadError.
    """
    yield FetchProgress(0, file.size_bytes)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(target.with_name(f"{target.name}.lock"), timeout=0, thread_local=False)
        while not _is_taken(lock):
            yield FetchProgress(0, file.size_bytes)
            time.sleep(TURN_S)
        try:
            return (yield from _fetched_alone(file, target))
        finally:
            # Removed while it is held: whoever waits for it looks for the file again.
            Path(lock.lock_file).unlink(missing_ok=True)
            lock.release()
    except OSError as error:
        raise _not_written(target, error) from error


def _is_taken(lock: FileLock) -> bool:
    """Take the lock, which ends with this program, unless another one holds it."""
    try:
        lock.acquire()
    except Timeout:
        return False
    return True


def _fetched_alone(file: FileToFetch, target: Path) -> Generator[FetchProgress, None, Fetched]:
    # Another program may have fetched it while this one waited.
    if file.sha256 is not None and target.is_file() and (yield from _hash_of(target)) == file.sha256:
        return Fetched(file.sha256, is_whole=True)
    part = PartialFile(target, file.source)
    total_bytes = yield from _completed(part, file, target)
    sha256 = yield from _hash_of(part.path)
    if file.sha256 is not None and sha256 != file.sha256:
        part.discard()
        raise _another_file(target, file, sha256)
    part.complete()
    return Fetched(sha256, is_whole=file.sha256 is not None or total_bytes is not None)


def _hash_of(path: Path) -> Generator[FetchProgress, None, str]:
    digest, size_bytes = hashlib.sha256(), path.stat().st_size
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK_BYTES):
            digest.update(piece)
            yield FetchProgress(stream.tell(), size_bytes)
    return digest.hexdigest()


def _completed(part: PartialFile, file: FileToFetch, target: Path) -> Generator[FetchProgress, None, int | None]:
    """Fetch what is missing of a part; returns the length of the whole file, where somebody states it."""
    # Without a validator or a hash, parts of two versions of a file could be joined unnoticed.
    start = part.size_bytes if part.validator or file.sha256 is not None else 0
    with transferring(file.url, start, part.validator) as opening:
        transfer = yield from replace_reports(FetchProgress(start, file.size_bytes), opening)
        if transfer.start == 0:
            part.begin(transfer.validator)
        total_bytes = transfer.total_bytes or file.size_bytes
        _require_room(target, transfer.start, total_bytes)
        received_bytes = yield from _appended(part, transfer, total_bytes)
    if total_bytes is not None and received_bytes < total_bytes:
        share = f"{bytes_in_words(received_bytes)} of {bytes_in_words(total_bytes)}"
        raise DownloadError(f"The connection broke after {share} of {target.name}.", GO_ON_ADVICE)
    return total_bytes


def _appended(part: PartialFile, transfer: Transfer, total_bytes: int | None) -> Generator[FetchProgress, None, int]:
    """Append the bytes received to a part; returns its length at the end."""
    received_bytes, speed = transfer.start, _Speed()
    turn_s = time.monotonic()
    with part.append() as file:
        for piece in transfer.pieces:
            if piece is not None:
                file.write(piece)
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
    if error.errno in FULL:
        return DownloadError(
            f"The disk is full: {target.name} does not fit.", "Make room and get it again.", str(error)
        )
    message = f"{target.parent} cannot be written to: {error.strerror or error}."
    return DownloadError(message, "Allow it, or choose another folder for the user's data.", str(error))
