"""What the window does where a remembered drive is dead; test_dead_storage runs it in a process apart, with a delay."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from lamgui.networks.catalogue import find
from lamgui.window.options import WindowOptions
from tests.program.conftest import Start

DEAD = Path(os.environ.get("DEAD_PREFIX", "/nowhere"))


@pytest.fixture(autouse=True)
def nothing_left_behind() -> None:
    """Threads that hang are left behind here; they bear the name of the worker that began them."""


def test_the_program_starts_computes_saves_and_ends(start: Start, settings_file: Path, tmp_path: Path) -> None:
    remembered = {
        "networks": [str(DEAD / "mine.pth"), str(DEAD / "other" / "yours.pth")],
        "recent_files": [str(DEAD / "one.png"), str(DEAD / "two.png")],
        "recent_sessions": [str(DEAD / "work.lamgui")],
        "recent_networks": [str(DEAD / "mine.pth")],
        "session_path": str(DEAD / "work.lamgui"),
    }
    settings_file.write_text(json.dumps(remembered))
    driver = start()
    driver.finished()
    assert DEAD / "mine.pth" in {entry.path for entry in driver.session.entries}, "it is not known to be gone"
    # A file that is opened there waits, and a map does not wait for it.
    driver.program.files.documents.open_document(DEAD / "one.png")
    other = find("SRCNN")
    driver.choices.choose_network(other, driver.session.entries)
    driver.wait(lambda: driver.session.analysis is not None and driver.session.analysis.network.name == other.name)
    saved = tmp_path / "saved.lamgui"
    driver.save("save_session_as", saved)
    driver.wait(saved.exists)
    driver.window.close()
    driver.close()
    assert not driver.program.maps.desk.has_running_thread
    hanging = [thread for thread in threading.enumerate() if thread.name.startswith("lamgui-")]
    assert hanging, "nothing was asked of the dead drive: the test says nothing"
    assert all(thread.daemon for thread in hanging if thread is not threading.main_thread())


def test_named_options_are_as_ever(start: Start, picture: Path) -> None:
    assert start(WindowOptions(picture=picture)).finished().picture.path == picture
