"""Closing never asks and never loses: the session is there again at the next start, unless something else is wanted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.networks.catalogue import find
from lamgui.widgets.dialogs.tour import Tour
from lamgui.window.options import WindowOptions
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.small import edsr_x2


def closed_with_two(driver: Driver) -> dict[str, np.ndarray]:
    """The maps by network of a comparison with which the window was closed."""
    driver.choices.choose_settings(Settings(steps=3), "")
    driver.rows.tick_networks((find("EDSR"),), True)
    driver.rows.move_patch(Patch(12, 20, 16), "")
    driver.wait(lambda: len(driver.session.analyses) == 2)
    maps = {subject.name: analysis.lam for subject, analysis in driver.session.analyses.items()}
    driver.window.close()
    driver.close()
    return maps


def test_the_session_is_there_again_with_its_maps(start: Start, driver: Driver) -> None:
    state = driver.session.state
    maps = closed_with_two(driver)
    again = start(WindowOptions())
    again.wait(lambda: len(again.session.analyses) == 2)
    assert again.session.state.picture is not None
    assert state.picture is not None
    assert again.session.state.picture.sha256 == state.picture.sha256
    assert again.session.state.patch == Patch(12, 20, 16)
    for subject, analysis in again.session.analyses.items():
        np.testing.assert_array_equal(analysis.lam, maps[subject.name])
    assert all(report.partial is None for report in again.reports), "its maps need no run"
    assert not again.session.undo_stack.canUndo(), "the start is no step of the user's"
    assert again.window.message_bar.messages() == ()


def test_the_window_looks_as_it_was_left(start: Start, driver: Driver) -> None:
    """Zoom, the column of the table by which rows are sorted, the height of the drawer."""
    driver.choices.choose_settings(Settings(steps=3), "")
    driver.rows.tick_networks((find("EDSR"),), True)
    driver.wait(lambda: len(driver.session.analyses) == 2)
    window = driver.window
    window.centre.fold(False)
    window.centre.drawer.show_page("table")
    driver.wait(lambda: window.centre.splitter.handle(1).isEnabled())
    handle = window.centre.splitter.handle(1)
    at = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(handle, at - QPoint(0, 60))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at - QPoint(0, 60))
    window.table.table.horizontalHeader().sectionClicked.emit(1)
    for _ in range(3):
        window.viewer.zoom_in()

    def left() -> tuple[object, ...]:
        shown = driver.window
        header = shown.table.table.horizontalHeader()
        drawer_px = shown.centre.splitter.sizes()[1]
        return drawer_px, header.sortIndicatorSection(), header.sortIndicatorOrder(), shown.viewer.camera

    wanted = left()
    assert wanted[1] == 1
    driver.window.close()
    driver.close()
    driver = start(WindowOptions())
    driver.wait(lambda: len(driver.session.analyses) == 2)
    driver.wait(lambda: left() == wanted)
    assert not driver.window.viewer.cell.sight.shows_whole


def test_named_files_come_before_it_and_a_preference_turns_it_off(start: Start, driver: Driver, picture: Path) -> None:
    closed_with_two(driver)
    named = start(WindowOptions(picture=picture))
    assert named.finished().picture.name == picture.name
    assert len(named.session.state.networks) == 1
    assert named.window.menus.submenus["recent_sessions"].actions()[0].text() == "&Last session"
    named.program.memory._preferences.set_choice("start", "sample")
    named.program.memory._preferences.save()
    named.close()
    off = start(WindowOptions())
    assert off.finished().picture.name == "sample.png"
    off.close()


def test_a_saved_session_goes_on_under_its_name(start: Start, driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "mine.lamgui"
    driver.program.files.documents.save(path)
    driver.wait(lambda: driver.program.files.documents.path == path)
    driver.window.close()
    driver.close()
    again = start(WindowOptions())
    again.finished()
    assert again.program.files.documents.path == path


def test_a_network_that_went_away_is_said_and_a_damaged_file_gives_the_sample(
    start: Start, driver: Driver, tmp_path: Path
) -> None:
    entry = edsr_x2(tmp_path)
    driver.add_network(entry.path)
    driver.wait(lambda: driver.session.state.network == entry)
    driver.finished()
    path = driver.program.files.last_session.path
    driver.window.close()
    driver.close()
    entry.path.unlink()
    without = start(WindowOptions())
    without.wait(lambda: any("tiny was not found" in m.title for m in without.window.message_bar.messages()))
    assert without.session.state.picture is not None
    without.close()
    path.write_bytes(b"no session")
    damaged = start(WindowOptions())
    damaged.wait(lambda: bool(damaged.errors()))
    assert "is damaged" in damaged.errors()[0].title
    damaged.shows("sample.png")


def test_the_tour_is_offered_at_the_first_start_alone(start: Start) -> None:
    driver = start(WindowOptions())
    (tour,) = driver.window.findChildren(Tour)
    assert tour.isVisible()
    assert "being loaded" in tour.text.text()
    tour.close()
    driver.finished()
    driver.window.close()
    driver.close()
    assert start(WindowOptions()).window.findChildren(Tour) == []


def test_a_closed_window_is_not_asked_for_its_layout(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    saves: list[bool] = []
    autosave = driver.program.files.autosave
    monkeypatch.setattr(autosave, "save", lambda: saves.append(True))
    driver.window.close()
    driver.session.view_changed.emit(driver.session.view)
    assert not autosave._timer.isActive()
    driver.close()
    assert saves == []


def test_where_it_cannot_be_stored_the_autosave_stays(driver: Driver, capfd: pytest.CaptureFixture[str]) -> None:
    """Then the next start offers it, as after a crash."""
    autosave, path = driver.program.files.autosave, driver.program.files.last_session.path
    path.mkdir(parents=True)
    autosave.save()
    folder = path.parent / "autosave"
    driver.wait(lambda: any(file.suffix == ".lamgui" and file.name[0] != "." for file in folder.glob("*")))
    driver.window.close()
    driver.close()
    assert sorted(file.suffix for file in folder.iterdir()) == [".lamgui", ".lock"]
    assert "was not saved" in capfd.readouterr().err
