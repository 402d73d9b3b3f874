"""Bookmarks come back with their picture, whatever became of the file that keeps them."""

from __future__ import annotations

import json
from pathlib import Path

from lamgui.imaging.prepare import Role
from lamgui.session.bookmarks import BookmarkStore
from lamgui.session.state import Bookmark
from tests.made import PATCH


def test_bookmarks_come_back_by_picture(tmp_path: Path) -> None:
    store, file = BookmarkStore(tmp_path / "b.json"), tmp_path / "b.json"
    marks = tuple(Bookmark(name, PATCH, "p.png", "abc", Path("/x/p.png"), Role.LR) for name in ("a", "b"))
    store.save("abc", marks)
    assert BookmarkStore(file).load("abc") == marks
    assert store.load("other") == ()
    store.save("abc", ())
    assert json.loads(file.read_text(encoding="utf-8")) == {}
    for broken in ("", "[]", '{"abc": 3}', '{"abc": [{"name": 1}]}'):
        file.write_text(broken, encoding="utf-8")
        assert store.load("abc") == ()
    store.save("abc", marks)
    assert store.load("abc") == marks
