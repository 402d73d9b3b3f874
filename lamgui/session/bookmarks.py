"""Bookmarks by picture, in a small file of the user's: they are restored when the picture is opened again."""

from __future__ import annotations

from pathlib import Path

from lamgui.base.plain_values import plain, read_as
from lamgui.files.json_store import UserFile
from lamgui.files.user_folders import user_folder
from lamgui.session.state import Bookmark

MOST_PICTURES = 1000


class BookmarkStore:
    """Loads and stores bookmarks."""

    def __init__(self, store: Path | None = None) -> None:
        path = store or user_folder() / "bookmarks.json"
        self._store = UserFile(path, MOST_PICTURES)

    def load(self, picture_sha256: str) -> tuple[Bookmark, ...]:
        """The bookmarks of a picture, in their order."""
        stored = self._store.read().get(picture_sha256, [])
        bookmarks = []
        for values in stored if isinstance(stored, list) else []:
            try:
                bookmarks.append(read_as(values, Bookmark))
            except ValueError:
                continue
        return tuple(bookmark for bookmark in bookmarks if bookmark.picture_sha256 == picture_sha256)

    def save(self, picture_sha256: str, bookmarks: tuple[Bookmark, ...]) -> None:
        """Store the bookmarks of a picture; one without bookmarks is removed from the file."""
        stored = self._store.read()
        wanted = plain(bookmarks)
        if stored.get(picture_sha256, []) == wanted:
            return
        stored.pop(picture_sha256, None)
        if wanted:
            stored[picture_sha256] = wanted
        self._store.write(stored)
