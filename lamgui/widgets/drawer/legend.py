"""The networks whose curves are drawn, each after a square of its colour, on one line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lamgui.base.escape import for_qt
from lamgui.widgets.controls.colour_chip import CHIP_PX, slot_colour

GAP_PX = 4
BETWEEN_PX = 12
LEAST_NAME = "mmmmm…"


class Legend(QWidget):
    """As many names as fit, and how many more there are; all of them in the tooltip and for screen readers."""

    accessible_role = QAccessible.Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[tuple[str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: tuple[tuple[str, int], ...]) -> None:
        """Show names, each with the slot of its colour."""
        self._entries = entries
        names = ", ".join(name for name, _ in entries)
        self.setAccessibleName(f"Other curves: {names}" if names else "")
        self.setToolTip(for_qt(names))
        self.update()

    def accessible_value(self) -> str:
        """All names."""
        return ", ".join(name for name, _ in self._entries)

    def shown(self) -> tuple[str, ...]:
        """The names that fit, elided to an equal share of the room, and "3 more" where some do not."""
        metrics, count = self.fontMetrics(), len(self._entries)
        names = [name for name, _ in self._entries]
        beside = CHIP_PX + GAP_PX + BETWEEN_PX
        if sum(metrics.horizontalAdvance(name) + beside for name in names) <= self.width():
            return tuple(names)
        more_px = metrics.horizontalAdvance(f"{count} more")
        least = metrics.horizontalAdvance(LEAST_NAME) + beside
        fitting = count if count * least <= self.width() else max(0, (self.width() - more_px) // least)
        room = 0 if not fitting else (self.width() - (more_px if fitting < count else 0)) // fitting - beside
        cut = [metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room) for name in names[:fitting]]
        return (*cut, *((f"{count - fitting} more",) if fitting < count else ()))

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(200, self.fontMetrics().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other names."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Squares and names, from the left."""
        painter, x, metrics = QPainter(self), 0, self.fontMetrics()
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for number, words in enumerate(self.shown()):
            if number < len(self._entries) and not words.endswith(" more"):
                chip = QRect(x, (self.height() - CHIP_PX) // 2, CHIP_PX, CHIP_PX)
                painter.fillRect(chip, slot_colour(self._entries[number][1], self.palette()))
                x += CHIP_PX + GAP_PX
            width = metrics.horizontalAdvance(words)
            place = QRect(x, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            x += width + BETWEEN_PX
