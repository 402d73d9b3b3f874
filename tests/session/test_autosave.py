"""What a program that is gone left behind is offered, and nobody else's."""

from __future__ import annotations

import os
from pathlib import Path

from lamgui.session.autosave import Autosave
from lamgui.session.file import read_session
from tests.made import PATCH
from tests.session.test_file import contents


def test_autosave_offers_what_a_process_that_is_gone_left(tmp_path: Path) -> None:
    folder = tmp_path / "autosave"
    mine = Autosave(folder)
    mine.write(contents())
    assert mine.left_behind() is None, "this process is alive"
    (own,) = folder.iterdir()
    gone = own.rename(folder / "999999999-1.lamgui")
    mine.write(contents())
    assert mine.left_behind() == gone
    assert read_session(gone).contents.state.patch == PATCH
    reused = folder / f"{os.getpid()}-1.lamgui"
    reused.write_bytes(b"")
    mine.forget_left_behind()
    assert [path.name for path in folder.iterdir()] == [own.name], "another process with the number does not count"
    mine.discard()
    assert list(folder.iterdir()) == []
    Autosave(tmp_path / "file" / "x").discard()
