"""A message bar that floats over the head of a dialog, so that a message moves nothing in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from lamgui.widgets.controls.message_bar import MessageBar

MARGIN_PX = 8


class FloatingBar(MessageBar):
    """Lies at the upper edge of its parent, as high as its message needs; the parent calls `place` when resized."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent

    def place(self) -> None:
        """Take the width that there is, and the height that the message needs in it."""
        width = self._room.width() - 2 * MARGIN_PX
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(MARGIN_PX, MARGIN_PX, width, min(height, self._room.height() - 2 * MARGIN_PX))
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """Another message has another height."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self.place()
        return done
