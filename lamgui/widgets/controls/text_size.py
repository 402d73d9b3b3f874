"""Text in a size of its own that follows the size of the program's text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget


def scale_text(widget: QWidget, scale: float) -> None:
    """Give a widget the program's font, `scale` times as large; to be called again when the program's font changes."""
    font = widget.font()
    font.setPointSizeF(QApplication.font(widget).pointSizeF() * scale)
    widget.setFont(font)


def follow_font(slot: Callable[[], object]) -> None:
    """Call a method of a widget when the program's font changes: Qt says so only to widgets that inherit its size."""
    application = QGuiApplication.instance()
    if isinstance(application, QGuiApplication):
        application.fontChanged.connect(slot)
