"""What surrounds the viewer's cells: the frame of the keyboard focus, dropped files, what it says of itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from lamgui.widgets.controls.file_drops import FileDrops

FRAME_PX = 2
INVITATION = "Drop a picture here, or press Ctrl+O"


class ViewerFrame(QWidget):
    """Takes the keyboard focus and local files, and shows that it does."""

    files_dropped = Signal(object)
    """List of Path: local files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._empty = True
        self._drop_hovers = False
        drops = FileDrops(self)
        drops.dropped.connect(self.files_dropped)
        drops.hovering_changed.connect(self._set_drop_hovers)

    def show_empty(self, empty: bool) -> None:
        """Show the invitation to open a picture, or not."""
        if empty != self._empty:
            self._empty = empty
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame of the keyboard focus or of files about to be dropped, and the words of the empty viewer."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        if self._empty:
            self._paint_invitation(painter)
        if self._drop_hovers or self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), FRAME_PX))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows that arrow keys work here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the frame."""
        super().focusOutEvent(event)
        self.update()

    def _paint_invitation(self, painter: QPainter) -> None:
        """Words in a dashed frame, as large as both need."""
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        painter.setFont(font)
        painter.setPen(colour)
        centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = self.rect().adjusted(40, 40, -40, -40)
        words = painter.boundingRect(room, centred, INVITATION)
        painter.drawText(room, centred, INVITATION)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(words.adjusted(-32, -28, 32, 28), 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    @Slot(bool)
    def _set_drop_hovers(self, hovers: bool) -> None:
        self._drop_hovers = hovers
        self.update()


HINTS = (
    "Click: put the patch there · drag: move it or the picture · wheel: zoom · arrows: move it · Shift+drag: measure",
    "Click: put the patch there · drag: move it or the picture · wheel: zoom",
    "Click: put the patch there · wheel: zoom",
    "Click: put the patch there",
)
"""What can be done, in the words for the foot of the window: all, and less of it where there is less room."""

DESCRIPTION = (
    "Click picks the patch, dragging moves or resizes it, arrow keys move it by 1 SR pixel, with Shift by 10. "
    "The wheel zooms, dragging beside the patch (anywhere, with Ctrl or the middle button) pans, "
    "a double click fits it, Shift and a drag draw a line with its length and the values along it. "
    "Enter shows the cell in focus alone, Escape all cells again."
)
