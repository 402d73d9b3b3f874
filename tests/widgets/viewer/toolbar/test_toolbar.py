"""The toolbar reports the changed fields alone, shows the view, and puts what has no room into a menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.session.state import ColourMap, PaneContent, View
from lamgui.widgets.viewer.kinds import MAIN_KINDS, MORE_KINDS
from lamgui.widgets.viewer.toolbar.toolbar import ViewerToolbar

Edits = list[dict[str, object]]


@pytest.fixture
def bar(qtbot: QtBot) -> ViewerToolbar:
    bar = ViewerToolbar()
    qtbot.addWidget(bar)
    bar.resize(1500, 32)
    bar.show()
    return bar


@pytest.fixture
def edits(bar: ViewerToolbar) -> Edits:
    found: Edits = []
    bar.view_edited.connect(found.append)
    return found


def checked(bar: ViewerToolbar) -> set[str]:
    return {name for name, action in bar.kinds.items() if action.isChecked()}


def test_every_content_can_be_chosen() -> None:
    assert {kind.content for kind in (*MAIN_KINDS, *MORE_KINDS)} == set(PaneContent)


def test_a_kind_is_reported_and_shown_once_the_view_has_it(bar: ViewerToolbar, edits: Edits) -> None:
    assert checked(bar) == {"lam"}
    bar.kinds["signed_lam"].trigger()
    assert edits == [{"content": PaneContent.OVERLAY, "signed": True}]
    assert checked(bar) == {"lam"}
    bar.show_view(View(signed=True))
    assert checked(bar) == {"signed_lam"}
    bar.show_view(View(content=PaneContent.HEAT_MAP, signed=True))
    assert checked(bar) == {"heat_map"}
    assert bar.more_kinds.text().strip() == "Heat map"


def test_each_switch_reports_its_field(bar: ViewerToolbar, edits: Edits) -> None:
    for action in (bar.contour, bar.common_scale, bar.consensus, bar.field, bar.marks, bar.one, bar.grid):
        action.trigger()
    assert edits == [
        {"contour": True}, {"common_scale": True}, {"consensus": False}, {"receptive_field": True},
        {"marks": True},
        {"large": True}, {"large": False},
    ]  # fmt: skip


def test_what_is_shown_is_not_reported(bar: ViewerToolbar, edits: Edits) -> None:
    bar.show_view(View(colour_map=ColourMap.GREY, opacity=0.254, signed=True, contour=True, share=0.5, large=True))
    assert edits == []
    assert bar.look.colour_map.value() is ColourMap.GREY
    assert (bar.look.opacity.value(), bar.look.share.value()) == (25, 50)
    assert (bar.contour.isChecked(), bar.contour.iconText()) == (True, "Outline 50 %")
    assert (bar.one.isChecked(), bar.grid.isChecked()) == (True, False)


def test_looks_are_chosen_by_keys(bar: ViewerToolbar, edits: Edits) -> None:
    QTest.keyClick(bar.look.opacity, Qt.Key.Key_Right)
    QTest.keyClick(bar.look.share, Qt.Key.Key_Up)
    QTest.keyClick(bar.look.colour_map, Qt.Key.Key_Down)
    assert edits == [{"opacity": 0.91}, {"share": 0.91}, {"colour_map": ColourMap.VIRIDIS}]


def test_a_signed_map_has_its_own_colours(bar: ViewerToolbar) -> None:
    bar.show_view(View(signed=True))
    assert not bar.look.colour_map.isEnabled()
    bar.show_view(View(signed=False))
    assert bar.look.colour_map.isEnabled()


def test_every_colour_map_is_pictured(bar: ViewerToolbar) -> None:
    choice = bar.look.colour_map
    pictures = [choice.itemIcon(i).pixmap(32, 12).toImage() for i in range(choice.count())]
    assert len(pictures) == len(ColourMap)
    assert pictures[0].pixelColor(31, 6).lightness() > pictures[0].pixelColor(0, 6).lightness() + 100
    assert len({picture.pixelColor(16, 6).name() for picture in pictures}) == len(ColourMap)


@pytest.mark.parametrize("text_share", [1.0, 1.5])
@pytest.mark.parametrize("width", [1500, 1000, 760, 420, 120])
def test_what_has_no_room_is_in_the_menu_and_nothing_is_cut(bar: ViewerToolbar, width: int, text_share: float) -> None:
    font = bar.font()
    font.setPointSizeF(font.pointSizeF() * text_share)
    bar.setFont(font)
    bar.resize(width, 48)
    buttons = [button for part in bar.segments for button in part.buttons]
    in_place = {button.defaultAction() for button in buttons if button.isVisible()}
    in_menu = set(bar.more_menu.actions()) if bar.more.isVisible() else set()
    wanted = {button.defaultAction() for button in buttons}
    assert in_place | in_menu >= wanted
    assert not in_place & in_menu
    for button in [*buttons, bar.more_kinds, bar.look_button, bar.more]:
        if button.isVisible():
            place = button.mapTo(bar, button.rect().topLeft())
            assert place.x() >= 0
            assert place.x() + button.width() <= width
            assert button.width() >= button.sizeHint().width()


def test_controls_are_named_and_say_what_they_do(bar: ViewerToolbar) -> None:
    for part in bar.segments:
        for button in part.buttons:
            assert button.accessibleName()
            assert button.toolTip()
            assert len(button.toolTip().split()) < 60
