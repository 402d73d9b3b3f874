"""Menus at the pointer, of a cell and of the curves: made from commands that say when they cannot be chosen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from lamgui.attribution.patch import Patch
from lamgui.imaging.read import read_picture
from lamgui.session.state import PaneContent
from lamgui.window.commands.cell import ALSO_IN_CELL
from lamgui.window.commands.curve import curves_as_csv
from tests.widgets.viewer_of import at_sr
from tests.widgets.window_rig import WindowRig, choose_file


def in_viewer(rig: WindowRig, x: float, y: float) -> QPoint:
    """The point of the viewer at an SR position of its first cell."""
    viewer = rig.window.viewer
    return viewer.grid.cells[0].canvas.mapTo(viewer, at_sr(viewer, x, y))


def menu_at(rig: WindowRig, x: float, y: float) -> QMenu:
    menu = rig.bindings.context_menus.of_cell(in_viewer(rig, x, y))
    assert menu is not None
    return menu


def choose(menu: QMenu, command: str) -> None:
    next(action for action in menu.actions() if action.objectName() == command).trigger()
    menu.close()


def test_a_picture_is_copied_as_seen_and_at_its_own_pixels(rig: WindowRig) -> None:
    rig.run()
    rig.session.set_view(content=PaneContent.SR)
    canvas = rig.window.viewer.grid.cells[0].canvas
    choose(menu_at(rig, 20, 20), "cell_copy_own")
    own = QApplication.clipboard().image()
    assert canvas.image is not None
    assert (own.height(), own.width()) == canvas.image.pixels.shape[:2] == (96, 128)
    choose(menu_at(rig, 20, 20), "cell_copy_seen")
    seen = QApplication.clipboard().image()
    assert seen.size() == canvas.size() * canvas.devicePixelRatioF()


def test_a_picture_is_saved_at_its_own_pixels(rig: WindowRig, tmp_path: Path) -> None:
    rig.run()
    rig.session.set_view(content=PaneContent.SR)
    choose_file(tmp_path / "cell.png")
    choose(menu_at(rig, 20, 20), "cell_save")
    rig.wait(lambda: bool(rig.infos))
    image = rig.window.viewer.grid.cells[0].canvas.image
    assert image is not None
    np.testing.assert_array_equal(read_picture(tmp_path / "cell.png").pixels, image.pixels)


def test_a_patch_is_bookmarked_where_the_menu_was_opened(rig: WindowRig) -> None:
    rig.run()
    patch = rig.session.state.patch
    assert patch is not None
    choose(menu_at(rig, 60, 50), "cell_bookmark")
    (bookmark,) = rig.session.state.bookmarks
    assert abs(bookmark.patch.x + patch.size / 2 - 60) <= 2
    assert abs(bookmark.patch.y + patch.size / 2 - 50) <= 2
    assert bookmark.patch.size == patch.size
    assert rig.session.state.patch == patch, "the patch in use stays"
    choose(menu_at(rig, 1, 1), "cell_bookmark")
    assert rig.session.state.bookmarks[1].patch == Patch(0, 0, patch.size), "moved inside"


def test_what_cannot_be_chosen_says_why_and_commands_of_the_menu_bar_follow(rig: WindowRig) -> None:
    rig.run()
    actions = {action.objectName(): action for action in menu_at(rig, 20, 20).actions()}
    assert set(ALSO_IN_CELL) <= set(actions)
    assert actions["toggle_common_scale"] is rig.window.menus.actions["toggle_common_scale"]
    rig.session.set_view(content=PaneContent.DIFFERENCE)
    own = next(a for a in menu_at(rig, 20, 20).actions() if a.objectName() == "cell_copy_own")
    assert not own.isEnabled()
    assert own.toolTip() == "There is no picture yet."


def test_the_curves_data_are_copied_and_saved(rig: WindowRig, tmp_path: Path) -> None:
    analysis = rig.run()
    choose(rig.bindings.context_menus.of_curves(), "curves_copy")
    text = QApplication.clipboard().text()
    assert text == curves_as_csv(rig.session.analyses)
    lines = [line.split(",") for line in text.splitlines()]
    assert lines[0] == ["row", "curve", "alpha", "value"]
    alpha, values = analysis.curves.objective_with_ends()
    objective = [(float(a), float(v)) for row, curve, a, v in lines[1:] if curve == "objective"]
    assert objective == list(zip(alpha.tolist(), values.tolist(), strict=True))
    rig.infos.clear()
    choose_file(tmp_path / "curves.csv")
    choose(rig.bindings.context_menus.of_curves(), "curves_save")
    rig.wait((tmp_path / "curves.csv").exists)
    assert (tmp_path / "curves.csv").read_text(encoding="utf-8") == text


def test_the_menus_open_at_the_pointer(rig: WindowRig) -> None:
    rig.run()
    canvas = rig.window.viewer.grid.cells[0].canvas
    for widget in (canvas, rig.window.curves):
        at = widget.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
        QApplication.sendEvent(widget, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), widget
        menu.close()
