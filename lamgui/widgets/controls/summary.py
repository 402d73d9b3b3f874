"""A few plain lines that say what is chosen in a section of the rail; a click on one opens its control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from lamgui.base.escape import for_qt

NAME_SAMPLE = "Surroundings "
"""The names of all sections take the width of the longest one, so that their values stand in one column."""
LINE_GAP_PX = 3
OPENS = "\N{NO-BREAK SPACE}▾"


@dataclass(frozen=True)
class SummaryLine:
    """A quantity and its value; without a name the value takes the whole line."""

    name: str
    value: str
    opens: bool = True
    """Whether a mark says that other values can be chosen."""
    bold: bool = False


class SummaryLines(QWidget):
    """Shows lines; a value that is too long for one takes two, and is elided beyond.

    `line_chosen` carries the control that belongs to the line, or None.
    """

    line_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[SummaryLine, ...] = ()
        self._controls: tuple[QWidget | None, ...] = ()
        self._hovered = -1
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def lines(self) -> tuple[SummaryLine, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[SummaryLine], controls: Sequence[QWidget | None] = ()) -> None:
        """Show these lines, each with the control that a click on it goes to."""
        self._controls = tuple(controls)
        if tuple(lines) == self._lines:
            return
        height = self.sizeHint().height()
        self._lines = tuple(lines)
        self.setAccessibleName("; ".join(f"{line.name} {line.value}".strip() for line in lines))
        if self.sizeHint().height() != height:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The height of the lines at the width that there is, which is that of the rail."""
        return QSize(self._name_px() * 2, sum(self._height_px(line) for line in self._lines))

    def minimumSizeHint(self) -> QSize:
        """A name and a few letters of its value."""
        return QSize(self._name_px() + self.fontMetrics().horizontalAdvance("mmm…"), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The lines, with the one under the pointer on a ground of its own."""
        painter = QPainter(self)
        palette, line_px, top = self.palette(), self._line_px(), 0
        for number, line in enumerate(self._lines):
            place = QRect(0, top, self.width(), self._height_px(line))
            top += place.height()
            if number == self._hovered:
                painter.fillRect(place, palette.color(QPalette.ColorRole.Button))
            value_place = place.adjusted(self._name_px(), 0, 0, 0) if line.name else place
            if line.name:
                painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
                first = QRect(place.topLeft(), QSize(place.width(), line_px))
                painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, line.name)
            font = self.font()
            font.setBold(line.bold)
            painter.setFont(font)
            painter.setPen(palette.color(QPalette.ColorRole.WindowText))
            painter.drawText(
                value_place,
                Qt.AlignmentFlag.AlignVCenter | _wrapping(line.value),
                self._fitting(line, value_place.width()),
            )
            painter.setFont(self.font())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Report the line that was clicked."""
        number = self._line_at(event.position().toPoint().y())
        if event.button() is Qt.MouseButton.LeftButton and number >= 0:
            self.line_chosen.emit(self._controls[number] if number < len(self._controls) else None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the line under the pointer."""
        self._hover(self._line_at(event.position().toPoint().y()))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Mark the line under the pointer."""
        self._hover(self._line_at(event.position().toPoint().y()))

    def leaveEvent(self, _event: QEvent) -> None:
        """Mark none."""
        self._hover(-1)

    def event(self, event: QEvent) -> bool:
        """The tooltip of a line that is elided is the whole line."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._line_at(event.pos().y())
            words = "" if number < 0 else f"{self._lines[number].name} {self._lines[number].value}".strip()
            QToolTip.showText(event.globalPos(), for_qt(f"{words}\nClick to change it.") if words else "", self)
            return True
        return super().event(event)

    def _fitting(self, line: SummaryLine, width: int) -> str:
        """The value with its mark, in at most two lines of a width in px."""
        metrics, mark = self._metrics(line), OPENS if line.opens else ""
        room = width * self._text_lines(line) - metrics.horizontalAdvance(mark) - 2
        text = metrics.elidedText(line.value, Qt.TextElideMode.ElideRight, room)
        while len(text) > 1 and self._wrapped_px(metrics, text + mark, width) > 2 * metrics.lineSpacing():
            # The first line ends where a word does.
            text = f"{text[:-2]}…"
        return text + mark

    def _text_lines(self, line: SummaryLine) -> int:
        metrics, mark = self._metrics(line), OPENS if line.opens else ""
        width = self.width() - (self._name_px() if line.name else 0)
        return 1 if metrics.horizontalAdvance(line.value + mark) + 2 <= width else 2

    @staticmethod
    def _wrapped_px(metrics: QFontMetrics, text: str, width: int) -> int:
        return metrics.boundingRect(QRect(0, 0, width, 16_777_215), int(_wrapping(text)), text).height()

    def _metrics(self, line: SummaryLine) -> QFontMetrics:
        font = self.font()
        font.setBold(line.bold)
        return QFontMetrics(font)

    def _height_px(self, line: SummaryLine) -> int:
        return self._line_px() + (self._text_lines(line) - 1) * self.fontMetrics().lineSpacing()

    def _line_at(self, y: int) -> int:
        if y < 0:
            return -1
        for number, line in enumerate(self._lines):
            y -= self._height_px(line)
            if y < 0:
                return number
        return -1

    def _hover(self, number: int) -> None:
        if number != self._hovered:
            self._hovered = number
            self.update()

    def _line_px(self) -> int:
        return self.fontMetrics().height() + LINE_GAP_PX

    def _name_px(self) -> int:
        return self.fontMetrics().horizontalAdvance(NAME_SAMPLE)


def _wrapping(text: str) -> Qt.TextFlag:
    """Between words; a value of one word, as the name of a file, wherever the line ends."""
    return Qt.TextFlag.TextWordWrap if " " in text.strip() else Qt.TextFlag.TextWrapAnywhere
