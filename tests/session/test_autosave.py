"""A running program holds its autosaved session; ended as it should, it leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from lamgui.session.autosave import Autosave
from lamgui.session.file import read_session
from lamgui.session.left_behind import lock_file_of
from tests.made import PATCH
from tests.session.test_file import contents


def test_it_is_written_over_held_and_deleted(tmp_path: Path) -> None:
    mine = Autosave(tmp_path / "autosave")
    mine.write(contents())
    mine.write(contents())
    (own,) = mine.folder.glob("*.lamgui")
    assert read_session(own).contents.state.patch == PATCH
    with pytest.raises(Timeout):
        FileLock(lock_file_of(own), timeout=0).acquire()
    mine.discard()
    assert list(mine.folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    autosave = Autosave(tmp_path / "file" / "autosave")
    autosave.write(contents())
    autosave.discard()
    assert (tmp_path / "file").read_bytes() == b""
