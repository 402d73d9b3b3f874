"""Preferences: what was written comes back, and a broken file gives the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from lamgui.attribution.settings import PathName, Precision, Rule, Settings
from lamgui.imaging.prepare import Role
from lamgui.preferences import RECENT_FILES, Preferences
from lamgui.state import ColourMap, PaneContent, View


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lamgui.ini"


def opened(file: Path) -> Preferences:
    return Preferences(QSettings(str(file), QSettings.Format.IniFormat))


def reopened(preferences: Preferences, file: Path) -> Preferences:
    del preferences
    return opened(file)


def test_settings_and_view_come_back(file: Path) -> None:
    settings = Settings(
        path=PathName.LINEAR_BLACK, sigma=2.5, kernel_size=9, steps=77, rule=Rule.RIGHT, precision=Precision.FLOAT64
    )
    view = View((PaneContent.HR, PaneContent.MAP), ColourMap.TURBO, 0.3, True, False, 0.5)
    preferences = opened(file)
    preferences.set_settings(settings)
    preferences.set_view(view)
    preferences.set_choice("role", "lr")
    again = reopened(preferences, file)
    assert again.settings() == settings
    assert again.view() == view
    assert again.role() is Role.LR


def test_recent_files_are_the_latest_that_exist(file: Path, tmp_path: Path) -> None:
    preferences = opened(file)
    paths = [tmp_path / f"Bild ä {k}.png" for k in range(RECENT_FILES + 2)]
    for path in paths:
        path.touch()
        preferences.add_recent_file(path)
    preferences.add_recent_file(paths[3])
    paths[5].unlink()
    recent = reopened(preferences, file).recent_files()
    assert recent[:2] == (paths[3], paths[-1])
    assert len(recent) == RECENT_FILES - 1
    assert paths[5] not in recent


def test_a_first_start_has_the_defaults(file: Path) -> None:
    preferences = opened(file)
    assert preferences.settings() == Settings()
    assert preferences.view() == View()
    assert preferences.recent_files() == ()
    assert preferences.geometry("window").isEmpty()
    assert preferences.choice("theme", "system") == "system"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\xff\xfenot an ini at all",
        b'[General]\nsettings="{\\"sigma\\": -3, \\"steps\\": \\"many\\", \\"kernel_size\\": 8}"\n',
        b'[General]\nsettings=[1, 2\nview="[]"\nrecent_files="{}"\n[geometry]\nwindow=7\n',
        b'[General]\nview="{\\"panes\\": [], \\"opacity\\": 9, \\"colour_map\\": 3, \\"share\\": null}"\n',
    ],
)
def test_a_broken_file_gives_the_defaults(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    preferences = opened(file)
    assert preferences.settings() == Settings()
    assert preferences.view() == View()
    assert preferences.recent_files() == ()
    assert isinstance(preferences.geometry("window"), QByteArray)
    assert preferences.choice("theme", "system") == "system"


def test_one_broken_value_does_not_cost_the_others(file: Path) -> None:
    preferences = opened(file)
    preferences._write("settings", {"sigma": 3.5, "steps": 0, "rule": "right"})
    assert preferences.settings() == Settings(sigma=3.5, rule=Rule.RIGHT)
