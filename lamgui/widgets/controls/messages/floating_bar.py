"""A message bar that floats over the foot of a part of a dialog, so that a message moves nothing in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QWidget

from lamgui.widgets.controls.messages.message_bar import MessageBar

MARGIN_PX = 8


class FloatingBar(MessageBar):
    """Lies at the lower edge of a widget, in which nothing is to be clicked, as high as its message needs.

    Whoever owns it calls `place` when that widget is resized.
    """

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._room = room

    @Slot()
    def place(self) -> None:
        """Take the width that there is, and the height that the message needs in it."""
        width = self._room.width() - 2 * MARGIN_PX
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        height = min(height, self._room.height() - 2 * MARGIN_PX)
        self.setGeometry(MARGIN_PX, self._room.height() - MARGIN_PX - height, width, height)
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """Another message has another height."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self.place()
        return done
