"""A few words inside a plot, in the corner that the curve leaves free."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QWidget

WIDEST = 0.6
"""Of the area, for the text to take before it wraps."""
NARROWEST_PX = 110


class PlotNote(QLabel):
    """Rich text that lets the mouse through; hidden while it is empty."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self._corner = 0
        self.hide()

    def place(self, area: QRectF, points: Sequence[QPointF]) -> None:
        """Move to the first corner of `area` without `points`, or with the fewest; stay where there are none."""
        self.setFixedWidth(min(self._natural_width(), max(NARROWEST_PX, round(WIDEST * area.width()))))
        self.setFixedHeight(self.heightForWidth(self.width()))
        corners = note_corners(area, self.size())
        covered = [sum(corner.contains(point) for point in points) for corner in corners]
        if covered[self._corner]:
            self._corner = covered.index(min(covered))
        self.move(corners[self._corner].topLeft().toPoint())

    def _natural_width(self) -> int:
        """The width at which no line wraps."""
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(0)
        document.setHtml(self.text())
        return ceil(document.idealWidth()) + 1


def note_corners(area: QRectF, size: QSize) -> list[QRectF]:
    """Rectangles of a size in the corners of an area: top left, bottom right, bottom left, top right."""
    left, top = area.left(), area.top()
    right, bottom = area.right() - size.width(), area.bottom() - size.height()
    places = ((left, top), (right, bottom), (left, bottom), (right, top))
    return [QRectF(x, y, size.width(), size.height()) for x, y in places]
