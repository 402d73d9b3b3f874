"""A line across a picture: its length, and the values along it in a small plot on a plate of its own."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QPolygonF

from lamgui.base.arrays import Doubles
from lamgui.base.wording import MINUS
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.marks import DARK, LIGHT
from lamgui.widgets.viewer.pictures.contents import Contents
from lamgui.widgets.viewer.pictures.values import values_at
from lamgui.widgets.viewer.readout import NAMES

MOST_SAMPLES = 2000
PLATE_PX = (150, 64)
"""Least width and height of the plot's plate, where there is room; words of large text make it wider."""
MARGIN_PX = 6


@dataclass(frozen=True)
class Line:
    """From one LR position to another."""

    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def length(self) -> float:
        """In LR pixels."""
        return math.dist(self.start, self.end)

    def shifted(self, dx: float, dy: float) -> Line:
        """The line at its place in another cell."""
        return Line((self.start[0] + dx, self.start[1] + dy), (self.end[0] + dx, self.end[1] + dy))

    def points(self, count: int) -> tuple[Doubles, Doubles]:
        """Columns and rows of as many LR positions along it, both ends among them."""
        return np.linspace(self.start[0], self.end[0], count), np.linspace(self.start[1], self.end[1], count)


@dataclass(frozen=True, eq=False)
class Profile:
    """A line and what lies along it: values at equal distances, NaN beyond the picture."""

    line: Line
    values: Doubles
    scale: int
    """SR pixels to an LR pixel."""
    name: str
    """Of the quantity."""
    of: str = ""
    """What a value is to be read against, after the values."""

    @property
    def length_words(self) -> str:
        """Its length: "12.5 LR px · 50 SR px"."""
        length = self.line.length
        return f"{length:.1f} LR px · {length * self.scale:.0f} SR px"


def profile_of(contents: Contents, content: PaneContent, line: Line) -> Profile:
    """The values of a kind of picture along a line, at least one for each pixel; luma of a picture in colour."""
    per_lr = contents.scale if content in (PaneContent.SR, PaneContent.HR, PaneContent.ERROR) else 1
    count = min(MOST_SAMPLES, max(2, math.ceil(2 * line.length * per_lr) + 1))
    values = values_at(contents, content, *line.points(count))
    is_picture = content in (PaneContent.INPUT, PaneContent.SR, PaneContent.HR, PaneContent.CONTOUR)
    if contents.own_quantity is not None:
        return Profile(line, values, contents.scale, contents.own_quantity.name, contents.own_quantity.unit)
    return Profile(line, values, contents.scale, f"{NAMES[content]}, luma" if is_picture else NAMES[content])


def draw_profile(
    painter: QPainter, profile: Profile, camera: Camera, middle: QPointF, room: QRect, palette: QPalette
) -> None:
    """The line with its length beside it, and the plot in the corner that is farthest from it."""
    start, end = draw_line(painter, profile, camera, middle, room, palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    words_px = painter.fontMetrics().horizontalAdvance(_head(profile)) + 10
    _draw_plot(painter, profile, _corner(start, end, room, max(PLATE_PX[0], words_px)), palette)
    painter.restore()


def draw_line(
    painter: QPainter, profile: Profile, camera: Camera, middle: QPointF, room: QRect, palette: QPalette
) -> tuple[QPointF, QPointF]:
    """The line with its length beside it, also where there is no picture under it; its ends on the screen."""
    start, end = (QPointF(*camera.to_screen(*at)) + middle for at in (profile.line.start, profile.line.end))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((DARK, 3.0), (LIGHT, 1.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(start, end)
    _draw_words(painter, profile.length_words, end, room, palette)
    painter.restore()
    return start, end


def _draw_words(painter: QPainter, words: str, at: QPointF, room: QRect, palette: QPalette) -> None:
    plate = painter.fontMetrics().boundingRect(words).adjusted(-4, -2, 4, 2)
    plate.moveTopLeft(at.toPoint())
    plate.translate(8, 8)
    plate.moveRight(min(plate.right(), room.right()))
    plate.moveBottom(min(plate.bottom(), room.bottom()))
    painter.fillRect(plate, palette.color(QPalette.ColorRole.Base))
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)


def _draw_plot(painter: QPainter, profile: Profile, plate: QRect, palette: QPalette) -> None:
    painter.fillRect(plate, palette.color(QPalette.ColorRole.Base))
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.drawRect(plate)
    finite = profile.values[np.isfinite(profile.values)]
    text_px = painter.fontMetrics().height()
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    head = QRect(plate.left() + 4, plate.top() + 1, plate.width() - 8, text_px)
    metrics = painter.fontMetrics()
    words = fitting_head(profile, lambda words: metrics.horizontalAdvance(words) <= head.width())
    painter.drawText(head, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(words, _END, head.width()))
    area = QRectF(plate).adjusted(4, text_px + 4, -4, -4)
    if not finite.size or area.height() < 4:
        return
    lowest, highest = float(finite.min()), float(finite.max())
    span = highest - lowest or 1.0
    x = area.left() + np.linspace(0.0, 1.0, len(profile.values)) * area.width()
    y = area.bottom() - (profile.values - lowest) / span * area.height()
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 1.2))
    for part in np.split(np.arange(len(y)), np.flatnonzero(np.diff(np.isfinite(y).astype(int))) + 1):
        if np.isfinite(y[part[0]]):
            painter.drawPolyline(QPolygonF([QPointF(x[k], y[k]) for k in part.tolist()]))


def _head(profile: Profile) -> str:
    """The quantity and the range of its values."""
    return "  ".join(filter(None, (profile.name, _range_of(profile))))


def _range_of(profile: Profile) -> str:
    finite = profile.values[np.isfinite(profile.values)]
    if not finite.size:
        return ""
    return f"{_number(float(finite.min()))} … {_number(float(finite.max()))}{profile.of}"


def fitting_head(profile: Profile, fits: Callable[[str], bool]) -> str:
    """Quantity and range, or where these do not fit the range alone: a part of a number is another number."""
    whole = _head(profile)
    return whole if fits(whole) else _range_of(profile) or whole


def _corner(start: QPointF, end: QPointF, room: QRect, wide_px: int) -> QRect:
    """The place of the plate: the corner of the room farthest from the middle of the line."""
    width = min(wide_px, room.width() - 2 * MARGIN_PX)
    height = min(PLATE_PX[1], room.height() - 2 * MARGIN_PX)
    x, y = (start.x() + end.x()) / 2, (start.y() + end.y()) / 2
    left = room.left() + MARGIN_PX if x > room.center().x() else room.right() - MARGIN_PX - width
    top = room.top() + MARGIN_PX if y > room.center().y() else room.bottom() - MARGIN_PX - height
    return QRect(left, top, width, height)


_END = Qt.TextElideMode.ElideRight


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS)
