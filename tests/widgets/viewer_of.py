"""A viewer with a small picture in its cells, and a hand that presses, drags and turns the wheel over them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lamgui.attribution.patch import Patch
from lamgui.imaging.picture import Pixels
from lamgui.maps.pictures import Pictures
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.cells.cell_title import CellTitle
from lamgui.widgets.viewer.viewer import Viewer
from tests.imaging.pictures import coloured

SCALE = 4
LR_SIZE = (32, 24)
SR_SIZE = (128, 96)
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_KEY, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def scene_of(lr_size: tuple[int, int] = LR_SIZE, scale: int = SCALE, patch: Patch | None = None) -> Pictures:
    """Waves as LR, SR and HR."""
    width, height = lr_size
    sr = coloured(width * scale, height * scale)
    return Pictures(coloured(width, height), sr[:, ::-1].copy(), sr, patch or Patch(40, 30, 20), scale, None)


def titles_of(rows: int) -> tuple[CellTitle, ...]:
    """Titles A, B, ...; A is in focus."""
    return tuple(CellTitle(chr(ord("A") + row), row, is_current=row == 0) for row in range(rows))


def shown_viewer(qtbot: QtBot, width: int = 960, height: int = 320, rows: int = 3) -> Viewer:
    """A viewer of cells A, B, ... of 32x24 LR pixels at x4 with a patch of 20 at (40, 30)."""
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(width, height)
    pictures = scene_of()
    viewer.show_cells(titles_of(rows))
    for row in range(rows):
        viewer.show_scene(pictures, row)
    viewer.show_patch(pictures.patch)
    with qtbot.waitExposed(viewer):
        viewer.show()
    return viewer


def canvases(viewer: Viewer) -> list[Canvas]:
    """The painted parts of the cells of rows, from the first."""
    return [cell.canvas for cell in viewer.grid.cells]


def at_sr(viewer: Viewer, x: float, y: float, row: int = 0) -> QPoint:
    """The point of a cell at an SR position, to the nearest screen pixel."""
    canvas, scale = canvases(viewer)[row], viewer.cell.contents.scale
    across, down = viewer.camera.to_screen(x / scale, y / scale)
    return QPoint(round(canvas.width() // 2 + across), round(canvas.height() // 2 + down))


def sr_at(viewer: Viewer, point: QPoint, row: int = 0) -> tuple[float, float]:
    """The SR position under a point of a cell."""
    canvas, scale = canvases(viewer)[row], viewer.cell.contents.scale
    x, y = viewer.camera.to_lr(point.x() - canvas.width() // 2, point.y() - canvas.height() // 2)
    return x * scale, y * scale


def click(canvas: Canvas, point: QPoint) -> None:
    """The left button goes down and up."""
    QTest.mouseClick(canvas, LEFT, NO_KEY, point)


def drag(canvas: Canvas, *points: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press at the first point, move through the others, let go at the last."""
    QTest.mousePress(canvas, button, keys, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, button, keys, points[-1])


def turn_wheel(widget: QWidget, point: QPoint, notches: float, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """The wheel over a point; a notch is 120 eighths of a degree."""
    turned = QPoint(0, round(120 * notches))
    event = QWheelEvent(
        QPointF(point),
        QPointF(widget.mapToGlobal(point)),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def grabbed(widget: QWidget) -> Pixels:
    """What a widget paints, as RGB."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
