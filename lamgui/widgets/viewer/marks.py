"""Marks over a picture, each dark under light so that it shows on any: patch box, contour, cross-hair."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen, QTransform

from lamgui.widgets.viewer.camera import Camera

DARK = QColor(0, 0, 0, 190)
LIGHT = QColor(255, 255, 255)
CONTOUR_LIGHT = QColor(90, 255, 220)
"""Not white, to distinguish the contour from the patch."""
HANDLE_PX = 7.0
SMALLEST_WITH_HANDLES_PX = 22.0
SMALLEST_WITH_THICK_EDGE_PX = 14.0
"""In a smaller box a thick edge would hide the pixels inside."""
LEAST_ZOOM_ON_DARK = 8.0
"""At a smaller zoom the dark line under an outline would hide the pixels."""
GRID = QColor(128, 128, 128, 120)
"""Of the lines between pixels: seen on dark and on light ones."""
LEAST_GRID_PX = 12.0
"""Screen px of a pixel from which on there are such lines."""
CROSS_ARM_PX = 11.0
CROSS_GAP_PX = 3.0
VEIL = 0.35
"""Opacity of the veil over a map of the run before."""
DASH_PX = 7.0
"""Length of a dash, and of a gap."""


class Outline(NamedTuple):
    """A line in LR pixels and its colour; between the dashes the line below it shows."""

    path: QPainterPath
    colour: QColor
    is_dashed: bool = False


def draw_box(painter: QPainter, box: QRectF, handles: bool) -> None:
    """The patch, at a place in screen px, with handles on its corners if wanted and if there is room."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    frame = QRectF(QPointF(box.topLeft().toPoint()), QPointF(box.bottomRight().toPoint()))
    thinner = 0.0 if min(box.width(), box.height()) >= SMALLEST_WITH_THICK_EDGE_PX else 1.0
    for colour, width in ((DARK, 4.0), (LIGHT, 2.0)):
        painter.setPen(_pen(colour, width - thinner))
        painter.drawRect(frame)
    if not handles or min(box.width(), box.height()) < SMALLEST_WITH_HANDLES_PX:
        return
    painter.setPen(_pen(DARK, 1.0))
    painter.setBrush(LIGHT)
    for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
        painter.drawRect(QRectF(corner.x() - HANDLE_PX / 2, corner.y() - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX))


def box_bounds(box: QRectF) -> QRect:
    """The rectangle that drawing a box touches."""
    return _around(box, HANDLE_PX)


def draw_outline(painter: QPainter, outline: Outline, camera: Camera, middle: QPointF) -> None:
    """An outline in its colour, at a large zoom over a dark line; between its dashes the line below shows."""
    left, top = camera.to_screen(0.0, 0.0)
    to_screen = QTransform(camera.zoom, 0, 0, camera.zoom, left + middle.x(), top + middle.y())
    mapped = to_screen.map(outline.path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    strokes = ((DARK, 3.0), (outline.colour, 1.0))
    for colour, width in strokes if outline.is_dashed or camera.zoom >= LEAST_ZOOM_ON_DARK else strokes[1:]:
        pen = _pen(colour, width + 1.0 if outline.is_dashed else width)
        if outline.is_dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([DASH_PX / pen.widthF()] * 2)
        painter.setPen(pen)
        painter.drawPath(mapped)


def draw_grid(painter: QPainter, camera: Camera, middle: QPointF, room: QRect, per_lr: int, lr: QSize) -> None:
    """Lines between the pixels of a picture with `per_lr` of them to an LR pixel, where these are large enough."""
    step = camera.zoom / per_lr
    if step < LEAST_GRID_PX:
        return
    left, top = camera.to_screen(0.0, 0.0)
    picture = QRectF(left + middle.x(), top + middle.y(), lr.width() * camera.zoom, lr.height() * camera.zoom)
    seen = picture.intersected(QRectF(room))
    if seen.isEmpty():
        return
    lines = [
        QLineF(picture.left() + k * step, seen.top(), picture.left() + k * step, seen.bottom())
        for k in _between(seen.left() - picture.left(), seen.right() - picture.left(), step)
    ]
    lines += [
        QLineF(seen.left(), picture.top() + k * step, seen.right(), picture.top() + k * step)
        for k in _between(seen.top() - picture.top(), seen.bottom() - picture.top(), step)
    ]
    painter.setPen(_pen(GRID, 1.0))
    painter.drawLines(lines)


def _between(first: float, last: float, step: float) -> range:
    """The multiples of a step from a position to another."""
    return range(math.ceil(first / step), math.floor(last / step) + 1)


def draw_cross(painter: QPainter, at: QPointF) -> None:
    """A cross-hair with an open middle, the same size at every zoom."""
    arms = [
        QLineF(at + direction * CROSS_GAP_PX, at + direction * CROSS_ARM_PX)
        for direction in (QPointF(1, 0), QPointF(0, 1), QPointF(-1, 0), QPointF(0, -1))
    ]
    for colour, width in ((DARK, 3.0), (LIGHT, 1.0)):
        painter.setPen(_pen(colour, width))
        painter.drawLines(arms)


def cross_bounds(at: QPointF) -> QRect:
    """The rectangle that drawing a cross-hair touches."""
    return _around(QRectF(at, at), CROSS_ARM_PX)


def draw_veil(painter: QPainter, area: QRect, palette: QPalette, text: str) -> None:
    """A veil that dims a picture, with a text at the bottom."""
    veil = QColor(palette.color(QPalette.ColorRole.Base))
    veil.setAlphaF(VEIL)
    painter.fillRect(area, veil)
    words = painter.fontMetrics().boundingRect(text).adjusted(-4, -2, 4, 2)
    words.moveBottomLeft(area.bottomLeft() + QPoint(4, -4))
    painter.fillRect(words, palette.color(QPalette.ColorRole.Base))
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)


def draw_plate(painter: QPainter, area: QRect, palette: QPalette, text: str) -> None:
    """A text on a ground of its own in the middle of a picture, in as many lines as it needs."""
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    plate = painter.fontMetrics().boundingRect(area.adjusted(12, 8, -12, -8), int(flags), text)
    painter.fillRect(plate.adjusted(-8, -4, 8, 4), palette.color(QPalette.ColorRole.Base))
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(plate, flags, text)


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)


def _around(area: QRectF, reach: float) -> QRect:
    return area.adjusted(-reach, -reach, reach, reach).toAlignedRect().adjusted(-2, -2, 2, 2)
