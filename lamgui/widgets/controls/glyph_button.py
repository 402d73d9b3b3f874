"""Small drawn signs in the colour of the text in every theme, and a flat button with one."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QStylePainter, QToolButton, QWidget

Box = tuple[float, float, float, float]
SIDE_SHARE = 0.6
"""Side of a sign, as a share of the height of a line of text."""


class Glyph(Enum):
    """Signs of boxes (left, top, right, bottom) on a square of side 1; a box without a size is a dot."""

    GRID = ((0.0, 0.0, 0.4, 0.4), (0.6, 0.0, 1.0, 0.4), (0.0, 0.6, 0.4, 1.0), (0.6, 0.6, 1.0, 1.0))
    ONE = ((0.0, 0.0, 1.0, 1.0),)
    DUEL = ((0.0, 0.0, 1.0, 1.0), (0.5, 0.0, 0.5, 1.0))
    ENLARGE = ((0.0, 0.0, 1.0, 1.0), (0.0, 0.5, 0.5, 1.0))
    DETACH = ((0.0, 0.3, 0.7, 1.0), (0.3, 0.0, 1.0, 0.7))
    MENU = ((0.5, 0.1, 0.5, 0.1), (0.5, 0.5, 0.5, 0.5), (0.5, 0.9, 0.5, 0.9))

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is drawn."""
        drawn: tuple[Box, ...] = self.value
        return drawn


def draw_glyph(painter: QPainter, glyph: Glyph, area: QRectF, line_px: int, colour: QColor) -> None:
    """Draw a sign in the middle of an area, beside text whose lines are so high."""
    side = round(line_px * SIDE_SHARE)
    left, top = (area.width() - side) // 2 + area.left() + 0.5, (area.height() - side) // 2 + area.top() + 0.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.0))
    for x, y, right, bottom in glyph.boxes:
        start = QPointF(left + round(x * side), top + round(y * side))
        end = QPointF(left + round(right * side), top + round(bottom * side))
        if start == end:
            painter.setBrush(colour)
            painter.drawEllipse(start, 0.8, 0.8)
        elif start.x() == end.x():
            painter.drawLine(start, end)
        else:
            painter.drawRect(QRectF(start, end))
    painter.restore()


class GlyphButton(QToolButton):
    """Paints a Glyph on the style's flat button; as large as a line of text."""

    def __init__(self, glyph: Glyph, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self.setAutoRaise(True)

    def sizeHint(self) -> QSize:
        """A square around a line of text."""
        side = self.fontMetrics().height() + 4
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The style's button, and the sign in its middle."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.setClipRect(event.rect())
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
        draw_glyph(painter, self._glyph, QRectF(self.rect()), self.fontMetrics().height(), colour)
