"""Theme and text size of the program: the system's, or those that the user chose."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from lamgui.widgets.controls.theme import Scheme, apply_theme

SYSTEM_POINTS = "lamgui_system_points"
"""The property of the application that holds the size of the system's text."""


class Appearance(QObject):
    """Holds the theme and the text size of the program."""

    changed = Signal(str)
    """The theme that was chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme: str = Scheme.SYSTEM
        self._text_percent = 100

    @property
    def theme(self) -> str:
        """ "system", "light" or "dark"."""
        return self._theme

    def set_theme(self, theme: str) -> None:
        """Use the colours of the system, or light or dark ones."""
        apply_theme(_application(), theme)
        self._theme = theme
        self.changed.emit(theme)

    @property
    def text_percent(self) -> int:
        """Size of the text, in percent of the system's."""
        return self._text_percent

    def set_text_size(self, percent: int) -> None:
        """Write in this size, in percent of the system's; fonts that are set apart follow."""
        application = _application()
        system_points = application.property(SYSTEM_POINTS)
        if system_points is None:
            # Asked once in a process: after a change Qt has only the changed size.
            system_points = application.font().pointSizeF()
            application.setProperty(SYSTEM_POINTS, system_points)
        self._text_percent = percent
        points = system_points * percent / 100
        if points > 0 and points != application.font().pointSizeF():
            font = application.font()
            font.setPointSizeF(points)
            application.setFont(font)


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("a theme needs a running QApplication")
    return application
