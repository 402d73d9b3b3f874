"""The viewer under hand and keys: what is picked, where it looks, and that all cells look there together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.cells.cell_title import Reference
from lamgui.widgets.viewer.viewer import Viewer
from lamgui.widgets.viewer.viewer_frame import HINTS
from tests.widgets.viewer_of import (
    CTRL,
    LEFT,
    LR_SIZE,
    MIDDLE,
    NO_KEY,
    SR_SIZE,
    at_sr,
    canvases,
    click,
    drag,
    grabbed,
    scene_of,
    shown_viewer,
    sr_at,
    titles_of,
    turn_wheel,
)

Picks = list[tuple[Patch, str]]
CURSORS = Qt.CursorShape


@pytest.fixture
def viewer(qtbot: QtBot) -> Viewer:
    return shown_viewer(qtbot)


@pytest.fixture
def picks(viewer: Viewer) -> Picks:
    """Every patch that the user picks is also the one shown, as the session would have it."""
    found: Picks = []
    viewer.patch_picked.connect(lambda _, patch, gesture: found.append((patch, gesture)))
    return found


@pytest.mark.parametrize("row", [0, 1, 2])
@pytest.mark.parametrize(("zoom", "x", "y"), [(0.7, 80, 60), (1.0, 80, 60), (9.3, 90, 70), (60.0, 75, 41)])
def test_a_click_centres_the_patch_there_at_any_zoom(
    viewer: Viewer, picks: Picks, row: int, zoom: float, x: float, y: float
) -> None:
    viewer.cell.sight.look(Camera(x / 4, y / 4, zoom))
    point = at_sr(viewer, x + 3, y - 2, row)
    click(canvases(viewer)[row], point)
    (patch, _gesture), where = picks[-1], sr_at(viewer, point, row)
    assert patch.size == 20
    assert (patch.x + 10, patch.y + 10) == pytest.approx(where, abs=0.5 + 1e-9)


def test_a_click_beside_the_picture_picks_nothing(viewer: Viewer, picks: Picks) -> None:
    viewer.cell.sight.look(Camera(16, 12, 1.0))
    click(canvases(viewer)[0], QPoint(3, 3))
    assert picks == []


def test_dragging_the_box_moves_it_continuously_in_one_gesture(viewer: Viewer, picks: Picks) -> None:
    camera, canvas = viewer.camera, canvases(viewer)[1]
    drag(canvas, *(at_sr(viewer, x, 40, 1) for x in (50, 56, 62, 70)))
    assert [patch.x for patch, _ in picks] == sorted({patch.x for patch, _ in picks})
    assert len(picks) == 3
    assert picks[-1][0].x == pytest.approx(60, abs=1)
    assert {patch.size for patch, _ in picks} == {20}
    first_gesture = {gesture for _, gesture in picks}
    assert len(first_gesture) == 1
    drag(canvas, at_sr(viewer, 70, 40, 1), at_sr(viewer, 50, 40, 1))
    assert picks[-1][1] not in first_gesture
    assert viewer.camera == camera


def test_a_corner_resizes_it(viewer: Viewer, picks: Picks) -> None:
    drag(canvases(viewer)[0], at_sr(viewer, 60, 50), at_sr(viewer, 66, 56), at_sr(viewer, 72, 62))
    patch = picks[-1][0]
    assert (patch.x, patch.y) == (40, 30)
    assert patch.size == pytest.approx(32, abs=1)
    assert len({gesture for _, gesture in picks}) == 1


def test_a_click_on_a_corner_leaves_the_patch(viewer: Viewer, picks: Picks) -> None:
    click(canvases(viewer)[0], at_sr(viewer, 60, 50))
    assert picks == []


def test_the_box_stops_at_the_edge(viewer: Viewer, picks: Picks) -> None:
    drag(canvases(viewer)[0], at_sr(viewer, 50, 40), at_sr(viewer, 500, 400))
    assert picks[-1][0] == Patch(SR_SIZE[0] - 21, SR_SIZE[1] - 21, 20)


@pytest.mark.parametrize(
    ("button", "keys", "x", "y"), [(LEFT, NO_KEY, 100, 80), (LEFT, CTRL, 50, 40), (MIDDLE, NO_KEY, 50, 40)]
)
def test_dragging_beside_the_box_or_with_ctrl_or_the_middle_button_pans(
    viewer: Viewer, picks: Picks, button: Qt.MouseButton, keys: Qt.KeyboardModifier, x: float, y: float
) -> None:
    start = at_sr(viewer, x, y)
    held = sr_at(viewer, start)
    end = start + QPoint(-31, 17)
    drag(canvases(viewer)[0], start, start + QPoint(-9, 5), end, button=button, keys=keys)
    assert sr_at(viewer, end) == pytest.approx(held)
    assert picks == []


def test_a_trembling_click_still_picks(viewer: Viewer, picks: Picks) -> None:
    camera, start = viewer.camera, at_sr(viewer, 100, 80)
    drag(canvases(viewer)[0], start, start + QPoint(2, 1))
    assert viewer.camera == camera
    assert len(picks) == 1


def test_the_wheel_zooms_at_the_pointer(viewer: Viewer) -> None:
    point = at_sr(viewer, 100, 30, 2)
    before, zoom = sr_at(viewer, point, 2), viewer.camera.zoom
    turn_wheel(canvases(viewer)[2], point, 3)
    assert viewer.camera.zoom > 1.5 * zoom
    assert sr_at(viewer, point, 2) == pytest.approx(before)
    turn_wheel(canvases(viewer)[2], point, -3)
    assert viewer.camera.zoom == pytest.approx(zoom)


def test_a_double_click_fits_and_gives_the_patch_back(viewer: Viewer, picks: Picks) -> None:
    fitted = viewer.camera
    viewer.zoom_in()
    assert viewer.camera != fitted
    canvas, point = canvases(viewer)[0], at_sr(viewer, 80, 60)
    click(canvas, point)
    QTest.mouseDClick(canvas, LEFT, NO_KEY, point)
    assert viewer.camera == fitted
    assert picks[-1][0] == Patch(40, 30, 20)
    assert len({gesture for _, gesture in picks}) == 1


def test_arrow_keys_move_the_patch_by_one_and_with_shift_by_ten(viewer: Viewer, picks: Picks) -> None:
    for key, modifier in (
        (Qt.Key.Key_Right, NO_KEY),
        (Qt.Key.Key_Down, NO_KEY),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.KeypadModifier),
    ):
        QTest.keyClick(viewer, key, modifier)
    assert [(patch.x, patch.y) for patch, _ in picks] == [(41, 30), (41, 31), (31, 31), (31, 21), (30, 21)]
    assert {gesture for _, gesture in picks} == {"nudge"}


def test_arrow_keys_stop_at_the_edge_and_say_nothing_there(viewer: Viewer, picks: Picks) -> None:
    viewer.show_patch(Patch(0, 0, 20))
    QTest.keyClick(viewer, Qt.Key.Key_Left)
    QTest.keyClick(viewer, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert picks == []
    QTest.keyClick(viewer, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert picks == []


def test_arrow_keys_work_after_a_click_into_a_cell(viewer: Viewer, qtbot: QtBot) -> None:
    viewer.activateWindow()
    qtbot.waitUntil(viewer.isActiveWindow)
    click(canvases(viewer)[1], at_sr(viewer, 80, 60, 1))
    assert viewer.hasFocus()


@pytest.mark.parametrize(("width", "height"), [(960, 320), (701, 277), (1203, 555)])
def test_cells_show_the_same_place_after_a_resize(viewer: Viewer, qtbot: QtBot, width: int, height: int) -> None:
    viewer.cell.sight.look(Camera(10.0, 9.0, 11.0))
    viewer.resize(width, height)
    qtbot.waitUntil(lambda: viewer.size().width() == width)
    assert viewer.camera == Camera(10.0, 9.0, 11.0)
    for row in range(3):
        middle = QPoint(canvases(viewer)[row].width() // 2, canvases(viewer)[row].height() // 2)
        heard: list[Patch] = []
        viewer.patch_picked.connect(lambda _row, patch, _, heard=heard: heard.append(patch))
        viewer.show_patch(Patch(60, 50, 20))
        click(canvases(viewer)[row], middle)
        assert heard[-1] == Patch(30, 26, 20)


def test_a_fitted_picture_stays_fitted_when_the_window_grows(viewer: Viewer, qtbot: QtBot) -> None:
    before = viewer.camera.zoom
    viewer.resize(1500, 700)
    qtbot.waitUntil(lambda: viewer.camera.zoom > before)
    canvas = canvases(viewer)[0]
    assert viewer.camera.zoom == pytest.approx(min(canvas.width() / LR_SIZE[0], canvas.height() / LR_SIZE[1]), rel=0.02)


def test_zoom_is_kept_for_a_picture_of_the_same_size_and_fitted_for_another(viewer: Viewer) -> None:
    viewer.cell.sight.look(Camera(10.0, 9.0, 11.0))
    viewer.show_scene(scene_of())
    assert viewer.camera == Camera(10.0, 9.0, 11.0)
    viewer.show_scene(scene_of((24, 32)))
    assert (viewer.camera.centre_x, viewer.camera.centre_y) == (12, 16)


def test_another_scale_keeps_the_place(viewer: Viewer, picks: Picks) -> None:
    viewer.cell.sight.look(Camera(10.0, 9.0, 11.0))
    viewer.show_scene(scene_of(scale=2))
    viewer.show_patch(Patch(40, 30, 8))
    canvas = canvases(viewer)[0]
    click(canvas, QPoint(canvas.width() // 2, canvas.height() // 2))
    assert viewer.camera == Camera(10.0, 9.0, 11.0)
    assert picks[-1][0] == Patch(16, 14, 8)


def test_zoom_to_the_patch_puts_it_in_the_middle(viewer: Viewer) -> None:
    viewer.zoom_to_patch()
    assert (viewer.camera.centre_x, viewer.camera.centre_y) == (12.5, 10.0)
    assert viewer.camera.zoom * 5 > 60


def test_the_cursor_says_what_a_press_does(viewer: Viewer) -> None:
    canvas = canvases(viewer)[0]
    for x, y, shape in (
        (100, 80, CURSORS.CrossCursor),
        (50, 40, CURSORS.SizeAllCursor),
        (40, 30, CURSORS.SizeFDiagCursor),
        (60, 30, CURSORS.SizeBDiagCursor),
    ):
        QTest.mouseMove(canvas, at_sr(viewer, x, y))
        assert canvas.cursor().shape() is shape
    start = at_sr(viewer, 100, 80)
    QTest.mousePress(canvas, LEFT, NO_KEY, start)
    QTest.mouseMove(canvas, start + QPoint(20, 20))
    assert canvas.cursor().shape() is CURSORS.ClosedHandCursor
    QTest.mouseRelease(canvas, LEFT, NO_KEY, start + QPoint(20, 20))
    QTest.mouseMove(canvas, start + QPoint(21, 20))
    assert canvas.cursor().shape() is CURSORS.CrossCursor


def test_the_hint_stands_until_a_patch_was_picked_by_hand(viewer: Viewer) -> None:
    said: list[tuple[str, ...]] = []
    viewer.readout_changed.connect(said.append)
    canvas, point = canvases(viewer)[0], at_sr(viewer, 80, 60)
    QTest.mouseMove(canvas, point)
    canvas.left.emit()
    assert [words == HINTS for words in said] == [False, True]
    click(canvas, point)
    canvas.left.emit()
    assert said[-1] == ()


def test_the_kind_of_picture_is_asked_for_and_waits_for_the_answer(viewer: Viewer, qtbot: QtBot) -> None:
    heat_map = viewer.toolbar.kinds["heat_map"]
    with qtbot.waitSignal(viewer.view_edited) as edited:
        heat_map.trigger()
    assert edited.args == [{"content": PaneContent.HEAT_MAP}]
    assert {cell.content for cell in viewer.grid.cells} == {PaneContent.OVERLAY}
    assert not heat_map.isChecked()
    viewer.show_view(View(content=PaneContent.HEAT_MAP))
    assert {cell.content for cell in viewer.grid.cells} == {PaneContent.HEAT_MAP}
    assert heat_map.isChecked()


@pytest.mark.parametrize("rows", [1, 2, 4, 7])
def test_other_numbers_of_cells_share_the_camera(qtbot: QtBot, rows: int) -> None:
    viewer = shown_viewer(qtbot, 1200, 700, rows)
    picked: list[tuple[int, Patch]] = []
    viewer.patch_picked.connect(lambda row, patch, _: picked.append((row, patch)))
    viewer.cell.sight.look(Camera(10.0, 9.0, 11.0))
    canvas = canvases(viewer)[-1]
    click(canvas, QPoint(canvas.width() // 2, canvas.height() // 2))
    assert picked == [(rows - 1, Patch(30, 26, 20))]


def test_the_wheel_over_a_head_scrolls_and_with_ctrl_zooms(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot, 500, 300, rows=12)
    bar, head = viewer.grid.verticalScrollBar(), viewer.cell.head
    assert bar.maximum() > 0
    camera = viewer.camera
    place = QPointF(head.mapTo(viewer, QPoint(20, 5)))
    QTest.wheelEvent(viewer.windowHandle(), place, QPoint(0, -360))
    assert bar.value() > 0
    assert viewer.camera == camera
    scrolled = bar.value()
    QTest.wheelEvent(viewer.windowHandle(), QPointF(20, 250), QPoint(0, 240), QPoint(), CTRL)
    assert viewer.camera.zoom > camera.zoom
    assert bar.value() == scrolled
    QTest.keyClick(viewer, Qt.Key.Key_PageUp)
    assert bar.value() < scrolled


def test_enter_shows_the_cell_in_focus_alone_and_all_again(viewer: Viewer) -> None:
    edited: list[dict[str, object]] = []
    viewer.view_edited.connect(edited.append)
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    assert edited.pop() == {"large": True}
    viewer.show_cells(tuple(replace(title, is_current=title.name == "B") for title in titles_of(3)))
    viewer.show_view(View(large=True))
    assert [cell.isVisible() for cell in viewer.grid.all_cells] == [False, True, False]
    QTest.keyClick(viewer, Qt.Key.Key_Return)
    assert edited.pop() == {"large": False}
    viewer.show_view(View())
    assert all(cell.isVisible() for cell in viewer.grid.all_cells)


def test_the_button_of_a_head_enlarges_that_cell(viewer: Viewer) -> None:
    heard: list[object] = []
    viewer.cell_chosen.connect(heard.append)
    viewer.view_edited.connect(heard.append)
    viewer.grid.cells[2].head.large_button.click()
    assert heard == [2, {"large": True}]


def test_the_patch_that_a_click_would_pick_is_told_while_nothing_is_pressed(viewer: Viewer) -> None:
    canvas = canvases(viewer)[1]
    told: list[Patch | None] = []
    picked: list[Patch] = []
    viewer.patch_hovered.connect(lambda _, patch: told.append(patch))
    viewer.patch_picked.connect(lambda _row, patch, _: picked.append(patch))
    for x, y in ((100, 20), (3, 90), (3, 90)):
        QTest.mouseMove(canvas, at_sr(viewer, x, y, 1))
    click(canvas, at_sr(viewer, 3, 90, 1))
    assert len(told) == 2
    assert told[1] == picked[0]
    QTest.mousePress(canvas, LEFT, NO_KEY, at_sr(viewer, 12, 86, 1))
    QTest.mouseMove(canvas, at_sr(viewer, 40, 50, 1))
    assert told[2:] == [None]
    QTest.mouseRelease(canvas, LEFT, NO_KEY, at_sr(viewer, 40, 50, 1))
    QTest.mouseMove(canvas, QPoint(1, 1))
    assert told[2:] == [None]


def test_the_only_cell_has_no_frame_of_its_own_inside_that_of_the_keys(qtbot: QtBot) -> None:
    viewer = shown_viewer(qtbot, rows=2)
    colour = viewer.palette().color(QPalette.ColorRole.Accent)
    accent = (colour.red(), colour.green(), colour.blue())

    def left_edge() -> tuple[int, ...]:
        cell = viewer.cell
        return tuple(grabbed(cell)[cell.height() // 2, 0].tolist())

    viewer.show_cells(titles_of(2), (Reference("a.png", 0),))
    assert left_edge() == accent
    viewer.show_cells(titles_of(1))
    assert left_edge() != accent
