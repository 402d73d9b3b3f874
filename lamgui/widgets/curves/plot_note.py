"""A line of words under the title of a plot, shorter where the whole of it has no room."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class PlotNote(QLabel):
    """Rich text on one line that asks for no width of its own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = self._short = ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def whole(self) -> str:
        """The words as they would be with room enough."""
        return self._whole

    def show_words(self, whole: str, short: str) -> None:
        """Say `whole` where it fits in the width, else `short`."""
        if (whole, short) != (self._whole, self._short):
            self._whole, self._short = whole, short
            self._choose()

    def sizeHint(self) -> QSize:
        """A line's height also without words, so that plots side by side stay level."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other words."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        fits = self._width_of(self._whole) <= self.contentsRect().width()
        self.setText(self._whole if fits else self._short)

    def _width_of(self, text: str) -> int:
        document = QTextDocument()
        document.setDefaultFont(self.font())
        document.setDocumentMargin(0)
        document.setHtml(text)
        return ceil(document.idealWidth())
