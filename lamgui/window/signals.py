"""Signals of the system that end a program: Ctrl+C in its terminal, a log-out, `kill`; they end the event loop."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""Windows has no SIGHUP, the others no SIGBREAK."""

STATUS_OF_SIGNALS = 128
"""Added to a signal's number it makes the exit status of a program that was ended by it."""


class EndingSignals(QObject):
    """While it is open, one of them ends the event loop with its exit status.

    Python calls a handler only when it runs, and Qt waits outside of Python: a socket, to which the system's part of
    the handler writes, wakes it up.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._received, self._sent = socket.socketpair()
        self._received.setblocking(False)
        self._sent.setblocking(False)
        self._before = {number: signal.signal(number, self._end) for number in ENDING}
        self._woken_before = signal.set_wakeup_fd(self._sent.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._received.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)

    def close(self) -> None:
        """Set what was set before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._woken_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._received.close()
        self._sent.close()

    @Slot()
    def _drain(self) -> None:
        """Python is running again, and has called `_end`, or does so before the next line."""
        self._received.recv(4096)

    def _end(self, number: int, _: FrameType | None) -> None:
        # Who is impatient with what is saved now, ends the program with a second one.
        for ending in ENDING:
            signal.signal(ending, signal.SIG_DFL)
        QApplication.exit(STATUS_OF_SIGNALS + number)
