"""The figure that is about to be exported, fitted to the space or pixel by pixel."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lamgui.imaging.picture import Pixels

MARGIN_PX = 14
DESK = QColor(118, 120, 124)
DRAWING = "Drawing…"
VEIL = 0.75
"""Opacity of what dims a figure that is no longer asked for."""


class FigurePreview(QWidget):
    """Shows pixels on a grey background, or a text in their place."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._words = ""
        self._is_stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Preview of the figure")

    @property
    def width_px(self) -> int:
        """Pixels of the screen that a fitted figure may be wide."""
        return max(120, int((self.width() - 2 * MARGIN_PX) * self.devicePixelRatioF()))

    @property
    def is_stale(self) -> bool:
        """Whether another figure is being drawn than the one that is shown."""
        return self._is_stale

    @property
    def shows_figure(self) -> bool:
        """Whether a figure is shown, and not a text."""
        return not self._pixmap.isNull() and not self._words

    def show_pixels(self, pixels: Pixels) -> None:
        """Show a figure."""
        height, width = pixels.shape[:2]
        image = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
        self._pixmap = QPixmap.fromImage(image)
        self._words = ""
        self._is_stale = False
        self.update()

    def show_stale(self) -> None:
        """The figure is no longer what is asked for: it is dimmed, and says that another is drawn."""
        self._is_stale = True
        self.update()

    def show_words(self, words: str) -> None:
        """Show why there is no figure; empty brings the figure back."""
        self._words = words
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a page."""
        return QSize(640, 520)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The figure in the middle, shrunk where it is too large, never enlarged."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), DESK)
        room = self.rect().adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        if self._words:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            return
        if self._pixmap.isNull():
            return
        ratio = self.devicePixelRatioF()
        size = QSize(round(self._pixmap.width() / ratio), round(self._pixmap.height() / ratio))
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = self.rect()
        target.setSize(size)
        target.moveCenter(self.rect().center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, self._pixmap)
        if self._is_stale:
            self._veil(painter, target)

    def _veil(self, painter: QPainter, target: QRect) -> None:
        base = self.palette().color(QPalette.ColorRole.Base)
        veil = QColor(base)
        veil.setAlphaF(VEIL)
        painter.fillRect(target, veil)
        words = painter.fontMetrics().boundingRect(DRAWING).adjusted(-10, -5, 10, 5)
        words.moveCenter(target.center())
        painter.fillRect(words, base)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, DRAWING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A larger preview needs a finer figure."""
        super().resizeEvent(event)
        self.resized.emit()
