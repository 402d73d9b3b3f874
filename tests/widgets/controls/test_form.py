"""Controls report what the user does, once, and nothing that the program shows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lamgui.widgets.controls.form import Choice, Option, add_row, narrow_form
from lamgui.widgets.controls.number_box import Number, WholeNumber

OPTIONS = (Option("a", "First", "the first"), Option("b", "Second", "the second"))


def turn_wheel(widget: QWidget) -> bool:
    """Turn the wheel over a widget by one notch down; whether the widget took it."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_choice_reports_the_user_alone(qtbot: QtBot) -> None:
    choice = Choice(OPTIONS)
    qtbot.addWidget(choice)
    chosen: list[object] = []
    choice.chosen.connect(chosen.append)
    choice.show_value("b")
    assert choice.value() == "b"
    assert chosen == []
    QTest.keyClick(choice, Qt.Key.Key_Up)
    assert chosen == ["a"]
    choice.show_value("nothing of the kind")
    assert choice.value() is None
    assert chosen == ["a"]


def test_new_options_are_not_reported(qtbot: QtBot) -> None:
    choice = Choice(OPTIONS)
    qtbot.addWidget(choice)
    chosen: list[object] = []
    choice.chosen.connect(chosen.append)
    choice.set_options([Option("c", "Third")])
    assert choice.value() == "c"
    assert choice.count() == 1
    assert chosen == []


def test_half_typed_numbers_are_not_reported(qtbot: QtBot) -> None:
    box = WholeNumber(1, 2000)
    qtbot.addWidget(box)
    seen: list[int] = []
    box.valueChanged.connect(seen.append)
    box.selectAll()
    QTest.keyClicks(box, "120")
    assert seen == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert seen == [120]


def test_shown_numbers_and_ranges_are_not_reported(qtbot: QtBot) -> None:
    whole, number = WholeNumber(0, 10), Number(0.05, 50.0, 0.1)
    qtbot.addWidget(whole)
    qtbot.addWidget(number)
    seen: list[float] = []
    whole.valueChanged.connect(seen.append)
    number.valueChanged.connect(seen.append)
    whole.show_value(7)
    whole.show_range(0, 5)
    number.show_value(3.0)
    assert (whole.value(), number.value()) == (5, 3.0)
    assert seen == []


def test_wheel_passes_by_without_focus(qtbot: QtBot) -> None:
    for control in (Choice(OPTIONS), WholeNumber(0, 10), Number(0.05, 50.0, 0.1)):
        qtbot.addWidget(control)
        if isinstance(control, WholeNumber | Number):
            control.show_value(5)
        before = control.value()
        assert not turn_wheel(control)
        assert control.value() == before


def test_wheel_turns_the_control_in_focus(qtbot: QtBot) -> None:
    box = WholeNumber(0, 10)
    box.show_value(5)
    qtbot.addWidget(box)
    with qtbot.waitExposed(box):
        box.show()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    turn_wheel(box)
    assert box.value() == 4


def test_row_names_and_explains_its_control(qtbot: QtBot) -> None:
    panel = QWidget()
    qtbot.addWidget(panel)
    box = WholeNumber(0, 10)
    label = add_row(narrow_form(panel), "Steps &m", box, "Number of steps m.")
    assert label.buddy() is box
    assert box.accessibleName() == "Steps m"
    assert label.toolTip() == box.toolTip() == "Number of steps m."
