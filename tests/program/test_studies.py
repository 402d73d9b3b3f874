"""A study in the window: put together, planned, run, looked at; nothing is lost when its window is closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lamgui.control import controllers
from lamgui.jobs.studies.running import StudyJobs
from lamgui.jobs.studies.state import Activity
from lamgui.study.store.index import INDEX
from lamgui.study.store.status import status_of
from lamgui.study.workers.in_process import InProcess
from lamgui.widgets.studies.new_study_dialog import NewStudyDialog
from lamgui.widgets.studies.study_window import StudyWindow
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.small import saved
from tests.study.small_study import made, ran


@pytest.fixture
def driver(start: Start, monkeypatch: pytest.MonkeyPatch) -> Driver:
    """A program whose first map is done, and whose studies are computed in this process."""
    monkeypatch.setattr(controllers, "StudyJobs", lambda: StudyJobs(InProcess))
    driver = start()
    driver.finished()
    return driver


def page(driver: Driver) -> StudyWindow:
    """The window of studies, once nothing is done for the study."""
    studies = driver.program.tools.studies
    driver.wait(lambda: studies.study is not None and studies.study.activity is Activity.NOTHING)
    window = driver.program.bindings.studies.window
    assert window is not None
    return window


def test_a_study_is_made_planned_run_and_looked_at(driver: Driver, tmp_path: Path) -> None:
    pictures = [saved(tmp_path / name, 128, 96) for name in ("one.png", "two.png")]
    before = driver.session.document
    driver.choose("new_study")
    (dialog,) = driver.window.findChildren(NewStudyDialog)
    dialog.pictures.list.clear()
    dialog.pictures.add(pictures)
    dialog.folder.setText(str(tmp_path / "small.study"))
    dialog.make_button.click()
    driver.wait(lambda: driver.program.bindings.studies.window is not None)
    window = page(driver)
    driver.wait(lambda: window.state.text().startswith("2 of 2 maps to compute, about "))
    assert not (tmp_path / "small.study" / INDEX).exists()
    window.go_button.click()
    driver.wait(lambda: window.state.text() == "Finished: 2 done.")
    assert driver.session.document == before

    grid = window.grid
    names = [grid.model().headerData(row, Qt.Orientation.Vertical) for row in range(2)]
    index = grid.model().index(names.index("two.png"), 0)
    found = index.data()
    known = len(driver.analyses)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center())
    driver.wait(lambda: driver.session.state.picture is not None and driver.session.state.picture.name == "two.png")
    driver.wait(lambda: len(driver.analyses) > known and driver.analyses[-1].picture.name == "two.png")
    di = driver.analyses[-1].diffusion_index
    assert di is not None
    assert float(found) == pytest.approx(di, rel=0.01)
    driver.choose("undo")
    assert driver.session.document == before
    names = [action.text() for action in driver.window.menus.submenus["recent_studies"].actions()]
    assert names[0] == "&1 small.study"


def test_closing_the_window_of_studies_stops_the_run_and_loses_nothing(driver: Driver, tmp_path: Path) -> None:
    study = made(tmp_path / "a.study", pictures=("a", "b", "c", "d"))
    studies = driver.program.tools.studies
    studies.open(study.path)
    window = page(driver)
    window.go_button.click()
    driver.wait(
        lambda: (
            studies.study is not None and studies.study.progress is not None and studies.study.progress.done_now >= 1
        )
    )
    window.close()
    driver.wait(lambda: not study.is_running)
    done = status_of(study).counts.done
    assert done >= 1
    assert ran(study)[1] == 8 - done


def test_closing_the_main_window_ends_all(driver: Driver, tmp_path: Path) -> None:
    study = made(tmp_path / "a.study")
    studies = driver.program.tools.studies
    studies.open(study.path)
    window = page(driver)
    window.go_button.click()
    driver.wait(lambda: studies.study is not None and studies.study.progress is not None)
    driver.close()
    assert not study.is_running
    assert driver.program.bindings.studies.window is None


def test_a_study_that_is_none_is_said_in_its_window(driver: Driver, tmp_path: Path) -> None:
    driver.program.tools.studies.open(tmp_path)
    window = page(driver)
    assert "is no study" in window.state.text()
    assert "is no study" in window.message_bar.messages()[0].title
