"""A toned sentence takes its colour from the palette in use, and gives it back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lamgui.widgets.controls.severity import Severity, SeverityLabel, severity_colour
from lamgui.widgets.controls.theme import Scheme, make_palette

DARK, LIGHT = make_palette(Scheme.DARK), make_palette(Scheme.LIGHT)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.setPalette(DARK)
    return parent


def colour(label: SeverityLabel) -> str:
    return label.palette().color(label.foregroundRole()).name()


def test_follows_the_palette(parent: QWidget) -> None:
    label = SeverityLabel(Severity.ERROR, parent)
    assert colour(label) == severity_colour(Severity.ERROR, DARK).name()
    parent.setPalette(LIGHT)
    assert colour(label) == severity_colour(Severity.ERROR, LIGHT).name()


def test_changes_its_tone(parent: QWidget) -> None:
    label = SeverityLabel(parent=parent)
    label.show_severity(Severity.WARNING)
    assert colour(label) == severity_colour(Severity.WARNING, DARK).name()
    label.show_severity(None)
    assert colour(label) == DARK.color(QPalette.ColorRole.WindowText).name()
    label.show_severity(None, muted=True)
    assert colour(label) == DARK.color(QPalette.ColorRole.PlaceholderText).name()


def test_takes_no_room_while_empty(parent: QWidget) -> None:
    label = SeverityLabel(Severity.WARNING, parent)
    assert label.isHidden()
    label.show_text("A kernel of 9 cuts σ = 3.")
    assert not label.isHidden()
    label.show_text("")
    assert label.isHidden()
