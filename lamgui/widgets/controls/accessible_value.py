"""What a screen reader says of widgets that paint themselves: a value and a role beside name and description.

Qt takes over the interfaces that Python makes, and deletes each with its widget.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

INSTALLED = "lamgui states accessible values"
"""Property of the application."""


@runtime_checkable
class StatesValue(Protocol):
    """A widget that says in words what it shows now."""

    accessible_role: QAccessible.Role

    def accessible_value(self) -> str:
        """What it shows; empty for nothing."""
        ...


class PaintedInterface(QAccessibleWidget):
    """The interface of a widget that states its value."""

    def text(self, text: QAccessible.Text) -> str:
        """The value in the widget's words; all else as Qt has it."""
        widget = self.object()
        if text is QAccessible.Text.Value and isinstance(widget, StatesValue):
            return widget.accessible_value()
        return super().text(text)


def install_accessible_values() -> None:
    """Have all widgets that state a value asked for it; once for an application."""
    application = QApplication.instance()
    if application is not None and not application.property(INSTALLED):
        application.setProperty(INSTALLED, True)
        QAccessible.installFactory(_made)


def _made(_class_name: str, shown: QObject) -> PaintedInterface | None:
    if isinstance(shown, QWidget) and isinstance(shown, StatesValue):
        return PaintedInterface(shown, shown.accessible_role)
    return None
