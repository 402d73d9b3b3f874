"""What a message means (an error, a warning, a hint, success), in colours that are legible on any palette."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.controls.theme import is_dark


class Severity(StrEnum):
    """What a message means."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    SUCCESS = "success"


_HUES = {Severity.ERROR: 0.005, Severity.WARNING: 0.095, Severity.INFO: 0.58, Severity.SUCCESS: 0.38}
_ON_LIGHT = {Severity.ERROR: 0.33, Severity.WARNING: 0.33, Severity.INFO: 0.33, Severity.SUCCESS: 0.27}
"""Lightness on light ground: green looks brighter than the others."""
_SURFACE_SHARE = 0.16
"""Share of the severity's colour in a tinted background."""


def severity_colour(severity: Severity, palette: QPalette) -> QColor:
    """A colour for text and marks on the palette's window colour."""
    return QColor.fromHslF(_HUES[severity], 0.8, 0.68 if is_dark(palette) else _ON_LIGHT[severity])


def severity_surface(severity: Severity, palette: QPalette) -> QColor:
    """The palette's window colour, tinted: a background on which the palette's own text stays legible."""
    window, tint = palette.window().color(), severity_colour(severity, palette)
    pairs = ((window.redF(), tint.redF()), (window.greenF(), tint.greenF()), (window.blueF(), tint.blueF()))
    return QColor.fromRgbF(*(below + _SURFACE_SHARE * (above - below) for below, above in pairs))


class SeverityLabel(PlainLabel):
    """Wrapped plain text in the colour of its severity, or of plain text without one; hidden while empty."""

    def __init__(self, severity: Severity | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._severity = severity
        self.setWordWrap(True)
        self._apply_severity()
        self.hide()

    @property
    def severity(self) -> Severity | None:
        """The severity that the colour shows; None for plain text."""
        return self._severity

    def show_text(self, text: str) -> None:
        """Show a sentence, or (empty) nothing."""
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))

    def show_severity(self, severity: Severity | None, muted: bool = False) -> None:
        """Change the colour; `muted`, the colour of secondary text, is used only without a severity."""
        role = QPalette.ColorRole.PlaceholderText if muted and not severity else QPalette.ColorRole.WindowText
        if role != self.foregroundRole():
            self.setForegroundRole(role)
        if severity != self._severity:
            self._severity = severity
            self._apply_severity()

    def changeEvent(self, event: QEvent) -> None:
        """Stay legible when the palette changes between dark and light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._apply_severity()

    def _apply_severity(self) -> None:
        if self._severity is None:
            self.setPalette(QPalette())
            return
        colour = severity_colour(self._severity, self.palette())
        if self.palette().color(QPalette.ColorRole.WindowText) != colour:
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)
