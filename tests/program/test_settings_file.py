"""What outlives the program comes back at the next start, and no settings file keeps it from starting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from lamgui.attribution.settings.settings import Settings
from lamgui.imaging.prepare import Role
from lamgui.session.state import ColourMap
from lamgui.window.options import WindowOptions
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.small import edsr_x2


def test_settings_view_networks_and_recent_files_come_back(
    start: Start, driver: Driver, picture: Path, tmp_path: Path
) -> None:
    entry = edsr_x2(tmp_path)
    driver.add_network(entry.path)
    driver.wait(lambda: driver.session.state.network == entry)
    settings = Settings(sigma=2.5, steps=31, kernel_size=9, rule="right")
    driver.choices.choose_settings(settings, "")
    driver.choices.choose_role(Role.LR)
    driver.choices.change_view({"colour_map": ColourMap.TURBO, "opacity": 0.25})
    driver.choose("kind_hr")
    driver.choose("theme_dark")
    driver.finished()
    view = driver.session.view
    driver.close()
    again = start(WindowOptions())
    assert again.session.state.settings == settings
    assert again.session.state.role is Role.LR
    assert again.session.view == view
    assert [e.path for e in again.session.entries if not e.bundled] == [entry.path]
    assert again.window.menus.submenus["recent"].actions()[0].data() == picture
    assert again.window.menus.actions["theme_dark"].isChecked()
    assert QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    again.choose("theme_system")


def test_geometry_and_open_sections_come_back(start: Start, picture: Path) -> None:
    driver = start(WindowOptions(picture=picture))
    driver.window.centre.fold(True)
    driver.window.rail.set_opened_sections(["Patch", "Bookmarks"])
    driver.wait(lambda: driver.window.minimumSizeHint().width() <= 760)
    driver.window.resize(760, 700)
    driver.window.columns.setSizes([300, 460])
    size, columns = driver.window.size(), driver.window.columns.sizes()
    driver.close()
    again = start(WindowOptions(picture=picture))
    assert again.window.size() == size
    # The screen is narrower than the window: widths are shared out again, and each is rounded to a pixel.
    assert again.window.columns.sizes() == pytest.approx(columns, abs=1)
    assert again.window.rail.opened_sections() == ("Patch", "Bookmarks")
    assert again.window.drawer.folded


def of_qt(**values: str) -> bytes:
    """Settings as version 0.1.0 and Qt wrote them, each value given as it stands in JSON."""
    lines = [f"{name}={json.dumps(value)}" for name, value in values.items()]
    return "\n".join(["[General]", *lines, ""]).encode()


def of_json(**values: str) -> bytes:
    """Settings as they are written now, each value given as it stands in JSON."""
    return ("{" + ", ".join(f'"{name}": {value}' for name, value in values.items()) + "}").encode()


BROKEN: dict[str, dict[str, str]] = {
    "unknown words": {"theme": '"purple"', "device": '"warp:9"', "role": '"sideways"', "reduction": '"none"'},
    "wrong types": {
        "theme": "3", "view": "[1]", "settings": '"x"', "recent_files": "{}", "networks": "7", "groups": '{"a": 1}',
    },
    "out of range": {
        "settings": '{"sigma": -1, "steps": 0, "kernel_size": 8}', "view": '{"panes": [], "opacity": 7}',
    },
    "endless numbers": {
        "settings": '{"steps": Infinity, "kernel_size": 1e999, "sigma": NaN}', "view": '{"share": NaN}',
    },
    "endless lists": {"settings": "[" * 100_000, "view": "{}"},
    "odd names": {
        "recent_files": json.dumps(["n" * 5000, "a\0b", "", "/proc/1/cwd/x"]), "networks": '["\\u0000", "/"]',
    },
}  # fmt: skip
"""Values by name that no program writes."""

GARBAGE = bytes(range(256)) * 40
CUT_OFF = {"settings": json.dumps({"steps": 20, "sigma": 2.0})}
NOT_OF_QT = b"[geometry]\nwindow=@ByteArray(\\xff\\xff)\ncolumns=@Variant(\\0\\0\\0\\x7f)\nrows=@Point(1 x)\n"
NOT_OF_QT_EITHER = of_json(**{"geometry/window": '"/w=="', "geometry/columns": "7", "geometry/rows": '"no base64"'})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *(pytest.param("lamgui.ini", of_qt(**values), id=f"{what}, 0.1.0") for what, values in BROKEN.items()),
        *(pytest.param("preferences.json", of_json(**values), id=what) for what, values in BROKEN.items()),
        *(pytest.param(name, b"", id=f"empty {name}") for name in ("lamgui.ini", "preferences.json")),
        *(pytest.param(name, GARBAGE, id=f"garbage {name}") for name in ("lamgui.ini", "preferences.json")),
        pytest.param("lamgui.ini", of_qt(**CUT_OFF)[:40], id="cut off, 0.1.0"),
        pytest.param("preferences.json", of_json(**CUT_OFF)[:40], id="cut off"),
        pytest.param("lamgui.ini", NOT_OF_QT, id="not of Qt, 0.1.0"),
        pytest.param("preferences.json", NOT_OF_QT_EITHER, id="not of Qt"),
    ],
)
def test_a_broken_file_never_stops_the_start(start: Start, settings_file: Path, name: str, content: bytes) -> None:
    settings_file.with_name(name).write_bytes(content)
    driver = start()
    if driver.session.state.device != "auto":
        assert "warp:9 is not on this machine" in driver.error().title
        choice = driver.window.device_panel.choice
        # The list of devices comes from a job of its own, which may end after the run has failed.
        driver.wait(lambda: choice.count() > 1)
        choice.setCurrentIndex(choice.count() - 1)
    driver.finished()
    assert driver.window.isVisible()
    assert driver.session.state.settings.steps is None


def test_settings_that_cannot_be_read_never_stop_the_start(start: Start, settings_file: Path) -> None:
    settings_file.write_bytes(of_json(settings='{"steps": 20}'))
    settings_file.chmod(0)
    start().finished()


def test_a_folder_in_the_place_of_the_file_never_stops_the_start(start: Start, settings_file: Path) -> None:
    settings_file.mkdir()
    driver = start()
    driver.finished()
    driver.close()
    assert settings_file.is_dir()


def test_a_folder_that_cannot_be_written_never_stops_the_start(start: Start, settings_file: Path) -> None:
    # Nothing can be made below a file, whoever tries.
    settings_file.with_suffix("").write_text("a file")
    settings_file.symlink_to(settings_file.with_suffix("") / "below" / "settings.ini")
    driver = start()
    driver.choices.choose_settings(Settings(steps=7), "")
    assert driver.finished().settings.steps == 7
    driver.close()


def test_what_went_away_since_the_last_time_is_left_out(
    start: Start, driver: Driver, tmp_path: Path, picture: Path
) -> None:
    entry = edsr_x2(tmp_path)
    driver.add_network(entry.path)
    driver.wait(lambda: driver.session.state.network == entry)
    driver.finished()
    driver.program.memory._preferences.set_choice("start", "sample")
    driver.close()
    entry.path.unlink()
    picture.unlink()
    again = start(WindowOptions())
    again.finished()
    assert all(e.bundled for e in again.session.entries)
    assert not again.window.menus.submenus["recent"].isEnabled()
    assert again.window.message_bar.messages() == ()
