"""Preferences: what was written comes back, and a broken file gives the defaults."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings

from lamgui.attribution.detectors.gabor_filter import Gabor
from lamgui.attribution.settings.settings import Precision, Settings
from lamgui.control.older_preferences import GEOMETRY, read_older
from lamgui.control.preferences import RECENT_FILES, Preferences, Recent
from lamgui.imaging.degradation import NO_DEGRADATION, degradation_from
from lamgui.imaging.prepare import Role
from lamgui.maps.detector_file import own_detector_in
from lamgui.session.state import ColourMap, PaneContent, View
from tests.hostile import Hostile


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "preferences.json"


def opened(file: Path) -> Preferences:
    return Preferences(file.parent)


def older_of(file: Path) -> Path:
    """Where version 0.1.0 would have had its preferences."""
    return file.with_name("lamgui.ini")


def reopened(preferences: Preferences, file: Path) -> Preferences:
    preferences.save()
    return opened(file)


def test_settings_and_view_come_back(file: Path) -> None:
    settings = Settings(
        path="linear-black", sigma=2.5, kernel_size=9, steps=77, rule="right", precision=Precision.FLOAT64
    )
    view = View(PaneContent.MAP, ColourMap.TURBO, 0.3, True, False, 0.5)
    preferences = opened(file)
    preferences.set_settings(settings)
    preferences.set_view(view)
    preferences.set_choice("role", "lr")
    again = reopened(preferences, file)
    assert again.settings() == settings
    assert again.view() == view
    assert again.role() is Role.LR


def test_the_degradation_comes_back(file: Path) -> None:
    added = degradation_from("noise:15", seed=3, eight_bits=True)
    preferences = opened(file)
    assert preferences.degradation() == NO_DEGRADATION
    preferences.set_degradation(added)
    assert reopened(preferences, file).degradation() == added
    for broken in ("noise", {"kind": "fog"}, {"kind": "jpeg", "strength": 500}):
        file.write_text(json.dumps({"degradation": broken}), encoding="utf-8")
        assert opened(file).degradation() == NO_DEGRADATION


def test_recent_files_are_the_latest_that_exist(file: Path, tmp_path: Path) -> None:
    preferences = opened(file)
    paths = [tmp_path / f"Bild ä {k}.png" for k in range(RECENT_FILES + 2)]
    for path in paths:
        path.touch()
        preferences.add_recent(Recent.PICTURES, path)
    preferences.add_recent(Recent.PICTURES, paths[3])
    paths[5].unlink()
    recent = reopened(preferences, file).recent(Recent.PICTURES)
    assert recent[:2] == (paths[3], paths[-1])
    assert len(recent) == RECENT_FILES - 1
    assert paths[5] not in recent


def test_folders_and_each_kind_of_recent_files_come_back(file: Path, tmp_path: Path) -> None:
    preferences = opened(file)
    preferences.set_folders({"pictures": "/a", "figures": "/b"})
    session = tmp_path / "a.lamgui"
    session.touch()
    preferences.add_recent(Recent.SESSIONS, session)
    again = reopened(preferences, file)
    assert again.folders() == {"pictures": "/a", "figures": "/b"}
    assert again.recent(Recent.SESSIONS) == (session,)
    assert again.recent(Recent.PICTURES) == again.recent(Recent.NETWORKS) == ()


def test_a_first_start_has_the_defaults(file: Path) -> None:
    preferences = opened(file)
    assert preferences.settings() == Settings()
    assert preferences.view() == View()
    assert preferences.recent(Recent.PICTURES) == ()
    assert preferences.geometry("window") == b""
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
def test_a_broken_file_of_an_older_version_gives_the_defaults(file: Path, content: bytes) -> None:
    older_of(file).write_bytes(content)
    has_the_defaults(opened(file))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe no JSON at all",
        b"[" * 100_000,
        b'["settings"]',
        b'{"settings": {"sigma": -3, "steps": "many", "kernel_size": 8}, "geometry/window": 7}',
        b'{"settings": [1, 2], "view": "[]", "recent_files": {}, "networks": 3, "geometry/window": "no base 64"}',
        b'{"view": {"panes": [], "opacity": 9, "colour_map": 3, "share": null}, "networks": [{}, 3, null, "\\u0000"]}',
        b'{"view": {"opacity": NaN, "share": 1e999}, "settings": {"sigma": Infinity, "steps": 1e999}}',
        b'{"theme": ["dark"], "recent_files": [{"a": 1}, null, "\\ud800"]}',
    ],
)
def test_a_broken_file_gives_the_defaults(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    has_the_defaults(opened(file))


def test_what_0_1_0_stored_for_everybody_gives_way_to_what_is_usual_now(file: Path) -> None:
    """Its first picture was the input, which would hide the map; the outline was on unless it was turned off."""
    view = {"panes": ["input", "sr", "overlay"], "contour": True, "opacity": 0.7, "share": 0.8, "colour_map": "magma"}
    file.write_text(json.dumps({"view": view}), encoding="utf-8")
    assert opened(file).view() == View(share=0.8, colour_map=ColourMap.MAGMA)
    file.write_text(json.dumps({"view": {**view, "contour": False, "opacity": 0.4}}), encoding="utf-8")
    assert opened(file).view() == View(contour=False, opacity=0.4, share=0.8, colour_map=ColourMap.MAGMA)
    file.write_text(json.dumps({"view": {"content": "sr", "contour": True, "opacity": 0.7}}), encoding="utf-8")
    assert opened(file).view() == View(content=PaneContent.SR, contour=True, opacity=0.7)


def has_the_defaults(preferences: Preferences) -> None:
    assert preferences.settings() == Settings()
    assert preferences.view() == View()
    assert preferences.recent(Recent.PICTURES) == ()
    assert preferences.networks() == ()
    assert preferences.geometry("window") == b""
    assert preferences.choice("theme", "system") == "system"


@pytest.mark.parametrize("gabor", [Gabor(), Gabor(135, 2.5)])
def test_a_gabor_filter_comes_back(file: Path, gabor: Gabor) -> None:
    settings = Settings("gabor", detector_options=gabor)
    preferences = opened(file)
    preferences.set_settings(settings)
    assert reopened(preferences, file).settings() == settings


def test_a_detector_of_the_users_comes_back_as_long_as_its_file_is_the_same(file: Path, tmp_path: Path) -> None:
    code = tmp_path / "kanten ü.py"
    code.write_text("def edges(crop): ...\n", encoding="utf-8")
    settings = Settings("own", sigma=2.5, own_detector=own_detector_in(code))
    preferences = opened(file)
    preferences.set_settings(settings)
    assert reopened(preferences, file).settings() == settings
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
    assert preferences.settings() == Settings(sigma=3.5, rule="right")


def test_a_geometry_comes_back_as_text(file: Path) -> None:
    preferences = opened(file)
    preferences.set_geometry("window", bytes(range(256)))
    assert reopened(preferences, file).geometry("window") == bytes(range(256))
    assert json.loads(file.read_text(encoding="utf-8"))["geometry/window"].startswith("AAECAw")


def test_two_programs_at_a_time_keep_what_each_changed(file: Path) -> None:
    one, other = opened(file), opened(file)
    one.set_choice("theme", "dark")
    other.set_choice("device", "cpu")
    one.save()
    other.save()
    both = opened(file)
    assert (both.choice("theme", ""), both.choice("device", "")) == ("dark", "cpu")


def test_nothing_is_written_where_nothing_changed(file: Path) -> None:
    preferences = opened(file)
    preferences.set_choice("theme", "dark")
    preferences.save()
    file.unlink()
    preferences.set_choice("theme", "dark")
    preferences.save()
    assert not file.exists()


def test_the_preferences_of_an_older_version_are_carried_over_once(file: Path) -> None:
    older_of(file).write_text('[General]\ntheme=\\"dark\\"\n', encoding="utf-8")
    preferences = opened(file)
    assert preferences.choice("theme", "system") == "dark"
    preferences.save()
    older_of(file).write_text('[General]\ntheme=\\"light\\"\n', encoding="utf-8")
    assert opened(file).choice("theme", "system") == "dark"


def test_a_folder_that_cannot_be_written_keeps_nothing_and_says_nothing(file: Path) -> None:
    file.write_text("a file", encoding="utf-8")
    preferences = Preferences(file / "below")
    preferences.set_choice("theme", "dark")
    preferences.save()
    assert preferences.choice("theme", "system") == "dark"
    assert file.read_text(encoding="utf-8") == "a file"


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(), lambda v: st.lists(v, max_size=4)
    ),
    geometry=st.binary(min_size=1, max_size=80),
)
@settings_of_hypothesis(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_qt_wrote_is_read_without_qt(file: Path, value: object, geometry: bytes) -> None:
    older = older_of(file)
    older.unlink(missing_ok=True)
    store = QSettings(str(older), QSettings.Format.IniFormat)
    store.setValue("value", json.dumps(value))
    store.setValue("geometry/window", QByteArray(geometry))
    store.sync()
    read = read_older(older)
    assert read["value"] == value
    assert base64.b64decode(read[GEOMETRY + "window"]) == geometry


def test_objects_of_an_older_version_are_left_out(file: Path) -> None:
    lines = [
        "[geometry]",
        r"window=@Variant(\0\0\0\x7f\0\0\0\xePyQt_PyObject)",
        "rows=@Point(1 2)",
        "[General]",
        "theme=@Invalid()",
    ]
    older_of(file).write_text("\n".join(lines), encoding="utf-8")
    assert read_older(older_of(file)) == {}


def test_an_object_in_an_older_file_is_never_made(file: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    store = QSettings(str(older_of(file)), QSettings.Format.IniFormat)
    for name in ("theme", "view", "geometry/window", "recent_files"):
        store.setValue(name, Hostile(marker))
    store.setValue("device", json.dumps("cpu"))
    store.sync()
    assert "PyObjectWrapper" in older_of(file).read_text(encoding="utf-8")
    preferences = opened(file)
    assert preferences.choice("device", "auto") == "cpu"
    assert preferences.choice("theme", "none") == "none"
    assert preferences.geometry("window") == b""
    assert preferences.view() == View()
    assert preferences.recent(Recent.PICTURES) == ()
    assert not marker.exists()
