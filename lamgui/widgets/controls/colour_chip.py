"""A small square of a network's colour, as an icon for lists and tables and as a widget."""

from __future__ import annotations

from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

CHIP_PX = 10


def colour_chip(colour: tuple[int, int, int]) -> QIcon:
    """An icon of one colour, RGB 0..255, the same when its row is selected."""
    pixmap = QPixmap(CHIP_PX, CHIP_PX)
    pixmap.fill(QColor(*colour))
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


class ColourChip(QWidget):
    """A widget of one colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = QColor()
        self.setFixedSize(CHIP_PX, CHIP_PX)

    def show_colour(self, colour: tuple[int, int, int]) -> None:
        """RGB, 0..255."""
        self._colour = QColor(*colour)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The colour, to the edges."""
        QPainter(self).fillRect(event.rect(), self._colour)
