"""The ground and the frame of a cell, in the colour of the accent where it is in focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPalette, QPen

FRAME_PX = 2
"""Of the cell in focus; others have half of it, at the same place."""
ROUNDED_PX = 4.0


def draw_frame(painter: QPainter, place: QRect, palette: QPalette, is_current: bool) -> None:
    """Draw them into a place; the frame of the one in focus is as wide as there is room for."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = palette.color(QPalette.ColorRole.Accent if is_current else QPalette.ColorRole.Mid)
    width = FRAME_PX if is_current else FRAME_PX / 2
    painter.setPen(QPen(colour, width))
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    inset = width / 2
    painter.drawRoundedRect(QRectF(place).adjusted(inset, inset, -inset, -inset), ROUNDED_PX, ROUNDED_PX)
