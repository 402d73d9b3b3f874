"""The theme of the program: the system's, or the light or dark one that the user chose."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from lamgui.widgets.controls.theme import Scheme, apply_theme


class Appearance(QObject):
    """Holds the theme of the program."""

    changed = Signal(str)
    """The theme that was chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme: str = Scheme.SYSTEM

    @property
    def theme(self) -> str:
        """ "system", "light" or "dark"."""
        return self._theme

    def set_theme(self, theme: str) -> None:
        """Use the colours of the system, or light or dark ones."""
        apply_theme(_application(), theme)
        self._theme = theme
        self.changed.emit(theme)


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("a theme needs a running QApplication")
    return application
