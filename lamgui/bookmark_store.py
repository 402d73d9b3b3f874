"""Bookmarks by picture, in a small file of the user's: they come back when the picture is opened again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import platformdirs

from lamgui.atomic import replacing
from lamgui.errors import UserError
from lamgui.session_values import bookmark_from, bookmark_values
from lamgui.state import Bookmark

MOST_PICTURES = 1000


class BookmarkStore:
    """Loads and keeps bookmarks; a broken file counts as empty, one that cannot be written is let go."""

    def __init__(self, store: Path | None = None) -> None:
        self._store = store or Path(platformdirs.user_data_dir("lamgui", appauthor=False)) / "bookmarks.json"

    def load(self, picture_sha256: str) -> tuple[Bookmark, ...]:
        """The bookmarks of a picture, in their order."""
        kept = self._read().get(picture_sha256, [])
        bookmarks = []
        for values in kept if isinstance(kept, list) else []:
            try:
                bookmarks.append(bookmark_from(values, {}))
            except (UserError, ValueError, TypeError, KeyError, OverflowError):
                continue
        return tuple(bookmark for bookmark in bookmarks if bookmark.picture_sha256 == picture_sha256)

    def save(self, picture_sha256: str, bookmarks: tuple[Bookmark, ...]) -> None:
        """Keep the bookmarks of a picture; none takes it off the file."""
        kept = self._read()
        wanted = [bookmark_values(bookmark) for bookmark in bookmarks]
        if kept.get(picture_sha256, []) == wanted:
            return
        kept.pop(picture_sha256, None)
        if wanted:
            kept[picture_sha256] = wanted
        latest = dict(list(kept.items())[-MOST_PICTURES:])
        try:
            self._store.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._store) as temporary:
                temporary.write_text(json.dumps(latest), encoding="utf-8")
        except (OSError, ValueError):
            return

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._store.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return kept if isinstance(kept, dict) else {}
