"""Sessions and bookmarks through the controller, without a window: written whole, and found again by what they hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.control.documents import DocumentController
from lamgui.files.known_files import sha256_of
from lamgui.session.file import read_session
from lamgui.session.state import Bookmark
from tests.rig import Rig, documents_of
from tests.small import fsrcnn_like


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(qtbot)
    yield rig
    rig.desk.close()


@pytest.fixture
def documents(rig: Rig, tmp_path: Path) -> DocumentController:
    return documents_of(rig, tmp_path / "home")


def test_a_session_names_its_networks_by_their_hash_too(
    rig: Rig, documents: DocumentController, tmp_path: Path
) -> None:
    weights = fsrcnn_like(tmp_path / "mine.safetensors", 1.1)
    rig.networks.add(weights)
    rig.wait(lambda: rig.session.state.network is not None and rig.session.state.network.path == weights)
    rig.finished()
    path = tmp_path / "s.lamgui"
    documents.save(path)
    rig.wait(lambda: documents.path == path)
    sha256, moved = sha256_of(weights), weights.rename(tmp_path / "moved.safetensors")
    assert sha256 is not None
    opened = read_session(path, {sha256: moved}.get)
    assert opened.missing == ()
    assert opened.contents.state.network is not None
    assert opened.contents.state.network.path == moved
    assert len(opened.contents.analyses) == 1


def test_a_session_is_written_to_its_end_though_the_program_ends(
    rig: Rig, documents: DocumentController, tmp_path: Path
) -> None:
    rig.run()
    documents.save(tmp_path / "s.lamgui")
    rig.desk.close()
    assert read_session(tmp_path / "s.lamgui").contents.state.patch == rig.session.state.patch


def test_bookmarks_are_kept_with_their_own_picture(rig: Rig, documents: DocumentController, tmp_path: Path) -> None:
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
    documents.bring_bookmarks()
    assert [mark.name for mark in rig.session.state.bookmarks] == ["renamed"], "one patch has one"
    kept = json.loads((tmp_path / "home" / "bookmarks.json").read_text(encoding="utf-8"))
    assert list(kept) == [picture.sha256]


def test_a_program_that_ends_as_it_should_leaves_no_session_behind(
    rig: Rig, documents: DocumentController, tmp_path: Path
) -> None:
    documents._keep()
    rig.wait(lambda: not rig.desk.is_busy("autosave"))
    assert len(list((tmp_path / "home" / "autosave").iterdir())) == 1
    documents.close()
    assert list((tmp_path / "home" / "autosave").iterdir()) == []
