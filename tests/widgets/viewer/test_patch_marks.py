"""Marks of other patches lie where these are, and say their name under the pointer."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.cells.cell_title import Reference
from lamgui.widgets.viewer.patch_marks import PatchMark, mark_at
from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.viewer_of import at_sr, canvases, grabbed, shown_viewer, titles_of

MARKS = (PatchMark(Patch(80, 20, 30), "roof"), PatchMark(Patch(90, 30, 8), "hard patch 1", is_hard=True))


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    viewer = shown_viewer(qtbot, 960, 420, rows=2)
    viewer.show_view(View(content=PaneContent.INPUT))
    return viewer


def test_the_smallest_mark_around_a_place_is_meant() -> None:
    assert mark_at(MARKS, 4, 93 / 4, 33 / 4) is MARKS[1]
    assert mark_at(MARKS, 4, 100 / 4, 45 / 4) is MARKS[0]
    assert mark_at(MARKS, 4, 10 / 4, 10 / 4) is None


def test_marks_are_drawn_around_their_pixels_in_the_cells_of_their_row(viewer: Viewer) -> None:
    before = [grabbed(canvas) for canvas in canvases(viewer)]
    viewer.show_marks(MARKS[:1], 1)
    assert np.array_equal(before[0], grabbed(canvases(viewer)[0]))
    changed = np.argwhere((before[1] != grabbed(canvases(viewer)[1])).any(axis=2))
    top_left, bottom_right = at_sr(viewer, 80, 20, 1), at_sr(viewer, 110, 50, 1)
    assert changed.min(axis=0).tolist() == pytest.approx([top_left.y(), top_left.x()], abs=1.5)
    assert changed.max(axis=0).tolist() == pytest.approx([bottom_right.y(), bottom_right.x()], abs=1.5)
    viewer.show_marks((), 1)
    assert np.array_equal(before[1], grabbed(canvases(viewer)[1]))


def test_the_name_is_there_under_the_pointer_alone(viewer: Viewer) -> None:
    viewer.show_marks(MARKS, 0)
    canvas = canvases(viewer)[0]
    QTest.mouseMove(canvas, at_sr(viewer, 10, 80))
    without = grabbed(canvas)
    QTest.mouseMove(canvas, at_sr(viewer, 105, 45))
    assert (without != grabbed(canvas)).any(axis=2).sum() > 100


def test_the_cell_of_the_picture_has_them_too(viewer: Viewer) -> None:
    viewer.show_cells(titles_of(2), (Reference("a.png", 0),))
    viewer.show_marks(MARKS, 0)
    assert [cell.canvas.marks for cell in viewer.grid.all_cells] == [MARKS, MARKS, ()]
