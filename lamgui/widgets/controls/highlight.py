"""A frame around a part of the window that points it out for a moment; the mouse goes through it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

FRAME_PX = 4
SHOWN_MS = 4000


class Highlight(QWidget):
    """Lies over a window, and is hidden until it points something out."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def point_out(self, target: QWidget) -> None:
        """Frame a widget of the window for a while; one in another window is brought to the front."""
        window = self._window
        if target.window() is not window:
            target.window().raise_()
            return
        place = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        self.setGeometry(place.adjusted(-FRAME_PX, -FRAME_PX, FRAME_PX, FRAME_PX).intersected(window.rect()))
        self.raise_()
        self.show()
        self._timer.start()

    @Slot()
    def hide(self) -> None:
        """Point nothing out."""
        self._timer.stop()
        super().hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A thick frame in the colour of the accent."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), FRAME_PX))
        half = FRAME_PX // 2
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))
