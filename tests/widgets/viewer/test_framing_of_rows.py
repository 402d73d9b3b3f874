"""Where the viewer looks by itself: at the whole picture, at the patch where rows are low, where the user looked."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.row_header import RowTitle
from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.viewer_of import LR_SIZE, scene_of, shown_viewer

TWO_ROWS = (RowTitle("A", 0), RowTitle("B", 0))


def show(viewer: Viewer, rows: tuple[RowTitle, ...]) -> None:
    viewer.show_rows(rows)
    viewer.grid.settle_rows()


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    return shown_viewer(qtbot)


def test_low_rows_begin_at_the_patch_and_one_row_at_the_whole_picture(viewer: Viewer) -> None:
    viewer.show_patch(Patch(40, 30, 4))
    whole = viewer.camera
    show(viewer, TWO_ROWS)
    for row in viewer.grid.rows:
        assert (row.sight.camera.centre_x, row.sight.camera.centre_y) == (10.5, 8.0)
        assert row.sight.camera.zoom > whole.zoom
    show(viewer, (RowTitle("A", 0),))
    assert viewer.camera == whole


def test_rows_of_several_patches_look_at_their_own(viewer: Viewer) -> None:
    viewer.show_patch(Patch(40, 30, 4))
    viewer.show_rows(TWO_ROWS)
    for row, patch in enumerate((Patch(80, 40, 4), Patch(20, 60, 4))):
        viewer.show_scene(scene_of(), row)
        viewer.show_patch(patch, row)
    viewer.grid.settle_rows()
    assert [(row.sight.camera.centre_x, row.sight.camera.centre_y) for row in viewer.grid.rows] == [
        (20.5, 10.5),
        (5.5, 15.5),
    ]


def test_a_patch_as_large_as_the_picture_is_not_shown_from_afar(viewer: Viewer) -> None:
    viewer.show_patch(Patch(0, 0, 90))
    show(viewer, TWO_ROWS)
    assert (viewer.camera.centre_x, viewer.camera.centre_y) == (16, 12)


def test_rows_keep_the_place_that_the_user_looked_at(viewer: Viewer) -> None:
    place = Camera(10.0, 9.0, 11.0)
    viewer.row.sight.look(place)
    show(viewer, TWO_ROWS)
    assert [row.sight.camera for row in viewer.grid.rows] == [place, place]
    viewer.fit()
    fitted = viewer.camera
    show(viewer, (RowTitle("A", 0, "DI 3.2"), TWO_ROWS[1]))
    assert [row.sight.camera for row in viewer.grid.rows] == [fitted, fitted]


def test_two_pictures_in_one_place_begin_where_the_row_looked(viewer: Viewer, qtbot: QtBot) -> None:
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
    viewer.row.sight.look(place)
    viewer.set_duel(True)
    viewer.resize(960, 320)
    qtbot.waitUntil(lambda: duel.canvas.height() < 320)
    assert duel.sight.camera == place
