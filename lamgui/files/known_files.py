"""Where pictures and networks were last opened, by hash: exported figures name files by hash only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lamgui.files.door import sha256_of
from lamgui.files.json_store import UserFile
from lamgui.files.user_folders import user_folder

MOST_FILES = 2000


class KnownFiles:
    """Paths by sha256, in a small file of the user's."""

    def __init__(self, store: Path | None = None) -> None:
        path = store or user_folder() / "known_files.json"
        self._store = UserFile(path, MOST_FILES)

    def remember(self, files: Mapping[str, Path]) -> None:
        """Note where files lie; only the latest are stored."""
        known = self._store.read()
        wanted = {sha256: str(path.absolute()) for sha256, path in files.items()}
        if all(known.get(sha256) == path for sha256, path in wanted.items()):
            return
        known = {sha256: path for sha256, path in known.items() if sha256 not in wanted} | wanted
        self._store.write(known)

    def find(self, sha256: str) -> Path | None:
        """Where the file with that hash lies, if it still does."""
        named = self._store.read().get(sha256)
        if not isinstance(named, str):
            return None
        path = Path(named)
        return path if sha256_of(path) == sha256 else None
