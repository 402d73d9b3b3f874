"""Tabs as plain words: the current one bold over a line, so that they take little room and no ground of their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QTabBar, QWidget

PADDING_PX = 8
LINE_PX = 2


class FlatTabs(QTabBar):
    """A tab bar that draws its tabs as words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = -1
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMouseTracking(True)

    def tabSizeHint(self, index: int) -> QSize:
        """The word in bold, so that a tab keeps its width when it becomes the current one."""
        metrics = QFontMetrics(self._bold())
        return QSize(metrics.horizontalAdvance(self.tabText(index)) + 2 * PADDING_PX, metrics.height() + 10)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """The whole word: where there is no room for all, the bar scrolls."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The words, and the line below the current one."""
        painter = QPainter(self)
        palette = self.palette()
        for index in range(self.count()):
            if not self.isTabVisible(index):
                continue
            place, is_current = self.tabRect(index), index == self.currentIndex()
            painter.setFont(self._bold() if is_current else self.font())
            is_strong = is_current or index == self._hovered
            role = QPalette.ColorRole.WindowText if is_strong else QPalette.ColorRole.PlaceholderText
            painter.setPen(palette.color(role))
            room = place.adjusted(PADDING_PX // 2, 0, -PADDING_PX // 2, 0)
            text = painter.fontMetrics().elidedText(self.tabText(index), self.elideMode(), room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
            if is_current:
                line = QRect(room.left(), place.bottom() - LINE_PX + 1, room.width(), LINE_PX)
                painter.fillRect(line, palette.color(QPalette.ColorRole.Accent))
                if self.hasFocus():
                    painter.setPen(palette.color(QPalette.ColorRole.Accent))
                    painter.drawRect(room.adjusted(0, 2, -1, -2))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the tab under the pointer."""
        super().mouseMoveEvent(event)
        self._hover(self.tabAt(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Report it, and not, as Qt does, a press of the tab after it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.tabBarDoubleClicked.emit(self.tabAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Mark none."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font
