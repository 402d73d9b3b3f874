"""Thin marks of other patches on a picture, bookmarked and hard ones, named where the pointer is over them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.marks import DARK, LIGHT


@dataclass(frozen=True)
class PatchMark:
    """A patch in SR pixels under a name."""

    patch: Patch
    name: str
    is_hard: bool = False
    """Whether it was found to be hard; else it is a bookmark. Hard ones are dotted."""


def mark_at(marks: tuple[PatchMark, ...], scale: int, x: float, y: float) -> PatchMark | None:
    """The smallest of the marks around an LR position."""
    around = [mark for mark in marks if _box(mark, scale).contains(x, y)]
    return min(around, key=lambda mark: mark.patch.size, default=None)


def draw_marks(painter: QPainter, marks: tuple[PatchMark, ...], scale: int, camera: Camera, middle: QPointF) -> None:
    """A line of one pixel around each, over a darker one, so that it shows on any picture."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for mark in marks:
        for colour, style in ((DARK, Qt.PenStyle.SolidLine), (LIGHT, _style(mark))):
            painter.setPen(QPen(colour, 1.0, style))
            painter.drawRect(_on_screen(_box(mark, scale), camera, middle))


def draw_name(
    painter: QPainter, mark: PatchMark, scale: int, camera: Camera, middle: QPointF, room: QRect, palette: QPalette
) -> None:
    """The name of a mark on a plate beside it, inside the room."""
    words = painter.fontMetrics().elidedText(mark.name, Qt.TextElideMode.ElideRight, room.width() - 12)
    plate = painter.fontMetrics().boundingRect(words).adjusted(-4, -2, 4, 2)
    plate.moveBottomLeft(_on_screen(_box(mark, scale), camera, middle).topLeft().toPoint())
    plate.translate(0, -3)
    plate.moveTop(max(plate.top(), room.top()))
    plate.moveRight(min(plate.right(), room.right()))
    plate.moveLeft(max(plate.left(), room.left()))
    painter.fillRect(plate, palette.color(QPalette.ColorRole.Base))
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)


def _style(mark: PatchMark) -> Qt.PenStyle:
    return Qt.PenStyle.DotLine if mark.is_hard else Qt.PenStyle.SolidLine


def _box(mark: PatchMark, scale: int) -> QRectF:
    patch = mark.patch
    return QRectF(patch.x / scale, patch.y / scale, patch.size / scale, patch.size / scale)


def _on_screen(box: QRectF, camera: Camera, middle: QPointF) -> QRectF:
    left, top = camera.to_screen(box.left(), box.top())
    place = QRectF(QPointF(left, top) + middle, box.size() * camera.zoom)
    return QRectF(QPointF(place.topLeft().toPoint()), QPointF(place.bottomRight().toPoint()))
