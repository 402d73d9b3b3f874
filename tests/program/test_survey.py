"""The whole picture in the real window: the curve under the pointer before any click, and the hard patches."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.control.survey import SURVEY
from tests.program.conftest import Start
from tests.program.driver import Driver
from tests.widgets.viewer_of import LEFT, NO_KEY, at_sr, canvases

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def surveyed(driver: Driver) -> Driver:
    """A program whose picture has been surveyed."""
    driver.wait(lambda: driver.session.survey is not None and driver.session.survey.is_whole)
    return driver


def hover(driver: Driver, x: float, y: float) -> None:
    """Come from beside: a pointer that rests where one left off in another window does not move at all."""
    viewer = driver.window.viewer
    for away in (12, 0):
        QTest.mouseMove(canvases(viewer)[0], at_sr(viewer, x + away, y))


def hover_curve(driver: Driver) -> tuple[Floats, Floats] | None:
    return driver.window.curves.plots[0].hover_curve.points


def said_delta(driver: Driver) -> str:
    return driver.window.progress_strip._delta


@pytest.mark.parametrize("kind", ["input", "sr", "lam"])
def test_hovering_draws_the_curve_of_the_patch_that_a_click_would_pick(surveyed: Driver, kind: str) -> None:
    surveyed.choose(f"kind_{kind}")
    patch = surveyed.patch
    hover(surveyed, 30, 60)
    drawn = hover_curve(surveyed)
    assert drawn is not None, "at once, without waiting for anything"
    assert surveyed.patch == patch, "before any click"
    said = said_delta(surveyed)
    surveyed.click(30, 60)
    curves = surveyed.finished().curves
    assert surveyed.patch != patch
    assert drawn[1][[0, -1]] == pytest.approx([curves.objective_baseline, curves.objective_input], rel=1e-4)
    between = np.interp(drawn[0], *curves.objective_with_ends())
    np.testing.assert_allclose(drawn[1], between, atol=0.05 * np.ptp(between))
    assert said.startswith("ΔD here ")
    assert float(said.removeprefix("ΔD here ").replace("−", "-")) == pytest.approx(curves.delta, rel=1e-2)


def test_the_curve_follows_the_pointer_and_leaves_with_it(surveyed: Driver) -> None:
    canvas = canvases(surveyed.window.viewer)[0]
    hover(surveyed, 30, 60)
    first = hover_curve(surveyed)
    hover(surveyed, 90, 20)
    second = hover_curve(surveyed)
    assert first is not None
    assert second is not None
    assert (first[1] != second[1]).any()
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert hover_curve(surveyed) is None
    assert said_delta(surveyed) == ""


def test_it_is_there_while_a_run_goes_on_and_not_while_the_patch_is_dragged(surveyed: Driver) -> None:
    surveyed.in_full_run()
    y_range = surveyed.window.curves.plots[0].y_range
    hover(surveyed, 30, 60)
    assert hover_curve(surveyed) is not None
    assert surveyed.window.curves.plots[0].y_range == y_range
    canvas, viewer = canvases(surveyed.window.viewer)[0], surveyed.window.viewer
    QTest.mousePress(canvas, LEFT, NO_KEY, at_sr(viewer, 64, 48))
    QTest.mouseMove(canvas, at_sr(viewer, 80, 60))
    assert hover_curve(surveyed) is None
    QTest.mouseRelease(canvas, LEFT, NO_KEY, at_sr(viewer, 80, 60))


def test_the_menu_turns_it_off_and_on(surveyed: Driver) -> None:
    hover(surveyed, 30, 60)
    assert hover_curve(surveyed) is not None
    surveyed.press(Qt.Key.Key_U, CTRL)
    assert hover_curve(surveyed) is None
    assert not surveyed.window.menus.actions["toggle_hover_curve"].isChecked()
    surveyed.choose("toggle_hover_curve")
    assert hover_curve(surveyed) is not None


def test_hard_patches_are_stepped_through_by_keys_and_undone(surveyed: Driver) -> None:
    survey = surveyed.session.survey
    assert survey is not None
    hard = [one.patch for one in survey.hard]
    start, table = surveyed.patch, surveyed.window.hard_patches_panel.table
    assert table.rowCount() == len(hard) > 2
    surveyed.press(Qt.Key.Key_J, CTRL)
    surveyed.press(Qt.Key.Key_J, CTRL)
    assert surveyed.patch == hard[1]
    assert table.currentRow() == 1
    surveyed.press(Qt.Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert surveyed.patch == hard[0]
    assert surveyed.finished().pictures.patch == hard[0]
    surveyed.press(Qt.Key.Key_B, CTRL)
    assert [bookmark.patch for bookmark in surveyed.session.state.bookmarks] == [hard[0]]
    for _ in range(4):
        surveyed.press(Qt.Key.Key_Z, CTRL)
    assert surveyed.patch == start
    assert table.currentRow() == -1


def test_a_line_of_the_list_and_the_buttons_move_the_patch(surveyed: Driver) -> None:
    survey, panel = surveyed.session.survey, surveyed.window.hard_patches_panel
    assert survey is not None
    hard = [one.patch for one in survey.hard]
    steps = surveyed.session.undo_stack.count()
    panel.table.setCurrentCell(2, 0)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert surveyed.patch == hard[2]
    assert surveyed.session.undo_stack.count() == steps + 1
    panel.next_button.click()
    assert surveyed.patch == hard[3 % len(hard)]
    panel.previous_button.click()
    assert surveyed.patch == hard[2]


def test_another_patch_size_empties_the_list_until_it_is_ranked_anew(surveyed: Driver) -> None:
    surveyed.rows.move_patch(Patch(10, 10, 9), "")
    assert surveyed.window.hard_patches_panel.table.rowCount() == 0
    assert not surveyed.window.menus.actions["next_hard_patch"].isEnabled()
    surveyed.finished()
    surveyed.wait(lambda: surveyed.window.hard_patches_panel.table.rowCount() > 0)
    assert surveyed.window.menus.actions["next_hard_patch"].isEnabled()


def test_closing_in_the_middle_of_a_survey_ends_it(start: Start) -> None:
    driver = start()
    driver.finished()
    driver.wait(lambda: driver.program.maps.desk.is_busy(SURVEY))
    driver.window.close()
    assert not driver.program.maps.desk.has_running_thread
