"""A line of text under the title of a plot, in a shorter form where the full text does not fit."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class PlotNote(QLabel):
    """Rich text on one line that needs no width of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._full = self._short = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def full(self) -> str:
        """The full text, whether it fits or not."""
        return self._full

    def show_words(self, full: str, short: str) -> None:
        """Show `full` where it fits in the width, else `short`."""
        if (full, short) != (self._full, self._short):
            self._full, self._short = full, short
            self._choose()

    def sizeHint(self) -> QSize:
        """The height of a line also without text, so that plots side by side stay aligned."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may fit the other form."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        fits = self._width_of(self._full) <= self.contentsRect().width()
        self.setText(self._full if fits else self._short)

    def _width_of(self, text: str) -> int:
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(0)
        document.setHtml(text)
        return ceil(document.idealWidth())
