"""The view panel reports the changed field alone, once, and nothing that is shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.session.state import ColourMap, View
from lamgui.widgets.panels.view import ViewPanel

Edits = list[dict[str, object]]


@pytest.fixture
def panel(qtbot: QtBot) -> ViewPanel:
    panel = ViewPanel()
    qtbot.addWidget(panel)
    return panel


@pytest.fixture
def edits(panel: ViewPanel) -> Edits:
    found: Edits = []
    panel.view_edited.connect(found.append)
    return found


def test_reports_the_changed_field(panel: ViewPanel, edits: Edits) -> None:
    QTest.keyClick(panel.values, Qt.Key.Key_Down)
    QTest.keyClick(panel.opacity, Qt.Key.Key_Right)
    panel.contour.click()
    QTest.keyClick(panel.share, Qt.Key.Key_Up)
    assert edits == [{"signed": True}, {"opacity": 0.91}, {"contour": True}, {"share": 0.91}]
    panel.receptive_field.click()
    assert edits.pop() == {"receptive_field": True}
    panel.show_view(View())
    QTest.keyClick(panel.colour_map, Qt.Key.Key_Down)
    assert edits[4:] == [{"colour_map": ColourMap.VIRIDIS}]


def test_what_is_shown_is_not_reported(panel: ViewPanel, edits: Edits) -> None:
    panel.show_view(View(colour_map=ColourMap.GREY, opacity=0.254, signed=True, contour=False, share=0.5))
    assert edits == []
    assert panel.colour_map.value() is ColourMap.GREY
    assert (panel.opacity.value(), panel.share.value(), panel.contour.isChecked()) == (25, 50, False)


def test_a_signed_map_has_its_own_colours(panel: ViewPanel) -> None:
    panel.show_view(View(signed=True))
    assert not panel.colour_map.isEnabled()
    panel.show_view(View(signed=False))
    assert panel.colour_map.isEnabled()


def test_every_colour_map_is_pictured(panel: ViewPanel) -> None:
    pictures = [panel.colour_map.itemIcon(i).pixmap(32, 12).toImage() for i in range(panel.colour_map.count())]
    assert len(pictures) == len(ColourMap)
    assert pictures[0].pixelColor(31, 6).lightness() > pictures[0].pixelColor(0, 6).lightness() + 100
    assert len({picture.pixelColor(16, 6).name() for picture in pictures}) == len(ColourMap)
