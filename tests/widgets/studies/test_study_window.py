"""The window of a study: what it says of each activity, which buttons can be pressed, means and colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from lamgui.jobs.studies.means import all_averages
from lamgui.jobs.studies.snapshot import snapshot_of
from lamgui.jobs.studies.state import Activity, OpenStudy, StudyForecast
from lamgui.study.running.progress import StudyProgress
from lamgui.study.store.index import Counts
from lamgui.study.store.results import StudyResults
from lamgui.widgets.studies.study_window import NOT_RUN, StudyWindow
from tests.jobs.studies.results_of import grid_of, results_of, row
from tests.widgets.letters import repeated_letters
from tests.widgets.window_rig import choose_file

FOLDER = Path("/small.study")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[StudyWindow]:
    window = StudyWindow()
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def study_of(results: StudyResults) -> OpenStudy:
    snapshot = snapshot_of(results)
    return OpenStudy(FOLDER, snapshot=snapshot, averages=all_averages(snapshot))


def entry(window: StudyWindow, row: int, column: int) -> str:
    item = window.table.item(row, column)
    return "" if item is None else item.text()


def enabled(window: StudyWindow) -> set[str]:
    buttons = (window.go_button, window.retry_button, window.plan_button, window.figure_button, window.export_button)
    return {button.text().replace("&", "") for button in buttons if button.isEnabled()}


def test_a_study_that_was_not_run_can_be_planned_and_started(window: StudyWindow) -> None:
    window.show_study(OpenStudy(FOLDER, note="This study was not run yet."), {})
    assert window.state.text() == "This study was not run yet."
    assert enabled(window) == {"Plan", "Start"}
    assert window.cell_words.text() == NOT_RUN
    forecast = StudyForecast(Counts(40, 10, 2), 130.0, 3 << 20, 2, ("SwinIR",))
    window.show_study(OpenStudy(FOLDER, forecast=forecast), {})
    assert window.state.text() == (
        "28 of 40 maps to compute, about 2 min 10 s with 2 workers, 3.0 MiB of disk, 2 cannot be computed. "
        "The time of SwinIR is not known."
    )
    window.show_study(OpenStudy(FOLDER, activity=Activity.RUNNING), {})
    assert window.cell_words.text() == ""


def test_a_run_says_how_far_it_is_and_can_be_paused(window: StudyWindow) -> None:
    progress = StudyProgress("computing", Counts(4, 1, 1), 1, 1, 2.0, 30.0, "FSRCNN, pictures/a.png")
    study = replace(study_of(grid_of([[1.0, "bad"], [None, None]])), activity=Activity.RUNNING, progress=progress)
    window.show_study(study, {})
    assert window.state.text() == "1 of 4 maps done, 1 failed, 0.5 maps/s, 30 s left, FSRCNN on a.png"
    assert (window.bar.value(), window.bar.maximum()) == (2, 4)
    assert enabled(window) == {"Pause", "Figure", "Export…"}
    pressed: list[str] = []
    window.pause_wanted.connect(lambda: pressed.append("pause"))
    window.start_wanted.connect(lambda: pressed.append("start"))
    window.go_button.click()
    window.show_study(replace(study, activity=Activity.NOTHING, progress=None, note="Paused."), {})
    assert enabled(window) == {"Plan", "Go on", "Retry failed (1)", "Figure", "Export…"}
    window.go_button.click()
    assert pressed == ["pause", "start"]


def test_a_complete_study_has_nothing_to_go_on_with(window: StudyWindow) -> None:
    window.show_study(study_of(grid_of([[1.0, 2.0]])), {})
    assert enabled(window) == {"Plan", "Figure", "Export…"}
    assert window.state.text() == "2 of 2 maps done."


def test_means_stand_in_table_and_scatter(window: StudyWindow) -> None:
    window.show_study(study_of(grid_of([[1.0, 3.0], [2.0, 6.0]])), {0: 4, 1: 2})
    assert [entry(window, k, 1) for k in (0, 1)] == ["2.00 ± 1.4", "4.00 ± 2.8"]
    assert window.scatter.accessible_value() == "n0: PSNR 22.00 dB, DI 2.00; n1: PSNR 24.00 dB, DI 4.00"
    window.against.setCurrentIndex(1)
    assert "Effective pixels 20" in window.scatter.accessible_value()
    window.table.sortByColumn(1, window.table.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    assert entry(window, 0, 0) == "n1"
    assert window.compared.text() == "Means over 2 places that all networks have, 4096 LR px each, scale 4."


def test_settings_are_shown_one_at_a_time(window: StudyWindow) -> None:
    window.show_study(study_of(results_of([row("a", "1.png", 1.0), row("a", "1.png", 5.0, settings=1)], 2)), {})
    assert window.settings.isVisible()
    cell = window.grid.model().index(0, 0)
    assert cell.data() == "1.00"
    window.settings.setCurrentIndex(1)
    assert cell.data() == "5.00"
    assert entry(window, 0, 1) == "5.00"


def test_failures_are_said_where_a_cell_is_looked_at(window: StudyWindow) -> None:
    window.show_study(study_of(grid_of([["no memory"]])), {})
    window.grid.setCurrentIndex(window.grid.model().index(0, 0))
    assert window.cell_words.text() == "n0 on p0.png\nPatch 16×16 at 0, 0: failed: no memory"


def test_letters_are_unique(window: StudyWindow) -> None:
    for study in (
        OpenStudy(FOLDER),
        study_of(grid_of([[1.0, "bad", None]])),
        replace(study_of(grid_of([[1.0, "bad", None]])), activity=Activity.RUNNING),
    ):
        window.show_study(study, {})
        assert repeated_letters(window) == {}


def test_a_figure_is_chosen_and_its_file(window: StudyWindow, tmp_path: Path) -> None:
    wanted: list[tuple[str, Path]] = []
    window.figure_wanted.connect(lambda name, path: wanted.append((name, path)))
    window.show_study(study_of(grid_of([[1.0]])), {})
    choose_file(tmp_path / "out.png", "PNG picture (*.png)")
    next(action for action in window.figure_button.menu().actions() if action.data() == "figure7a").trigger()
    assert wanted == [("figure7a", tmp_path / "out.png")]
