"""A small view in the corner of a map's pane, of what the pane does not show; a click shows it in every pane."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from lamgui.widgets.controls.form import describe
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.framing import OtherView

MARGIN_PX = 6
EDGE_LIGHT, EDGE_DARK = QColor(255, 255, 255, 210), QColor(0, 0, 0, 200)
NEAR_TIP = "The map from near. A click shows this in every pane (Ctrl+1)."
WHOLE_TIP = (
    "The whole picture, with what the panes show of it. A click goes back to all of it (Ctrl+0, or a double click)."
)


class Inset(Canvas):
    """A widget over a pane's canvas, in a corner away from the patch."""

    wanted = Signal(object)
    """The OtherView that was clicked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = parent
        self._view: OtherView | None = None
        self._corner = 0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    @property
    def view(self) -> OtherView | None:
        """What it shows; None while it is hidden."""
        return self._view

    def show_view(self, view: OtherView | None, patch: QRectF, marked: QRectF) -> None:
        """Show a view beside the patch and what the map marks, which lie there in px of the pane; None hides it."""
        if view != self._view:
            self._view = view
            self.setVisible(view is not None)
            self._still = None
            self.update()
        if view is None:
            return
        self.show_camera(view.camera)
        describe(self, *(("Map from near", NEAR_TIP) if view.frame is None else ("Whole picture", WHOLE_TIP)))
        self.setGeometry(self._place(view, patch, marked))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the view, the part that the panes show, and an edge that is visible on any picture."""
        super().paintEvent(event)
        view = self._view
        if view is None:
            return
        painter = QPainter(self)
        if view.frame is not None:
            frame = self._on_screen(QRectF(view.frame.left, view.frame.top, view.frame.width, view.frame.height))
            for colour, width in ((EDGE_DARK, 3.0), (EDGE_LIGHT, 1.0)):
                painter.setPen(QPen(colour, width))
                painter.drawRect(frame)
        for colour, inside in ((EDGE_DARK, 0), (EDGE_LIGHT, 1)):
            painter.setPen(QPen(colour, 1.0))
            painter.drawRect(self.rect().adjusted(inside, inside, -inside - 1, -inside - 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press shows the view in every pane; other buttons do nothing, nor does the canvas below."""
        if event.button() == Qt.MouseButton.LeftButton and self._view is not None:
            self.wanted.emit(self._view)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Ignored: nothing is picked here."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ignored: the press has done everything."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignored: the first press has done everything."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom the pane."""
        event.ignore()

    def _place(self, view: OtherView, patch: QRectF, marked: QRectF) -> QRect:
        """A corner without the patch and, if possible, without marked pixels; of equal ones the present one."""
        pane = self._pane.rect().adjusted(MARGIN_PX, MARGIN_PX, -MARGIN_PX, -MARGIN_PX)
        right, bottom = pane.right() - view.width_px + 1, pane.bottom() - view.height_px + 1
        corners = ((pane.left(), bottom), (right, bottom), (pane.left(), pane.top()), (right, pane.top()))
        size = QSize(view.width_px, view.height_px)
        places = [QRect(QPoint(*corner), size) for corner in corners]

        def cost(corner: int) -> tuple[bool, bool, bool]:
            place = QRectF(places[corner])
            return patch.intersects(place), marked.intersects(place), corner != self._corner

        self._corner = min(range(len(places)), key=cost)
        return places[self._corner]
