"""A program with a small picture, its settings in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from lamgui.control.preferences import Preferences
from lamgui.window.app import Program, make_application
from lamgui.window.options import WindowOptions
from tests.imaging.conftest import locked_folder
from tests.imaging.pictures import coloured
from tests.program.driver import Driver

__all__ = ["locked_folder"]

Start = Callable[..., Driver]
"""Starts the program with these options and waits for nothing."""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """128x96, so 32x24 LR pixels at x4."""
    path = tmp_path / "waves.png"
    Image.fromarray(coloured(128, 96)).save(path)
    return path


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    """Where the settings of all programs of a test lie; it need not exist."""
    return tmp_path / "preferences.json"


@pytest.fixture
def start(qtbot: QtBot, settings_file: Path, picture: Path) -> Iterator[Start]:
    """Starts programs one after the other with the same settings file; all are closed at the end."""
    started: list[Driver] = []

    def begin(options: WindowOptions | None = None) -> Driver:
        make_application()
        program = Program(
            options or WindowOptions(picture=picture, size=(1280, 800)), Preferences(settings_file.parent)
        )
        started.append(Driver(qtbot, program))
        return started[-1].begin()

    yield begin
    for driver in started:
        driver.close()
        driver.window.deleteLater()


@pytest.fixture
def driver(start: Start) -> Driver:
    """A program whose first map is done."""
    driver = start()
    driver.finished()
    return driver
