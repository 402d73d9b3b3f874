"""A patch that is moved by the viewer and one that is moved by the panel's boxes end in the same state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lamgui.attribution.patch import Patch
from lamgui.session.state import Bookmark, RowsOf, State
from tests.widgets.window_rig import WindowRig

FIRST, SECOND = Patch(4, 4, 10), Patch(24, 16, 10)


def bookmarked(rig: WindowRig) -> Bookmark:
    """Two bookmarks of the picture in use as rows, the second one in focus."""
    analysis = rig.run()
    for number, patch in enumerate((FIRST, SECOND), start=1):
        bookmark = Bookmark(f"Patch {number}", patch, analysis.picture.name, analysis.picture.sha256)
        rig.session.update("Bookmark", bookmarks=(*rig.session.state.bookmarks, bookmark), patch=patch)
    rig.session.update("Rows", rows=RowsOf.BOOKMARKS)
    # A cell has no picture to pick in before its map is there.
    rig.wait(lambda: set(rig.session.analyses) == set(rig.session.state.subjects))
    focus = rig.session.state.focus
    assert focus is not None
    assert focus.bookmark is not None
    return focus.bookmark


def by_the_boxes(rig: WindowRig) -> None:
    rig.window.patch_panel.column.setValue(SECOND.x + 1)


def by_the_viewer(rig: WindowRig) -> None:
    viewer = rig.window.viewer
    canvas = viewer.grid.cells[1].canvas
    # The pointer is in the second cell before a key moves its patch.
    QTest.mouseMove(canvas, canvas.rect().center())
    QTest.keyClick(viewer, Qt.Key.Key_Right)


def moved(rig: WindowRig, move: Callable[[WindowRig], None]) -> tuple[State, State]:
    """The state before a move of the second bookmark's patch, and after it."""
    bookmarked(rig)
    before = rig.session.state
    move(rig)
    return before, rig.session.state


@pytest.mark.parametrize("move", [by_the_boxes, by_the_viewer])
def test_the_bookmark_of_the_row_moves_and_stays_in_focus(rig: WindowRig, move: Callable[[WindowRig], None]) -> None:
    before, after = moved(rig, move)
    patch = SECOND.moved(1, 0)
    second = replace(before.bookmarks[1], patch=patch)
    assert after == replace(before, patch=patch, bookmarks=(before.bookmarks[0], second), bookmark=second)
    assert after.focus == after.subjects[1]
    rig.session.undo_stack.undo()
    assert rig.session.state == before


def test_the_boxes_leave_bookmarks_alone_that_lie_elsewhere(rig: WindowRig) -> None:
    bookmarked(rig)
    rig.session.update("Elsewhere", patch=Patch(30, 4, 10))
    before = rig.session.state
    rig.window.patch_panel.column.setValue(31)
    assert rig.session.state == replace(before, patch=Patch(31, 4, 10))


def test_a_patch_picked_in_two_pictures_in_one_place_is_of_the_row_of_picture_a(rig: WindowRig) -> None:
    bookmarked(rig)
    viewer = rig.window.viewer
    viewer.set_duel(True)
    duel = viewer.duel
    duel.first.setCurrentIndex(next(i for i in range(duel.first.count()) if duel.first.itemData(i)[0] == 1))
    assert duel.patch == SECOND
    viewer.setFocus()
    QTest.keyClick(viewer, Qt.Key.Key_Right)
    assert [bookmark.patch for bookmark in rig.session.state.bookmarks] == [FIRST, SECOND.moved(1, 0)]
    assert duel.patch == SECOND.moved(1, 0)
