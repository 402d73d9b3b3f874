"""The inset in a map's pane: what the pane does not show, beside the patch, and a click that goes there and back."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.base.arrays import Floats
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.framing import FramingBox, box_of, seen_box
from lamgui.widgets.viewer.inset import Inset
from lamgui.widgets.viewer.row_header import RowTitle
from lamgui.widgets.viewer.viewer import Viewer
from tests.widgets.viewer_of import at_sr, canvases, drag, grabbed, scene_of, shown_viewer

LARGE = (256, 192)
PATCH = Patch(600, 300, 24)
"""6 LR pixels wide: of a pane some 7 px."""


def marked(*boxes: FramingBox, size: tuple[int, int] = LARGE) -> Floats:
    """A map that marks these parts of the LR picture."""
    signed = np.zeros(size[::-1], dtype=np.float32)
    for box in boxes:
        signed[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = 1.0
    return signed


AROUND = FramingBox(144, 70, 160, 86)
"""What the map marks: the patch and 5 pixels around it."""


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    """A large picture from afar, with a map around the patch."""
    viewer = shown_viewer(qtbot, 960, 320)
    viewer.show_scene(scene_of(LARGE, patch=PATCH))
    viewer.show_patch(PATCH)
    viewer.show_map(marked(AROUND))
    return viewer


def insets(viewer: Viewer) -> list[Inset]:
    """That of each pane, from the left."""
    return [pane.inset for pane in viewer.row.panes]


def map_inset(viewer: Viewer) -> Inset:
    """That of the map over the input."""
    return insets(viewer)[[pane.content for pane in viewer.row.panes].index(PaneContent.OVERLAY)]


def camera_of(inset: Inset) -> Camera:
    assert inset.view is not None
    return inset.view.camera


def click_on(inset: Inset) -> None:
    QTest.mouseClick(inset, Qt.MouseButton.LeftButton, pos=inset.rect().center())


def patch_in(viewer: Viewer) -> QRect:
    """Where the patch lies in a pane."""
    canvas, own = canvases(viewer)[2], box_of(viewer.row.patch or PATCH, 4)
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    corners = [viewer.camera.to_screen(*at) for at in ((own.left, own.top), (own.right, own.bottom))]
    (left, top), (right, bottom) = corners
    return QRectF(left, top, right - left, bottom - top).toAlignedRect().translated(middle)


def test_a_map_from_afar_is_shown_from_near_too_in_the_panes_of_maps_alone(viewer: Viewer) -> None:
    assert [inset.isVisible() for inset in insets(viewer)] == [False, False, True]
    inset = map_inset(viewer)
    seen = seen_box(camera_of(inset), inset.width(), inset.height())
    assert seen.holds(AROUND)
    assert camera_of(inset).zoom > 4 * viewer.camera.zoom
    assert not inset.geometry().intersects(patch_in(viewer))
    assert len(np.unique(grabbed(inset).reshape(-1, 3), axis=0)) > 10


def test_a_click_shows_the_same_in_every_pane_and_another_goes_back(viewer: Viewer) -> None:
    whole, inset = viewer.camera, map_inset(viewer)
    near = camera_of(inset)
    click_on(inset)
    canvas = canvases(viewer)[2]
    assert seen_box(viewer.camera, canvas.width(), canvas.height()).holds(AROUND)
    assert viewer.camera.zoom > near.zoom
    assert (viewer.camera.centre_x, viewer.camera.centre_y) == (near.centre_x, near.centre_y)
    assert inset.view is not None
    assert inset.view.frame == seen_box(viewer.camera, canvas.width(), canvas.height())
    overview = seen_box(camera_of(inset), inset.width(), inset.height())
    assert overview.width == pytest.approx(LARGE[0], rel=0.02)
    click_on(inset)
    assert viewer.camera == whole
    assert viewer.row.sight.shows_whole


def test_a_double_click_on_it_goes_there_once(viewer: Viewer) -> None:
    inset = map_inset(viewer)
    QTest.mouseClick(inset, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    near = viewer.camera
    QTest.mouseDClick(inset, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert viewer.camera == near


def test_a_click_on_it_picks_no_patch_and_its_wheel_is_the_panes(viewer: Viewer) -> None:
    picks: list[Patch] = []
    viewer.patch_picked.connect(lambda _row, patch, _: picks.append(patch))
    inset, zoom = map_inset(viewer), viewer.camera.zoom
    place = inset.mapTo(viewer, inset.rect().center())
    QTest.wheelEvent(viewer.windowHandle(), QPointF(place), QPoint(0, 120))
    assert viewer.camera.zoom == pytest.approx(1.25 * zoom)
    click_on(inset)
    assert picks == []
    assert viewer.row.patch == PATCH


@pytest.mark.parametrize("at", [(8, 680), (990, 680), (8, 8), (990, 8)])
def test_it_leaves_the_patch_free_wherever_that_is(viewer: Viewer, at: tuple[int, int]) -> None:
    viewer.show_patch(Patch(*at, 24))
    viewer.show_map(marked(box_of(Patch(*at, 24), 4)))
    inset = map_inset(viewer)
    assert inset.isVisible()
    assert not inset.geometry().intersects(patch_in(viewer))
    assert canvases(viewer)[2].rect().contains(inset.geometry())


def test_it_leaves_free_what_the_map_marks_where_a_corner_does(viewer: Viewer) -> None:
    beside = FramingBox(20, 110, 60, 170)
    viewer.show_map(marked(AROUND))
    assert map_inset(viewer).x() < 10, "it is at the left"
    viewer.show_patch(Patch(240, 320, 24))
    viewer.show_map(marked(beside))
    inset, canvas = map_inset(viewer), canvases(viewer)[2]
    left, top = viewer.camera.to_screen(beside.left, beside.top)
    size = QPointF(beside.width, beside.height) * viewer.camera.zoom
    place = QRectF(left + canvas.width() // 2, top + canvas.height() // 2, size.x(), size.y())
    assert inset.isVisible()
    assert not inset.geometry().intersects(place.toRect())
    assert not inset.geometry().intersects(patch_in(viewer))


def test_there_is_none_where_it_would_show_nothing_new(viewer: Viewer, qtbot: QtBot) -> None:
    inset = map_inset(viewer)
    viewer.show_map(None)
    assert not inset.isVisible(), "no map yet"
    viewer.show_map(marked(AROUND))
    viewer.resize(960, 180)
    qtbot.waitUntil(lambda: canvases(viewer)[2].height() < 160)
    assert not inset.isVisible(), "the pane is too low"
    small = shown_viewer(qtbot)
    small.show_map(marked(FramingBox(8, 6, 16, 14), size=(32, 24)))
    assert not map_inset(small).isVisible(), "the picture is small enough to see the map in it"


def test_low_rows_have_none_and_a_row_left_alone_has_it_again(viewer: Viewer) -> None:
    inset = map_inset(viewer)
    viewer.show_rows((RowTitle("A", 0), RowTitle("B", 0)))
    assert not inset.isVisible()
    viewer.show_rows((RowTitle("A", 0),))
    viewer.fit()
    assert inset.isVisible()


def test_what_is_seen_from_near_does_not_jump_while_the_map_grows(viewer: Viewer) -> None:
    camera = camera_of(map_inset(viewer))
    viewer.show_map(marked(FramingBox(145, 71, 159, 85)))
    assert camera_of(map_inset(viewer)) == camera
    viewer.show_map(marked(FramingBox(130, 60, 170, 96)))
    assert camera_of(map_inset(viewer)).zoom < camera.zoom
    viewer.show_map(marked(AROUND))
    assert camera_of(map_inset(viewer)) == camera


def test_a_map_of_the_whole_picture_leaves_the_patch_large_enough_to_see(viewer: Viewer) -> None:
    viewer.show_map(np.ones(LARGE[::-1], dtype=np.float32))
    viewer.zoom_to_patch()
    own = box_of(PATCH, 4)
    assert own.width * viewer.camera.zoom >= 0.1 * canvases(viewer)[2].height()
    assert (viewer.camera.centre_x, viewer.camera.centre_y) == own.middle


def test_a_pane_whose_content_is_chosen_otherwise_gets_or_loses_its_inset(viewer: Viewer) -> None:
    viewer.show_view(View(panes=(PaneContent.MAP, PaneContent.SR, PaneContent.INPUT)))
    assert [inset.isVisible() for inset in insets(viewer)] == [True, False, False]


def test_a_patch_chosen_out_of_sight_is_brought_back_and_one_in_sight_moves_nothing(viewer: Viewer) -> None:
    viewer.zoom_to_patch()
    near = viewer.camera
    viewer.show_patch(Patch(610, 310, 24))
    assert viewer.camera == near
    viewer.show_patch(Patch(100, 100, 24))
    assert viewer.camera == Camera(28.0, 28.0, near.zoom)
    viewer.fit()
    whole = viewer.camera
    viewer.show_patch(PATCH)
    assert viewer.camera == whole


def test_a_patch_that_is_dragged_out_of_sight_moves_no_view_under_the_pointer(viewer: Viewer) -> None:
    viewer.zoom_to_patch()
    near, canvas = viewer.camera, canvases(viewer)[0]
    drag(canvas, at_sr(viewer, 612, 312), QPoint(canvas.width() // 2, canvas.height() // 2 + 2000))
    assert viewer.row.patch is not None
    assert viewer.row.patch.y > 500
    assert viewer.camera == near


def test_it_is_named_and_says_what_a_click_does(viewer: Viewer) -> None:
    inset = map_inset(viewer)
    for name, keys in (("Map from near", "Ctrl+1"), ("Whole picture", "Ctrl+0")):
        assert inset.accessibleName() == name
        assert keys in inset.toolTip()
        click_on(inset)
