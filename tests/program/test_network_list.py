"""Networks in the running program: several dropped at once, Esc while one is read, names that are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from lamgui.networks.catalogue import bundled
from lamgui.networks.entry import NetworkEntry
from tests.program.driver import Driver
from tests.small import edsr_x2, fsrcnn_like


def test_several_files_dropped_at_once_are_all_listed_and_a_bad_one_is_told(driver: Driver, tmp_path: Path) -> None:
    paths = [fsrcnn_like(tmp_path / f"größe {factor}.safetensors", factor) for factor in (1.01, 1.02)]
    (tmp_path / "bad.pth").write_bytes(b"")
    driver.drop([paths[0], tmp_path / "bad.pth", paths[1]])
    driver.wait(lambda: {entry.path for entry in driver.session.entries} >= set(paths) and bool(driver.errors()))
    assert driver.session.loading == ()
    assert "bad.pth is empty" in driver.error().title
    assert driver.session.state.network in driver.session.entries[-2:]
    driver.finished()


def test_escape_stops_the_reading_of_a_file(driver: Driver, tmp_path: Path) -> None:
    driver.finished()
    driver.networks.add(edsr_x2(tmp_path).path)
    assert driver.window.menus.actions["cancel"].isEnabled()
    assert driver.window.progress_strip.cancel_button.isEnabled()
    assert "Reading tiny.pth" in driver.window.network_panel._facts.text()
    driver.press(Qt.Key.Key_Escape)
    assert driver.session.loading == ()
    assert not driver.window.progress_strip.cancel_button.isEnabled()
    assert len(driver.session.entries) == len(bundled())
    assert "EDSR" in driver.window.network_panel._facts.text() or "FSRCNN" in driver.window.network_panel._facts.text()


def test_names_and_conventions_are_there_at_the_next_start(driver: Driver, tmp_path: Path) -> None:
    path = edsr_x2(tmp_path).path
    driver.add_network(path)
    driver.wait(lambda: driver.session.entries[-1].path == path)
    driver.finished()
    driver.networks.rename(driver.session.entries[-1], "Größe 4")
    driver.networks.state_convention("value_range", 255.0)
    assert driver.program.memory._preferences.networks() == (NetworkEntry("Größe 4", path, value_range=255.0),)
    path.unlink()
    assert driver.program.memory._preferences.networks() == ()


def test_the_menu_item_edits_the_name(driver: Driver, tmp_path: Path) -> None:
    assert not driver.window.menus.actions["rename_network"].isEnabled()
    driver.add_network(edsr_x2(tmp_path).path)
    driver.wait(lambda: driver.session.entries[-1].name == "tiny")
    driver.finished()
    driver.choose("rename_network")
    panel = driver.window.network_panel.list
    assert panel.state() == panel.State.EditingState
    driver.press(Qt.Key.Key_Escape, widget=panel)
