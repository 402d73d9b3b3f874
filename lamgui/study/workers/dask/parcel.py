"""What a task needs of this machine's files, as bytes with their hash: sent to a worker once, checked on arrival."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lamgui.base.errors import StudyError
from lamgui.base.file_limits import CHECKPOINT_FILE, PICTURE_FILE
from lamgui.files.atomic import replacing
from lamgui.files.door import read_bytes


@dataclass(frozen=True, eq=False)
class Parcel:
    """Files by their relative paths, with / on all systems, and the sha256 of all of them together."""

    files: Mapping[str, bytes]
    sha256: str

    def unpacked(self, folder: Path) -> Path:
        """Where the files lie under `folder`, written if they are not there; raises StudyError for other bytes."""
        if _hash(self.files) != self.sha256:
            raise StudyError("A file arrived with other bytes than were sent.", "Check the network and the disks.")
        place = folder / self.sha256
        for name, data in self.files.items():
            path = place / name
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                with replacing(path) as temporary:
                    temporary.write_bytes(data)
        return place


def parcel_of(paths: Mapping[str, Path], is_picture: bool = False) -> Parcel:
    """The files at these paths, by the names that they are sent under; raises StudyError where one cannot be read."""
    limit = PICTURE_FILE if is_picture else CHECKPOINT_FILE
    try:
        files = {name: read_bytes(path, limit.bytes) for name, path in paths.items()}
    except OSError as error:
        message = f"A file of the study cannot be read: {error.strerror or error}."
        raise StudyError(message, "Run the study again when it is there.", str(error)) from error
    return Parcel(files, _hash(files))


def names_below(root: Path | None, paths: list[Path]) -> dict[str, Path]:
    """Names for files, by their places below `root`; of a file that lies elsewhere its own name."""
    return {
        (path.relative_to(root) if root is not None and path.is_relative_to(root) else Path(path.name)).as_posix(): path
        for path in paths
    }


def _hash(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{len(os.fsencode(name))}:".encode() + os.fsencode(name) + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()
