"""A call that waits until the events that are due are done, and ends with the object that asks for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Later(QTimer):
    """Calls a method once after each `start`; QTimer.singleShot would call it after its object is deleted, too."""

    def __init__(self, parent: QObject, call: Callable[[], object], after_ms: int = 0) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(after_ms)
        self.timeout.connect(call)
