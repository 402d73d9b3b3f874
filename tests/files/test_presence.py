"""Questions about files are answered in time, or not waited for: a drive that hangs is asked once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from lamgui.files.presence import asked, is_there, missing


@pytest.fixture
def gate() -> Iterator[Event]:
    """Opens at the end, so that no thread stays."""
    gate = Event()
    yield gate
    gate.set()


def test_what_is_gone_is_known(tmp_path: Path) -> None:
    here, gone = tmp_path / "here", tmp_path / "other" / "gone"
    here.write_bytes(b"")
    assert missing([here, gone, tmp_path]) == {gone, tmp_path}
    assert is_there(here)
    assert not is_there(Path("no\0name"))
    assert missing([]) == set()


def test_a_folder_that_hangs_is_not_waited_for_again(gate: Event, tmp_path: Path) -> None:
    assert asked(tmp_path, gate.wait, 0.01) is None
    never: list[None] = []
    assert asked(tmp_path, lambda: never.append(None), 60.0) is None
    assert never == []
    assert is_there(tmp_path / "gone"), "it is not known to be missing"
    assert asked(tmp_path.parent, lambda: 3) == 3
