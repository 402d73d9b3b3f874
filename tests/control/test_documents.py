"""Sessions through the controller, without a window: written whole, and their files found again by their hash."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.control.controllers import FileControllers
from lamgui.control.documents import DocumentController
from lamgui.files.door import sha256_of
from lamgui.session.file import read_session
from tests.rig import Rig
from tests.small import fsrcnn_like


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig(qtbot)
    yield rig
    rig.desk.close()


@pytest.fixture
def documents(rig: Rig, tmp_path: Path) -> DocumentController:
    return FileControllers(rig, tmp_path / "home").documents


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
