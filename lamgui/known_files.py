"""Where pictures and networks lay when they were last opened, by what they hold: exported figures name only that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from lamgui.atomic import replacing

MOST_FILES = 2000
_CHUNK_BYTES = 1 << 20


class KnownFiles:
    """Paths by sha256, in a small file of the user's; a broken one counts as empty, one that cannot be kept is not."""

    def __init__(self, store: Path | None = None) -> None:
        self._store = store or Path(platformdirs.user_data_dir("lamgui", appauthor=False)) / "known_files.json"

    def remember(self, files: Mapping[str, Path]) -> None:
        """Note where files lie; the latest are kept."""
        known = self._read()
        wanted = {sha256: str(path.absolute()) for sha256, path in files.items()}
        if all(known.get(sha256) == path for sha256, path in wanted.items()):
            return
        known = {sha256: path for sha256, path in known.items() if sha256 not in wanted} | wanted
        latest = dict(list(known.items())[-MOST_FILES:])
        try:
            self._store.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._store) as temporary:
                temporary.write_text(json.dumps(latest), encoding="utf-8")
        except (OSError, ValueError):
            # A read-only home: files are then asked for.
            return

    def find(self, sha256: str) -> Path | None:
        """Where the file with that hash lies, if it still does."""
        named = self._read().get(sha256)
        if named is None:
            return None
        path = Path(named)
        return path if sha256_of(path) == sha256 else None

    def _read(self) -> dict[str, str]:
        try:
            known = json.loads(self._store.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(known, dict):
            return {}
        return {str(sha256): path for sha256, path in known.items() if isinstance(path, str)}


def sha256_of(path: Path) -> str | None:
    """The hash of a file; None where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                digest.update(chunk)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()
