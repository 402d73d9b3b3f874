"""What the cells paint: pixels as squares, patch and contour over them, and no more of a picture than is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.figures.pixels.map_picture import coloured_map, overlaid_map
from lamgui.figures.pixels.outline import smooth_outline
from lamgui.imaging.picture import Pixels
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.camera import Camera, fitted
from lamgui.widgets.viewer.marks import CONTOUR_LIGHT, LIGHT
from lamgui.widgets.viewer.pictures.image import PaneImage
from lamgui.widgets.viewer.viewer import Viewer
from tests.imaging.pictures import noise
from tests.widgets.paint_record import Drawn, PaintRecord
from tests.widgets.viewer_of import LR_SIZE, SCALE, canvases, grabbed, scene_of, shown_viewer

MAP = np.where(np.indices((24, 32)).sum(axis=0) % 2, 1.0, -1.0) * np.linspace(0.0, 2.0, 32)
"""Signs by turns, growing to the right; (24, 32)."""
MIDDLE = QPointF(150, 100)


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    viewer = shown_viewer(qtbot)
    viewer.show_view(View(content=PaneContent.INPUT))
    viewer.show_patch(None)
    return viewer


@pytest.fixture(scope="module")
def large() -> Pixels:
    return np.zeros((3000, 4000, 3), np.uint8)


def rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def seen(viewer: Viewer, row: int, per_lr_px: int) -> Pixels:
    """What a cell shows of the whole LR picture at a whole zoom: a colour for each LR pixel's top-left screen pixel."""
    viewer.cell.sight.look(Camera(16, 12, per_lr_px))
    pixels = grabbed(canvases(viewer)[row])
    left = pixels.shape[1] // 2 - 16 * per_lr_px
    top = pixels.shape[0] // 2 - 12 * per_lr_px
    return pixels[top : top + 24 * per_lr_px, left : left + 32 * per_lr_px]


def test_pixels_are_whole_squares_above_one_to_one(viewer: Viewer) -> None:
    expected = scene_of().lr.repeat(8, axis=0).repeat(8, axis=1)
    np.testing.assert_array_equal(seen(viewer, 0, 8), expected)


def test_sr_lies_pixel_for_pixel_over_the_same_place_as_lr(viewer: Viewer) -> None:
    viewer.show_view(View(content=PaneContent.SR))
    expected = scene_of().sr.repeat(2, axis=0).repeat(2, axis=1)
    np.testing.assert_array_equal(seen(viewer, 1, 8), expected)


@pytest.mark.parametrize("zoom", [0.5, 0.8])
def test_a_far_view_is_smoothed(viewer: Viewer, zoom: float) -> None:
    board = np.zeros((300, 300, 3), np.uint8)
    board[::2, ::2] = board[1::2, 1::2] = 255
    viewer.show_picture(board, None, 1)
    viewer.cell.sight.look(Camera(150, 150, zoom))
    pixels = grabbed(canvases(viewer)[0])
    middle = pixels[pixels.shape[0] // 2 - 20 : pixels.shape[0] // 2 + 20, pixels.shape[1] // 2 - 20 :][:, :40]
    between = (middle > 30) & (middle < 225)
    assert between.mean() > 0.5


def test_map_overlay_and_sign_are_painted_as_they_are_exported(viewer: Viewer) -> None:
    lr = scene_of().lr
    viewer.show_map(MAP)
    for signed, opacity in ((False, 0.25), (True, 0.25), (True, 1.0), (False, 0.0)):
        view = View(content=PaneContent.MAP, signed=signed, opacity=opacity)
        viewer.show_view(view)
        np.testing.assert_array_equal(seen(viewer, 0, 8)[::8, ::8], coloured_map(MAP, view))
        viewer.show_view(replace(view, content=PaneContent.OVERLAY))
        np.testing.assert_array_equal(seen(viewer, 0, 8)[::8, ::8], overlaid_map(lr, MAP, view))


def test_patch_is_drawn_around_its_pixels_in_every_cell(viewer: Viewer) -> None:
    without = [seen(viewer, row, 8) for row in range(3)]
    viewer.show_patch(Patch(40, 32, 20))
    for row in range(3):
        changed = np.argwhere((seen(viewer, row, 8) != without[row]).any(axis=2))
        top_left, bottom_right = changed.min(axis=0), changed.max(axis=0)
        # 4 SR pixels to an LR pixel of 8 screen pixels; the frame is 4 wide and lies on the edge.
        assert top_left.tolist() == pytest.approx([64, 80], abs=4)
        assert bottom_right.tolist() == pytest.approx([64 + 40, 80 + 40], abs=4)
        assert (seen(viewer, row, 8) == rgb(LIGHT)).all(axis=2).any()
        inside = np.s_[64 + 4 : 104 - 4, 80 + 4 : 120 - 4]
        np.testing.assert_array_equal(seen(viewer, row, 8)[inside], without[row][inside])


def test_contour_outlines_the_area_and_can_be_taken_away(viewer: Viewer) -> None:
    one = np.zeros((24, 32))
    one[10, 20] = 1.0
    viewer.show_map(one)
    assert not (seen(viewer, 0, 8) == rgb(CONTOUR_LIGHT)).all(axis=2).any(), "off unless it is asked for"
    viewer.show_view(View(content=PaneContent.INPUT, contour=True))
    marked = (seen(viewer, 0, 8) == rgb(CONTOUR_LIGHT)).all(axis=2)
    rows, columns = np.nonzero(marked)
    (line,) = smooth_outline(one, View().share)
    first, last = 8 * line.min(axis=0), 8 * line.max(axis=0)
    assert (columns.min(), rows.min()) == pytest.approx(tuple(first), abs=1.5)
    assert (columns.max(), rows.max()) == pytest.approx(tuple(last), abs=1.5)
    viewer.show_view(View(content=PaneContent.INPUT))
    np.testing.assert_array_equal(seen(viewer, 0, 8)[::8, ::8], scene_of().lr)


def test_the_outline_is_the_content_of_a_kind_of_its_own(viewer: Viewer) -> None:
    viewer.show_map(np.eye(24, 32))
    viewer.show_view(View(content=PaneContent.CONTOUR))
    assert [line.colour for line in viewer.cell.canvas.contours] == [CONTOUR_LIGHT]
    viewer.show_view(View())
    assert viewer.cell.canvas.contours == ()


def test_lines_between_pixels_are_there_where_pixels_are_large(viewer: Viewer) -> None:
    viewer.show_picture(np.full((24, 32, 3), 255, np.uint8), None, 1)
    assert (seen(viewer, 0, 11) == 255).all()
    part = seen(viewer, 0, 12)
    marked = (part != 255).any(axis=2)
    rows, columns = np.flatnonzero(marked.all(axis=1)), np.flatnonzero(marked.all(axis=0))
    assert set(np.diff(rows).tolist()) == {12}
    assert set(np.diff(columns).tolist()) == {12}
    assert marked.mean() < 0.2


def test_the_pointer_is_mirrored_in_the_other_cells_only(viewer: Viewer) -> None:
    viewer.cell.sight.look(Camera(16, 12, 8))
    before = [grabbed(canvas) for canvas in canvases(viewer)]
    QTest.mouseMove(canvases(viewer)[1], QPoint(60, 70))
    after = [grabbed(canvas) for canvas in canvases(viewer)]
    changed = [bool((a != b).any()) for a, b in zip(before, after, strict=True)]
    assert changed == [True, False, True]


def test_a_fitted_picture_lies_in_the_middle(viewer: Viewer) -> None:
    red = np.full((24, 32, 3), (255, 0, 0), np.uint8)
    viewer.show_picture(red, None, 1)
    canvas = canvases(viewer)[0]
    shown = (grabbed(canvas) == (255, 0, 0)).all(axis=2)
    columns = np.nonzero(shown.any(axis=0))[0]
    rows = np.nonzero(shown.any(axis=1))[0]
    assert abs(columns[0] - (canvas.width() - 1 - columns[-1])) <= 1
    assert abs(rows[0] - (canvas.height() - 1 - rows[-1])) <= 1


def drawn_of(picture: Pixels, camera: Camera, middle: QPointF = MIDDLE) -> list[Drawn]:
    """What a canvas of 300x200 draws of a picture."""
    record = PaintRecord()
    painter = QPainter(record)
    PaneImage(picture, 1).paint(painter, camera, middle, QRectF(0, 0, 300, 200), 1.0)
    painter.end()
    return record.drawn


def test_only_the_seen_part_of_a_large_picture_is_drawn(large: Pixels) -> None:
    (drawn,) = drawn_of(large, Camera(2000, 1500, 8.0))
    assert drawn.size == QSize(4000, 3000)
    assert drawn.part.width() <= 300 / 8 + 4
    assert drawn.part.height() <= 200 / 8 + 4
    assert drawn.part.center().x() == pytest.approx(2000, abs=1)
    assert drawn.target.contains(QRectF(0, 0, 300, 200))


def test_a_far_view_of_a_large_picture_is_drawn_from_a_small_copy(large: Pixels) -> None:
    (drawn,) = drawn_of(large, fitted(4000, 3000, 300, 200))
    assert drawn.size == QSize(500, 375)
    assert drawn.target.width() == pytest.approx(200 * 4 / 3)


def test_nothing_is_drawn_of_a_picture_that_is_out_of_sight() -> None:
    assert drawn_of(noise(10, 10), Camera(0, 0, 4.0), QPointF(-500, 0)) == []


def test_high_density_screens_get_pixels_of_the_picture_not_of_the_window() -> None:
    picture = noise(*LR_SIZE)
    canvas = QPixmap(64, 48)
    canvas.setDevicePixelRatio(2.0)
    painter = QPainter(canvas)
    PaneImage(picture.repeat(SCALE, axis=0).repeat(SCALE, axis=1), SCALE).paint(
        painter, Camera(16, 12, 1.0), QPointF(16, 12), QRectF(0, 0, 32, 24), 2.0
    )
    painter.end()
    image = canvas.toImage()
    for row, column in ((0, 0), (23, 31), (7, 19)):
        assert rgb(image.pixelColor(2 * column, 2 * row)) == tuple(picture[row, column].tolist())
