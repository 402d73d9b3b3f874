"""A small square of a network's colour on the ground in use, as an icon for lists and tables and as a widget."""

from __future__ import annotations

from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from lamgui.figures.pixels.palette import Ground, network_colour
from lamgui.widgets.controls.theme import is_dark

CHIP_PX = 10
NO_NETWORK = QColor(128, 128, 128)
"""Of a row that is no network's: the consensus."""

FRAME = QColor(255, 255, 255)
"""Of a chip in a selected row: the colour of its text in both themes."""


def slot_colour(slot: int, palette: QPalette) -> QColor:
    """The colour of a slot on the ground of a palette."""
    return QColor(*network_colour(slot, Ground.DARK if is_dark(palette) else Ground.LIGHT))


def colour_chip(colour: QColor) -> QIcon:
    """An icon of one colour; in a selected row with a frame, because the colour may be close to the selection's."""
    pixmap = QPixmap(CHIP_PX, CHIP_PX)
    pixmap.fill(colour)
    framed = QPixmap(pixmap)
    painter = QPainter(framed)
    painter.setPen(FRAME)
    painter.drawRect(0, 0, CHIP_PX - 1, CHIP_PX - 1)
    painter.end()
    icon = QIcon(pixmap)
    icon.addPixmap(framed, QIcon.Mode.Selected)
    return icon


class ColourChip(QWidget):
    """A widget of the colour of a slot, in every theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slot: int | None = None
        self.setFixedSize(CHIP_PX, CHIP_PX)

    def show_slot(self, slot: int | None) -> None:
        """The slot of a network; None for a row that is no network's."""
        self._slot = slot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The colour, to the edges."""
        colour = NO_NETWORK if self._slot is None else slot_colour(self._slot, self.palette())
        QPainter(self).fillRect(event.rect(), colour)
