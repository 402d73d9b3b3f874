"""The contrast bar: what is dragged, turned and typed becomes a contrast; what is shown is that of the map."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lamgui.figures.pixels.contrast import DEFAULT_CONTRAST, LINEAR, Contrast, ContrastKind, contrast_from
from lamgui.figures.pixels.render import colour_table, signed_table
from lamgui.widgets.controls.contrast.contrast_bar import BINS, GAMMA_STEP, ContrastBar, histogram
from lamgui.widgets.controls.contrast.contrast_choice import ContrastChoice

VALUES = np.array([[0.0, 0.5, -1.0], [2.0, 2.0, 4.0]])


@pytest.fixture
def bar(qtbot: QtBot) -> ContrastBar:
    bar = ContrastBar()
    qtbot.addWidget(bar)
    bar.resize(320, bar.sizeHint().height())
    bar.show_map(VALUES, 4.0)
    bar.show()
    return bar


@pytest.fixture
def chosen(bar: ContrastBar) -> list[Contrast]:
    chosen: list[Contrast] = []
    bar.contrast_chosen.connect(chosen.append)
    return chosen


def at(bar: ContrastBar, share: float) -> QPoint:
    rect = bar.bar_rect()
    return QPoint(round(rect.left() + share * rect.width()), rect.center().y())


def turn(bar: ContrastBar, notches: int) -> None:
    where = QPointF(at(bar, 0.5))
    event = QWheelEvent(
        where, QPointF(bar.mapToGlobal(where.toPoint())), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(bar, event)


def test_both_ends_are_dragged_and_stay_apart(bar: ContrastBar, chosen: list[Contrast]) -> None:
    pixel = 1 / bar.bar_rect().width()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=at(bar, 0.9))
    assert chosen[-1].low == 0.0
    assert chosen[-1].high == pytest.approx(0.9, abs=pixel)
    QTest.mouseMove(bar, at(bar, 0.6))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=at(bar, 0.6))
    assert chosen[-1].high == pytest.approx(0.6, abs=pixel)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=at(bar, 0.1))
    QTest.mouseMove(bar, at(bar, 1.0))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=at(bar, 1.0))
    assert chosen[-1].low == pytest.approx(chosen[-1].high - 0.01)
    count = len(chosen)
    QTest.mouseMove(bar, at(bar, 0.3))
    assert len(chosen) == count, "nothing is held"


def test_the_wheel_changes_gamma_upwards_to_more_of_the_weak(bar: ContrastBar, chosen: list[Contrast]) -> None:
    turn(bar, 1)
    assert chosen[-1].gamma == round(DEFAULT_CONTRAST.gamma / GAMMA_STEP, 2)
    bar.show_contrast(LINEAR, "inferno", signed=False)
    turn(bar, -1)
    assert (chosen[-1].kind, chosen[-1].gamma) == (ContrastKind.GAMMA, 1.1)
    turn(bar, -100)
    assert chosen[-1].gamma == 4.0


def test_a_double_click_and_home_bring_the_usual_contrast_back(bar: ContrastBar, chosen: list[Contrast]) -> None:
    bar.show_contrast(contrast_from("log@0.2-0.4"), "inferno", signed=False)
    QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, pos=at(bar, 0.5))
    assert chosen[-1] == bar.contrast == DEFAULT_CONTRAST
    bar.show_contrast(LINEAR, "inferno", signed=False)
    QTest.keyClick(bar, Qt.Key.Key_Home)
    assert chosen[-1] == DEFAULT_CONTRAST


def test_keys_move_limits_and_gamma(bar: ContrastBar, chosen: list[Contrast]) -> None:
    QTest.keyClick(bar, Qt.Key.Key_Left)
    QTest.keyClick(bar, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar, Qt.Key.Key_Down)
    assert (chosen[-1].low, chosen[-1].high, chosen[-1].gamma) == (
        0.01,
        0.99,
        round(DEFAULT_CONTRAST.gamma * GAMMA_STEP, 2),
    )
    QTest.keyClick(bar, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(bar, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chosen[-1].low == 0.0
    assert bar.accessibleDescription() == bar.contrast.words


def test_the_menu_has_all_kinds(bar: ContrastBar, chosen: list[Contrast]) -> None:
    actions = {action.data(): action for action in bar.menu().actions()}
    assert set(ContrastKind) <= set(actions)
    assert [action.data() for action in actions.values() if action.isChecked()] == [ContrastKind.GAMMA]
    actions[ContrastKind.LOG].trigger()
    assert chosen[-1].kind is ContrastKind.LOG


def test_the_histogram_counts_magnitudes_up_to_the_peak() -> None:
    counted = histogram(VALUES, 4.0)
    wanted = np.zeros(BINS)
    wanted[[int(BINS * share) for share in (0.125, 0.25, 0.5)]] = np.log1p([1, 1, 2])
    wanted[-1] = np.log1p(1)
    np.testing.assert_allclose(counted, wanted / wanted.max())
    assert not histogram(np.zeros((2, 2)), 0.0).any()
    assert histogram(np.array([np.nan, 9.0]), 1.0)[-1] == 1.0


@pytest.mark.parametrize("signed", [False, True])
def test_the_colours_are_those_of_the_map_through_the_contrast(bar: ContrastBar, signed: bool) -> None:
    bar.show_contrast(contrast_from("linear@0-0.5"), "viridis", signed=signed)
    image = bar.grab().toImage()
    rect = bar.bar_rect()
    wanted = signed_table()[255] if signed else colour_table("viridis")[255]
    colour = image.pixelColor(rect.left() + round(0.75 * rect.width()), rect.top() + 2)
    assert (colour.red(), colour.green(), colour.blue()) == tuple(wanted.tolist())


def test_values_with_a_sign_have_both_sides_and_one_contrast(bar: ContrastBar, chosen: list[Contrast]) -> None:
    bar.resize(500, bar.height())
    bar.show_map(VALUES, 4.0, " %")
    bar.show_contrast(contrast_from("linear"), "viridis", signed=True)
    image, rect = bar.grab().toImage(), bar.bar_rect()
    for share, entry in ((0.01, 1), (0.99, 255), (0.5, 128)):
        colour = image.pixelColor(rect.left() + round(share * rect.width()), rect.top() + 4)
        wanted = signed_table()[entry].astype(int)
        assert np.abs(np.array([colour.red(), colour.green(), colour.blue()]) - wanted).max() <= 8
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=at(bar, 0.1))
    assert chosen[-1].high == pytest.approx(0.8, abs=0.02), "at the left as at the right"
    QTest.mouseMove(bar, at(bar, 0.8))
    assert chosen[-1].high == pytest.approx(0.6, abs=0.02)


def test_the_histogram_of_values_with_a_sign_has_two_sides() -> None:
    counted = histogram(np.array([-1.0, -1.0, 0.5, 0.0]), 1.0, signed=True)
    assert counted[0] == 1.0
    assert np.flatnonzero(counted).tolist() == [0, int(BINS * 0.75)]


def test_words_give_way_and_the_bar_stays(bar: ContrastBar) -> None:
    bar.resize(bar.minimumSizeHint())
    assert bar.bar_rect().width() >= 70
    assert bar.bar_rect().left() >= 0


def test_the_form_shows_kind_and_number_and_reports_changes_only(qtbot: QtBot) -> None:
    choice = ContrastChoice()
    qtbot.addWidget(choice)
    chosen: list[Contrast] = []
    choice.contrast_chosen.connect(chosen.append)
    choice.show_contrast(contrast_from("percentile:95"))
    assert chosen == []
    choice.number.setValue(90.0)
    assert chosen[-1].text == "percentile:90"
    choice.kind.setCurrentIndex(choice.kind.findText("Power γ"))
    assert chosen[-1].text == "gamma:0.5"
    choice.number.setValue(0.7)
    assert chosen[-1].text == "gamma:0.7"
    choice.kind.setCurrentIndex(choice.kind.findText("Logarithm"))
    assert choice.number.isHidden()
