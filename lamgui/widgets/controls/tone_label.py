"""A sentence in the colour of what it says, such as a warning under a control; no room taken where there is none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from lamgui.widgets.controls.tone import Tone, tone_colour


class ToneLabel(QLabel):
    """Wrapped plain text in the colour of its tone, or of plain text without one; hidden while empty."""

    def __init__(self, tone: Tone | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._apply_tone()
        self.hide()

    @property
    def tone(self) -> Tone | None:
        """What the colour says."""
        return self._tone

    def show_text(self, text: str) -> None:
        """Show a sentence, or (empty) nothing."""
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))

    def show_tone(self, tone: Tone | None, muted: bool = False) -> None:
        """Take another colour; `muted` is that of secondary text and counts where there is no tone."""
        self.setForegroundRole(
            QPalette.ColorRole.PlaceholderText if muted and not tone else QPalette.ColorRole.WindowText
        )
        if tone != self._tone:
            self._tone = tone
            self._apply_tone()

    def changeEvent(self, event: QEvent) -> None:
        """Stay legible when the palette changes between dark and light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._apply_tone()

    def _apply_tone(self) -> None:
        if self._tone is None:
            self.setPalette(QPalette())
            return
        colour = tone_colour(self._tone, self.palette())
        if self.palette().color(QPalette.ColorRole.WindowText) != colour:
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)
