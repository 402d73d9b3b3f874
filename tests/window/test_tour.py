"""The tour: offered once, follows the tutorial, and points at what it speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lamgui.session.state import State
from lamgui.widgets.controls.highlight import Highlight
from lamgui.widgets.dialogs.tour import Tour, TourStep
from lamgui.window.tour import STEPS, welcome
from tests.small import fsrcnn, hr_picture
from tests.widgets.window_rig import WindowRig

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"


def test_its_steps_are_those_of_the_tutorial() -> None:
    lines = TUTORIAL.read_text(encoding="utf-8").splitlines()
    headings = [line.removeprefix("## ") for line in lines if line.startswith("## ") and line[3].isdigit()]
    assert [f"{number}. {step.title}" for number, step in enumerate(STEPS, start=1)] == headings


def test_the_first_step_says_what_is_loaded_and_what_to_do_first() -> None:
    state = State(picture=hr_picture(), network=fsrcnn())
    text = welcome(state, is_loaded=False).text
    assert hr_picture().name in text
    assert "FSRCNN" in text
    assert "Click a place" in text
    assert "loaded" not in welcome(State(), is_loaded=False).text
    assert "loaded" not in welcome(state, is_loaded=True).text


def test_while_the_tour_has_the_keys_escape_and_return_are_its_own(rig: WindowRig, qtbot: QtBot) -> None:
    rig.run()
    rig.session.set_view(large=True)
    rig.choose("show_tour")
    (tour,) = rig.window.findChildren(Tour)
    assert tour.windowType() is Qt.WindowType.Tool, "so that the keys of the window's menus work beside it"
    assert tour.focusWidget() is tour.next_button
    first = tour.step.title
    QTest.keyClick(tour.next_button, Qt.Key.Key_Return)
    assert tour.step.title != first
    with qtbot.waitSignal(tour.finished):
        QTest.keyClick(tour.next_button, Qt.Key.Key_Escape)
    assert rig.session.view.large, "only the tour was left"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.title)
def test_every_step_points_at_a_part_that_is_on_the_screen(rig: WindowRig, step: TourStep) -> None:
    place = step.place
    tour = rig.bindings.tour
    rig.run()
    rig.window.show_rail(False)
    rig.window.centre.fold(True)
    tour.point_out(place)
    (highlight,) = rig.window.findChildren(Highlight)
    target: QWidget = tour.part(place)
    rig.wait(highlight.isVisible)
    assert target.isVisible()
    assert highlight.geometry().contains(target.mapTo(rig.window, QPoint(target.width() // 2, target.height() // 2)))
    highlight.hide()


def test_it_is_read_step_by_step_and_left_by_escape(rig: WindowRig, qtbot: QtBot) -> None:
    rig.choose("show_tour")
    (tour,) = rig.window.findChildren(Tour)
    assert not tour.isModal()
    assert not tour.back_button.isEnabled()
    seen = [tour.step.title]
    for _ in STEPS:
        assert tour.text.heightForWidth(tour.text.width()) <= tour.text.height(), "all of it can be read"
        tour.next_button.click()
        seen.append(tour.step.title)
    assert seen[1:] == [step.title for step in STEPS]
    assert tour.next_button.text() == "&Done"
    tour.back_button.click()
    assert tour.step == STEPS[-2]
    with qtbot.waitSignal(tour.show_wanted):
        tour.show_button.click()
    rig.choose("show_tour")
    assert len(rig.window.findChildren(Tour)) == 1
    QTest.keyClick(tour, Qt.Key.Key_Escape)
    assert not tour.isVisible()
    qtbot.waitUntil(lambda: not rig.window.findChildren(Tour))
    rig.choose("show_tour")
    (again,) = rig.window.findChildren(Tour)
    again.close()


def test_the_first_step_says_no_longer_that_something_is_loaded_when_it_is(rig: WindowRig) -> None:
    rig.choose("show_tour")
    (tour,) = rig.window.findChildren(Tour)
    rig.run()
    assert rig.session.analysis is not None
    assert "being loaded" not in tour.text.text()
    assert tour.step.title == "Which pixels does a network use?"
    tour.close()
