"""Bookmarks are stored with their own picture as they change, and come back with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.control.controllers import FileControllers
from lamgui.session.state import Bookmark
from tests.rig import Rig


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(qtbot)
    yield rig
    rig.desk.close()


def test_bookmarks_are_kept_with_their_own_picture(rig: Rig, tmp_path: Path) -> None:
    records = FileControllers(rig, tmp_path / "home").records
    picture = rig.session.state.picture
    assert picture is not None
    here = Bookmark("here", Patch(0, 0, 8), picture.name, picture.sha256)
    elsewhere = Bookmark("elsewhere", Patch(0, 0, 8), "other.png", "0" * 64)
    rig.session.update("Bookmark", bookmarks=(here, elsewhere))
    kept = json.loads((tmp_path / "home" / "bookmarks.json").read_text(encoding="utf-8"))
    assert {sha256: [mark["name"] for mark in marks] for sha256, marks in kept.items()} == {
        picture.sha256: ["here"],
        "0" * 64: ["elsewhere"],
    }
    rig.session.update("Remove", bookmarks=(replace(here, name="renamed"),))
    records.bring_bookmarks()
    assert [mark.name for mark in rig.session.state.bookmarks] == ["renamed"], "one patch has one"
    kept = json.loads((tmp_path / "home" / "bookmarks.json").read_text(encoding="utf-8"))
    assert list(kept) == [picture.sha256]
