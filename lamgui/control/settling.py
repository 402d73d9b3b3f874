"""Changes that settle: one signal when all that belongs to a change has changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Signal


class Settling(QObject):
    """Values that are compared before they are set; nested changes settle once, at the end of the outermost."""

    settled = Signal()
    """Follows every change, when all that belongs to it has changed too."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nested = 0
        self._unsettled = False

    @contextmanager
    def one_change(self) -> Iterator[None]:
        """A context whose changes settle together, at its end."""
        self._nested += 1
        try:
            yield
        finally:
            self._nested -= 1
            if not self._nested and self._unsettled:
                self._unsettled = False
                self.settled.emit()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self.one_change():
            self._unsettled = True
            yield

    def _set(self, name: str, value: Any, signal: Any = None) -> None:
        if value != getattr(self, name):
            with self._changing():
                setattr(self, name, value)
                if signal is not None:
                    signal.emit(value)
