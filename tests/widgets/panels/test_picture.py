"""The picture panel says what the picture is to the network, and reports each choice once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import Choice
from lamgui.widgets.panels.picture import PicturePanel
from tests.widgets.analysis_of import picture_of


def texts(panel: PicturePanel) -> str:
    labels = [label.text() for label in panel.findChildren(QLabel)]
    return "\n".join(labels + [label.text() for label in panel.findChildren(ElidedLabel)])


def reduction_choice(panel: PicturePanel) -> Choice:
    return panel.findChildren(Choice)[0]


def button(panel: PicturePanel, text: str) -> QRadioButton:
    return next(b for b in panel.findChildren(QRadioButton) if b.text() == text)


def test_shows_sizes_and_conversions(qtbot: QtBot) -> None:
    panel = PicturePanel()
    qtbot.addWidget(panel)
    assert "No picture" in texts(panel)
    panel.show_picture(picture_of(41, 24, ("Grey was made RGB.",)), Role.HR, Reduction.MATLAB, (10, 6))
    assert "baby.png" in texts(panel)
    assert "41 × 24, reduced to 10 × 6 LR." in texts(panel)
    assert panel.summary.lines[1].value.endswith("read as HR, LR\u00a010\u00a0×\u00a06"), (
        "no line ends inside of a size"
    )
    assert "Grey was made RGB." in texts(panel)
    assert reduction_choice(panel).value() is Reduction.MATLAB
    panel.show_picture(picture_of(), Role.LR, Reduction.MATLAB, (40, 24))
    assert "40 × 24, the LR input as it is." in texts(panel)
    assert "Grey" not in texts(panel)
    assert not reduction_choice(panel).isEnabled()


def test_reports_each_choice_once_and_nothing_shown(qtbot: QtBot) -> None:
    panel = PicturePanel()
    qtbot.addWidget(panel)
    roles: list[Role] = []
    reductions: list[Reduction] = []
    panel.role_chosen.connect(roles.append)
    panel.reduction_chosen.connect(reductions.append)
    panel.show_picture(picture_of(), Role.LR, Reduction.MATLAB, None)
    panel.show_picture(picture_of(), Role.HR, Reduction.PILLOW, None)
    assert (roles, reductions) == ([], [])
    button(panel, "LR input").click()
    button(panel, "LR input").click()
    button(panel, "HR original").click()
    assert roles == [Role.LR, Role.HR]
    QTest.keyClick(reduction_choice(panel), Qt.Key.Key_Down)
    assert reductions == [Reduction.MATLAB]


def test_buttons(qtbot: QtBot) -> None:
    panel = PicturePanel()
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.open_wanted):
        QTest.mouseClick(panel.open_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.sample_wanted):
        QTest.mouseClick(panel.sample_button, Qt.MouseButton.LeftButton)


def test_the_list_of_pictures_and_the_choices_of_reading_stand_in_the_panel(qtbot: QtBot) -> None:
    panel = PicturePanel()
    qtbot.addWidget(panel)
    assert panel.isAncestorOf(panel.pictures)
    assert panel.isAncestorOf(panel.reading)
