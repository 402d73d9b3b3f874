"""Kinds of picture while two are shown in one place: keys and toolbar change those; their ticks are of picture A."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.toolbar.toolbar import OWN_DIFFERENCE
from tests.widgets.viewer_of import LEFT, NO_KEY
from tests.window.stepped_window import Stepped
from tests.window.test_old_and_new import tick


def kinds(stepped: Stepped) -> tuple[str, str]:
    duel = stepped.window.viewer.duel
    return str(duel.first.currentData()[1]), str(duel.second.currentData()[1])


def ticked(stepped: Stepped) -> set[str]:
    """The kinds that are ticked in menu and toolbar."""
    window = stepped.window
    in_menu = {name for name, action in window.menus.actions.items() if name.startswith("kind_") and action.isChecked()}
    in_bar = {f"kind_{name}" for name, action in window.viewer.toolbar.kinds.items() if action.isChecked()}
    assert in_menu == in_bar
    return in_menu


def test_of_two_rows_both_pictures_take_the_kind(stepped: Stepped) -> None:
    tick(stepped, "one")
    stepped.desk.finish()
    menus = stepped.window.menus
    menus.trigger("toggle_duel")
    assert (kinds(stepped), ticked(stepped)) == (("sr", "sr"), {"kind_sr"})
    menus.trigger("kind_lam")
    assert (kinds(stepped), ticked(stepped)) == (("overlay", "overlay"), {"kind_lam"})
    stepped.window.viewer.toolbar.kinds["input"].trigger()
    assert (kinds(stepped), ticked(stepped)) == (("input", "input"), {"kind_input"})
    duel = stepped.window.viewer.duel
    duel.show_kind(PaneContent.HR)
    assert ticked(stepped) == {"kind_hr"}
    duel.close_button.click()
    assert ticked(stepped) == {"kind_input"}, "the cells show what was chosen last"


def test_of_one_row_picture_a_takes_it(stepped: Stepped) -> None:
    stepped.window.menus.trigger("toggle_duel")
    assert kinds(stepped) == ("sr", "hr")
    stepped.window.menus.trigger("kind_lam")
    assert kinds(stepped) == ("overlay", "hr")
    stepped.window.menus.trigger("kind_heat_map")
    assert kinds(stepped) == ("heat map", "hr")


def test_the_difference_of_cells_says_why_it_cannot_be_chosen(stepped: Stepped) -> None:
    tick(stepped, "one")
    stepped.desk.finish()
    action, in_menu = stepped.window.viewer.toolbar.kinds["difference"], stepped.window.menus.actions["kind_difference"]
    assert action.isEnabled()
    assert in_menu.isEnabled()
    stepped.window.menus.trigger("toggle_duel")
    assert not action.isEnabled()
    assert not in_menu.isEnabled()
    assert action.toolTip() == OWN_DIFFERENCE
    stepped.window.menus.trigger("toggle_duel")
    assert action.isEnabled()
    assert action.toolTip() != OWN_DIFFERENCE


def test_the_contrast_is_dimmed_where_neither_picture_is_a_map(stepped: Stepped) -> None:
    bar, duel = stepped.window.viewer.toolbar.contrast_bar, stepped.window.viewer.duel
    assert bar.isEnabled()
    stepped.window.menus.trigger("toggle_duel")
    assert kinds(stepped)[0] != PaneContent.OVERLAY
    assert not bar.isEnabled()
    duel.second.setCurrentIndex(duel.second.findText("LAM", Qt.MatchFlag.MatchContains))
    assert bar.isEnabled()
    stepped.window.menus.trigger("toggle_duel")
    assert bar.isEnabled()


def test_the_line_of_a_split_is_dragged(stepped: Stepped) -> None:
    viewer = stepped.window.viewer
    stepped.window.menus.trigger("toggle_duel")
    duel, patch = viewer.duel, stepped.session.state.patch
    duel.mode.setCurrentIndex(1)
    canvas, camera = duel.canvas, duel.sight.camera
    wide, middle = canvas.width(), canvas.height() // 2
    QTest.mousePress(canvas, LEFT, NO_KEY, QPoint(wide // 2 + 3, middle))
    QTest.mouseMove(canvas, QPoint(wide // 4, middle))
    QTest.mouseRelease(canvas, LEFT, NO_KEY, QPoint(wide // 4, middle))
    assert duel.slider.value() == pytest.approx(250, abs=1000 / wide + 1)
    assert (duel.sight.camera, stepped.session.state.patch) == (camera, patch)
    QTest.mouseMove(canvas, QPoint(wide // 2, middle))
    assert duel.slider.value() == pytest.approx(250, abs=1000 / wide + 1), "it was let go"


def test_differences_have_the_contrast_bar_of_the_maps(stepped: Stepped) -> None:
    tick(stepped, "one")
    stepped.desk.finish()
    toolbar = stepped.window.viewer.toolbar
    stepped.window.menus.trigger("kind_difference")
    bar, cells = toolbar.contrast_bar, stepped.window.viewer.grid.cells
    assert not bar.isHidden()
    assert bar.isEnabled()
    peak = max(cell.contents.difference_peak for cell in cells)
    assert peak > 0
    assert bar._peak == pytest.approx(100 * peak)
    assert bar._lowest_words() == f"−{bar._peak_words()}"
    assert bar._histogram.any()
    stepped.window.menus.trigger("kind_lam")
    assert bar._peak == stepped.window.viewer.grid.current_cell.contents.own_peak
    assert bar._lowest_words() == "0"
