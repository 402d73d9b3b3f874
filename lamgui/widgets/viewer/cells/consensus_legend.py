"""The legend of a consensus: a square of each colour and the number of networks that it stands for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from lamgui.figures.pixels.render import consensus_colours

CHIP_PX = 10
GAP_PX = 5
LEFT_OUT = (0, "…")
"""Stands for the entries that have no room; of no number, it has no colour."""


class ConsensusLegend(QWidget):
    """Paints as many entries as there is room for, the last always among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._has_plate = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """The number of networks; 0 for no legend."""
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"Colours from 1 to all {count} networks" if count else "")
            self.update()

    def show_plate(self, has_plate: bool) -> None:
        """Whether it lies over a picture, on a ground of its own."""
        if has_plate != self._has_plate:
            self._has_plate = has_plate
            self.update()

    def sizeHint(self) -> QSize:
        """A line with all entries, and some room."""
        return QSize(sum(self._entry_widths(self._entries())) + 8, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """From few networks to all; where it is narrow, entries in between are left out."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        if self._has_plate:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        x = 8
        for number, words in self._fitting():
            if number:
                red, green, blue = (int(value) for value in consensus_colours(self._count)[number - 1])
                top = (self.height() - CHIP_PX) // 2
                painter.fillRect(QRect(x, top, CHIP_PX, CHIP_PX), QColor(red, green, blue))
                x += CHIP_PX + GAP_PX
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            room = QRect(x, 0, self._width(words), self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            x += self._width(words) + 2 * GAP_PX

    def _entries(self) -> list[tuple[int, str]]:
        entries = [(number, str(number)) for number in range(1, self._count)]
        return [*entries, (self._count, f"all {self._count}")] if self._count else []

    def _entry_widths(self, entries: list[tuple[int, str]]) -> list[int]:
        return [CHIP_PX + GAP_PX + self._width(words) + 2 * GAP_PX for _, words in entries]

    def _fitting(self) -> list[tuple[int, str]]:
        entries = self._entries()
        each, dots_px = self._entry_widths(entries), 0
        while len(entries) > 2 and sum(each) + dots_px + 8 > self.width():
            middle, dots_px = len(entries) // 2, self._width(LEFT_OUT[1]) + 2 * GAP_PX
            del entries[middle], each[middle]
        gap = next((k for k in range(1, len(entries)) if entries[k][0] - entries[k - 1][0] > 1), len(entries))
        return [*entries[:gap], LEFT_OUT, *entries[gap:]] if dots_px else entries

    def _width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)
