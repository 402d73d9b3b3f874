"""A frame around a part of the window that points it out for a moment; the mouse goes through it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QTabWidget, QWidget

from lamgui.widgets.controls.collapsible import Collapsible

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
        """Bring a widget of the window on the screen, and frame it for a while."""
        reveal(target)
        window = self._window
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


def reveal(target: QWidget) -> None:
    """Open the groups and choose the tabs that hold a widget, and scroll to it."""
    child, parent = target, target.parentWidget()
    while parent is not None:
        if isinstance(parent, Collapsible):
            parent.set_opened(True)
        grandparent = parent.parentWidget()
        if isinstance(grandparent, QTabWidget) and grandparent.indexOf(child) >= 0:
            grandparent.setCurrentWidget(child)
        child, parent = parent, grandparent
    area = target.parentWidget()
    while area is not None:
        if isinstance(area, QAbstractScrollArea) and hasattr(area, "ensureWidgetVisible"):
            area.ensureWidgetVisible(target)
        area = area.parentWidget()
