"""Both palettes can be read, and the program follows the system or the user."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QListWidget, QListWidgetItem, QToolTip
from pytestqt.qtbot import QtBot

from lamgui.widgets.controls.theme import PlotColours, Scheme, apply_theme, is_dark, make_palette, plot_colours

Role = QPalette.ColorRole
SCHEMES = [Scheme.DARK, Scheme.LIGHT]

TEXT_ON = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.HighlightedText, Role.Highlight),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
    (Role.Link, Role.Window),
    (Role.Link, Role.Base),
    (Role.LinkVisited, Role.Window),
    (Role.BrightText, Role.Window),
]


@pytest.fixture(autouse=True)
def restored(qapp: QApplication) -> Iterator[None]:
    style, palette, tips = qapp.style().name(), QPalette(qapp.palette()), QPalette(QToolTip.palette())
    yield
    apply_theme(qapp, "system")
    qapp.setStyle(style)
    qapp.setPalette(palette)
    QToolTip.setPalette(tips)


def contrast(a: QColor, b: QColor) -> float:
    """Contrast ratio of WCAG 2, 1..21."""

    def luminance(colour: QColor) -> float:
        encoded = np.array([colour.redF(), colour.greenF(), colour.blueF()])
        linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
        return float(linear @ (0.2126, 0.7152, 0.0722))

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_ON, ids=lambda role: role.name)
def test_text_can_be_read(scheme: Scheme, text: QPalette.ColorRole, ground: QPalette.ColorRole) -> None:
    palette = make_palette(scheme)
    assert contrast(palette.color(text), palette.color(ground)) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_is_disabled_can_still_be_read(scheme: Scheme) -> None:
    palette = make_palette(scheme)
    disabled = palette.color(QPalette.ColorGroup.Disabled, Role.WindowText)
    assert contrast(disabled, palette.color(Role.Window)) >= 4.5
    assert disabled != palette.color(Role.WindowText)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_plots_stand_out_from_their_background(scheme: Scheme) -> None:
    colours: PlotColours = plot_colours(make_palette(scheme))
    for text in (colours.text, colours.target, colours.band):
        assert contrast(text, colours.background) >= 4.5
    for line in (colours.curve, colours.cursor):
        assert contrast(line, colours.background) >= 3
    names = {colour.name() for colour in (colours.curve, colours.target, colours.band, colours.cursor)}
    assert len(names) == 4


@pytest.mark.parametrize("scheme", SCHEMES)
def test_boxes_that_are_not_ticked_are_seen(qapp: QApplication, qtbot: QtBot, scheme: Scheme) -> None:
    apply_theme(qapp, scheme.value)
    ticks = QListWidget()
    item = QListWidgetItem("")
    item.setCheckState(Qt.CheckState.Unchecked)
    ticks.addItem(item)
    lone = QCheckBox()
    for widget, ground in ((ticks.viewport(), Role.Base), (lone, Role.Window)):
        qtbot.addWidget(widget.window())
        widget.window().resize(120, 60)
        picture = widget.grab(QRect(0, 0, 24, 60)).toImage()
        pixels = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        assert max(contrast(pixel, make_palette(scheme).color(ground)) for pixel in pixels) >= 1.5


def test_user_chooses(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
    assert is_dark(qapp.palette())
    assert is_dark(QToolTip.palette())
    assert qapp.style().name() == "fusion"
    apply_theme(qapp, "light")
    assert not is_dark(qapp.palette())


def test_system_is_followed_only_where_it_is_asked_for(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    hints = qapp.styleHints()
    apply_theme(qapp, "dark")
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert is_dark(qapp.palette())
    apply_theme(qapp, "system")
    qapp.setPalette(make_palette(Scheme.DARK))
    hints.colorSchemeChanged.emit(hints.colorScheme())
    assert not is_dark(qapp.palette()), "the screenless platform is not dark"


def test_unknown_scheme_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="purple"):
        apply_theme(qapp, "purple")
