"""Preferences: what was written comes back, and a broken file gives the defaults."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from lamgui.attribution.settings.detector_values import Gabor
from lamgui.attribution.settings.settings import DetectorName, PathName, Precision, Rule, Settings
from lamgui.control.preferences import RECENT_FILES, Preferences
from lamgui.imaging.prepare import Role
from lamgui.maps.detector_file import own_detector_in
from lamgui.session.state import ColourMap, PaneContent, View


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


@pytest.mark.parametrize("gabor", [Gabor(), Gabor(135, 2.5)])
def test_a_gabor_filter_comes_back(file: Path, gabor: Gabor) -> None:
    settings = Settings(DetectorName.GABOR, gabor=gabor)
    preferences = opened(file)
    preferences.set_settings(settings)
    assert reopened(preferences, file).settings() == settings


def test_a_detector_of_the_users_comes_back_as_long_as_its_file_is_the_same(file: Path, tmp_path: Path) -> None:
    code = tmp_path / "kanten ü.py"
    code.write_text("def edges(crop): ...\n", encoding="utf-8")
    settings = Settings(DetectorName.OWN, sigma=2.5, own_detector=own_detector_in(code))
    opened(file).set_settings(settings)
    assert opened(file).settings() == settings
    code.write_text("def edges(crop): return crop\n", encoding="utf-8")
    assert opened(file).settings() == Settings(sigma=2.5)
    code.unlink()
    assert opened(file).settings() == Settings(sigma=2.5)


@pytest.mark.parametrize(
    "told",
    [
        {"detector": "own"},
        {"detector": "own", "own_detector": {"function": "a b", "file_name": "x.py", "sha256": ""}},
        {"detector": "own", "own_detector": {"function": "f", "file_name": "x.py", "sha256": "", "path": "\0"}},
        {"detector": "own", "own_detector": [1]},
        {"detector": "gradient", "gabor": 3},
        {"detector": "gradient", "gabor": {"angle_deg": 3}},
        {"detector": 3, "gabor": {"angle_deg": 1e9, "wavelength_px": None}},
    ],
)
def test_what_a_detector_was_told_may_be_broken(file: Path, told: dict[str, object]) -> None:
    preferences = opened(file)
    preferences._write("settings", {**told, "sigma": 3.5})
    assert preferences.settings() == Settings(sigma=3.5)


def test_one_broken_value_does_not_cost_the_others(file: Path) -> None:
    preferences = opened(file)
    preferences._write("settings", {"sigma": 3.5, "steps": 0, "rule": "right"})
    assert preferences.settings() == Settings(sigma=3.5, rule=Rule.RIGHT)
