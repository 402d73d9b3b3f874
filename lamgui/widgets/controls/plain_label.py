"""A label that shows its text as it is: names and texts from files are no HTML."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from lamgui.base.escape import shown


class PlainLabel(QLabel):
    """A QLabel that never takes its text for HTML."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; bytes of a file name that are no UTF-8 are written out, as Qt cannot hold them."""
        super().setText(shown(text))
