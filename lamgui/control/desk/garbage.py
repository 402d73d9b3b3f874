"""Garbage collection in the window's thread alone: Qt's objects must not be deleted in another."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

COLLECT_EVERY_MS = 500


class GarbageInWindowThread(QObject):
    """Collects garbage on a timer, in place of Python's own collection, which runs in any thread that allocates."""

    _living = 0

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stopped = False
        GarbageInWindowThread._living += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(COLLECT_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        """No other thread runs any more: Python's own collection is on again once the last of these has stopped."""
        if not self._stopped:
            self._stopped = True
            self._timer.stop()
            GarbageInWindowThread._living -= 1
            if not GarbageInWindowThread._living:
                gc.enable()

    @Slot()
    def _collect(self) -> None:
        """Collect the oldest generation that is due, as Python itself would choose it."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation] > 0:
                gc.collect(generation)
                return
