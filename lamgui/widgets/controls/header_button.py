"""A flat, small button for the header of a section or for the line of tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QToolButton, QWidget

from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.text_size import follow_font, scale_text

TEXT_SCALE = 0.92
"""Size of the text, relative to that of its surroundings."""


class HeaderButton(QToolButton):
    """A word that can be clicked and reached by Tab, in smaller letters than the rest."""

    def __init__(self, text: str, name: str, tooltip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        describe(self, name, tooltip)
        self._scale_text()
        follow_font(self._scale_text)

    @Slot()
    def _scale_text(self) -> None:
        scale_text(self, TEXT_SCALE)
