"""Where the cells look: at the whole picture, each at its own patch, where the user looked."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.framing import FramingBox, box_of, seen_box
from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.viewer_of import LR_SIZE, at_sr, canvases, drag, scene_of, shown_viewer, titles_of

LARGE = (256, 192)
PATCH = Patch(600, 300, 24)
"""6 LR pixels wide: in a cell some 10 px."""
AROUND = FramingBox(144, 70, 160, 86)
"""What the map marks: the patch and 5 pixels around it."""


def marked(*boxes: FramingBox) -> Floats:
    """A map that marks these parts of the LR picture."""
    signed = np.zeros(LARGE[::-1], dtype=np.float32)
    for box in boxes:
        signed[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = 1.0
    return signed


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    return shown_viewer(qtbot, rows=1)


@pytest.fixture
def large(qtbot: QtBot) -> Viewer:
    """Two cells of a large picture from afar, with a map around the patch."""
    viewer = shown_viewer(qtbot, rows=2)
    for row in range(2):
        viewer.show_scene(scene_of(LARGE, patch=PATCH), row)
        viewer.show_patch(PATCH, row)
        viewer.show_map(marked(AROUND), row)
    return viewer


def cameras(viewer: Viewer) -> list[Camera]:
    return [cell.sight.camera for cell in viewer.grid.cells]


def test_cells_begin_at_the_whole_picture_however_many_there_are(viewer: Viewer) -> None:
    viewer.show_cells(titles_of(2))
    viewer.show_scene(scene_of(), 1)
    viewer.grid.settle()
    for cell in viewer.grid.cells:
        seen = seen_box(cell.sight.camera, cell.canvas.width(), cell.canvas.height())
        assert seen.left <= 0
        assert seen.top <= 0
        assert (seen.right, seen.bottom) >= LR_SIZE


def test_pictures_of_two_sizes_are_each_shown_whole(viewer: Viewer) -> None:
    viewer.show_cells(titles_of(2))
    viewer.show_scene(scene_of((64, 20)), 1)
    first, second = cameras(viewer)
    assert (first.centre_x, first.centre_y) == (16, 12)
    assert (second.centre_x, second.centre_y) == (32, 10)


def test_cells_of_several_patches_look_at_their_own(viewer: Viewer) -> None:
    viewer.show_cells(titles_of(2))
    for row, patch in enumerate((Patch(80, 40, 4), Patch(20, 60, 4))):
        viewer.show_scene(scene_of(), row)
        viewer.show_patch(patch, row)
    viewer.zoom_to_patch()
    assert [(camera.centre_x, camera.centre_y) for camera in cameras(viewer)] == [(20.5, 10.5), (5.5, 15.5)]
    assert cameras(viewer)[0].zoom == cameras(viewer)[1].zoom


def test_cells_keep_the_place_that_the_user_looked_at(viewer: Viewer) -> None:
    place = Camera(10.0, 9.0, 11.0)
    viewer.cell.sight.look(place)
    viewer.show_cells(titles_of(2))
    viewer.show_scene(scene_of(), 1)
    viewer.grid.settle()
    assert cameras(viewer) == [place, place]
    viewer.fit()
    fitted = cameras(viewer)
    assert fitted[0] == fitted[1] != place


def test_zoom_to_the_patch_holds_what_the_map_marks(large: Viewer) -> None:
    whole = large.camera.zoom
    large.zoom_to_patch()
    for cell in large.grid.cells:
        seen = seen_box(cell.sight.camera, cell.canvas.width(), cell.canvas.height())
        assert (seen.left, seen.top) <= (AROUND.left, AROUND.top)
        assert (seen.right, seen.bottom) >= (AROUND.right, AROUND.bottom)
    assert large.camera.zoom > 2 * whole


def test_zoom_to_the_patch_holds_the_areas_of_all_rows_that_are_of_it(large: Viewer) -> None:
    """The second map has weak values, each below a tenth of its peak, which make most of its area."""
    wide = FramingBox(136, 60, 170, 96)
    signed = 0.05 * marked(wide)
    signed[78, 152] = 1.0
    large.show_map(signed, 1)
    large.zoom_to_patch()
    for cell in large.grid.cells:
        seen = seen_box(cell.sight.camera, cell.canvas.width(), cell.canvas.height())
        assert seen.left <= wide.left
        assert seen.top <= wide.top
        assert seen.right >= wide.right
        assert seen.bottom >= wide.bottom


def test_a_map_of_the_whole_picture_leaves_the_patch_large_enough_to_see(large: Viewer) -> None:
    large.show_map(np.ones(LARGE[::-1], dtype=np.float32))
    large.zoom_to_patch()
    own = box_of(PATCH, 4)
    assert own.width * large.camera.zoom >= 0.1 * canvases(large)[0].height()
    assert (large.camera.centre_x, large.camera.centre_y) == own.middle


def test_a_patch_chosen_out_of_sight_is_brought_back_and_one_in_sight_moves_nothing(large: Viewer) -> None:
    large.zoom_to_patch()
    near = large.camera
    large.show_patch(Patch(610, 310, 24))
    assert large.camera == near
    large.show_patch(Patch(100, 100, 24))
    assert cameras(large) == [Camera(28.0, 28.0, near.zoom)] * 2
    large.fit()
    whole = large.camera
    large.show_patch(PATCH)
    assert large.camera == whole


def test_a_patch_that_is_dragged_out_of_sight_moves_no_view_under_the_pointer(large: Viewer) -> None:
    large.zoom_to_patch()
    near, canvas = large.camera, canvases(large)[0]
    drag(canvas, at_sr(large, 612, 312), QPoint(canvas.width() // 2, canvas.height() // 2 + 2000))
    assert large.cell.patch is not None
    assert large.cell.patch.y > 500
    assert large.camera == near


def test_two_pictures_in_one_place_begin_where_the_cell_looked(viewer: Viewer, qtbot: QtBot) -> None:
    viewer.set_duel(True)
    duel, (width, height) = viewer.duel, LR_SIZE

    def is_fitted() -> bool:
        room = min(duel.canvas.width() / width, duel.canvas.height() / height)
        return duel.canvas.width() > 500 and duel.sight.camera.zoom == pytest.approx(room, rel=0.03)

    qtbot.waitUntil(is_fitted)
    viewer.resize(1300, 600)
    qtbot.waitUntil(is_fitted)
    viewer.set_duel(False)
    place = Camera(10.0, 9.0, 11.0)
    viewer.cell.sight.look(place)
    viewer.set_duel(True)
    viewer.resize(960, 420)
    qtbot.waitUntil(lambda: duel.canvas.height() < 420)
    assert duel.sight.camera == place


def test_arrow_keys_move_the_view_no_more_than_the_patch_needs(large: Viewer) -> None:
    large.zoom_to_patch()
    canvas = canvases(large)[0]
    near = large.camera
    QTest.keyClick(large, Qt.Key.Key_Right)
    assert large.camera == near
    for _ in range(60):
        QTest.keyClick(large, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        own = box_of(large.cell.patch or PATCH, 4)
        seen = seen_box(large.camera, canvas.width(), canvas.height())
        assert own.right <= seen.right + 1e-6
    assert (large.camera.centre_x, large.camera.centre_y) != (near.centre_x, near.centre_y)
    assert large.camera.centre_y == near.centre_y
    assert cameras(large)[0] == cameras(large)[1]


def test_whole_zooms_are_multiples_of_sr_pixels(viewer: Viewer) -> None:
    viewer.zoom_whole(0)
    assert viewer.camera.zoom == 4.0
    zooms = []
    for _ in range(4):
        viewer.zoom_whole(1)
        zooms.append(viewer.camera.zoom / 4)
    assert zooms == [2, 3, 4, 6]
    viewer.zoom_in()
    viewer.zoom_whole(-1)
    assert viewer.camera.zoom / 4 == 6
    for _ in range(9):
        viewer.zoom_whole(-1)
    assert viewer.camera.zoom == 4.0
