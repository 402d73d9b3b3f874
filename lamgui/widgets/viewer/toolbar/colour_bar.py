"""The colours of a map between two printed values."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from lamgui.widgets.viewer.pictures.colour_scale import Scale

GAP_PX = 5
BAR_HEIGHT_PX = 9
SHORTEST_BAR_PX = 24
SMALL_BAR_PX = 12
"""Length of the bar beside the maximum alone."""
LONGEST_BAR_PX = 130


class ColourBar(QWidget):
    """Shows nothing until the scale of a map is set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Colour scale")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._scale: Scale | None = None

    def show_scale(self, scale: Scale | None, tip: str) -> None:
        """The colours and their ends, and what the values are."""
        self._scale = scale
        self.setToolTip("" if scale is None else tip)
        self.setAccessibleDescription("" if scale is None else scale.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Both values and a bar of full length."""
        return QSize(self._text_width() + LONGEST_BAR_PX, self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Little room cuts the bar, then the values."""
        return QSize(SHORTEST_BAR_PX, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """At the right end: lowest value, colours, highest value."""
        if self._scale is None:
            return
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        lowest, highest = self._labels()
        metrics = self.fontMetrics()
        bar_width = min(self.width() - self._text_width(), LONGEST_BAR_PX)
        if bar_width < SHORTEST_BAR_PX:
            lowest, highest, bar_width = self._without_room(highest)
        right = self.width() - (metrics.horizontalAdvance(highest) + GAP_PX if highest else 0)
        bar = QRect(right - bar_width, (self.height() - BAR_HEIGHT_PX) // 2, bar_width, BAR_HEIGHT_PX)
        centred = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), centred | Qt.AlignmentFlag.AlignRight, highest)
        left_text = QRect(0, 0, bar.left() - GAP_PX, self.height())
        painter.drawText(left_text, centred | Qt.AlignmentFlag.AlignRight, lowest)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        table = self._scale.table
        painter.drawImage(bar, QImage(table.data, len(table), 1, 3 * len(table), QImage.Format.Format_RGB888))
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(bar.adjusted(0, 0, -1, -1))

    def _without_room(self, highest: str) -> tuple[str, str, int]:
        """Labels and width of a bar without room for both labels: the maximum is dropped last."""
        beside = self.width() - self.fontMetrics().horizontalAdvance(highest) - GAP_PX
        if beside >= SMALL_BAR_PX:
            return "", highest, beside
        return "", "", min(self.width(), LONGEST_BAR_PX)

    def _labels(self) -> tuple[str, str]:
        if self._scale is None:
            return "", ""
        lowest, _, highest = self._scale.words.partition(" to ")
        return lowest, highest

    def _text_width(self) -> int:
        metrics = self.fontMetrics()
        return sum(metrics.horizontalAdvance(label) + GAP_PX for label in self._labels())
