"""A line of text that never moves its neighbours: it has the size of a sample, and elides what does not fit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lamgui.base.escape import for_qt


class ElidedLabel(QWidget):
    """Shows one line; its width comes from `sample` alone, so that a new text causes no new layout.

    Without a sample it takes the remaining width. The full text is the tooltip while it is elided.
    """

    accessible_role = QAccessible.Role.StaticText

    def __init__(
        self,
        sample: str = "",
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._shorter: tuple[str, ...] = ()
        self._hint = ""
        self._sample = sample
        self._elide = elide
        self._alignment = Qt.AlignmentFlag.AlignLeft
        policy = QSizePolicy.Policy.Fixed if sample else QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.setForegroundRole(QPalette.ColorRole.WindowText)

    def accessible_value(self) -> str:
        """The whole text: its name may be that of the quantity."""
        return self._text

    def text(self) -> str:
        """The whole text, elided or not."""
        return self._text

    def set_text(self, text: str, *shorter: str) -> None:
        """Show another text, in the same place, or the first of the shorter ones that fits in it."""
        if (text, shorter) != (self._text, self._shorter):
            self._text, self._shorter = text, shorter
            self.setAccessibleName(text)
            self._refresh_tooltip()
            self.update()

    @property
    def text_px(self) -> int:
        """The width of the whole text."""
        return self.fontMetrics().horizontalAdvance(self._text) + 2

    def set_hint(self, hint: str) -> None:
        """What the quantity is; the tooltip where nothing is elided."""
        self._hint = hint
        self._refresh_tooltip()

    def set_elide(self, elide: Qt.TextElideMode) -> None:
        """Where a text that does not fit is cut."""
        if elide is not self._elide:
            self._elide = elide
            self.update()

    def set_alignment(self, alignment: Qt.AlignmentFlag) -> None:
        """Where a text that is shorter than its place stands: at the left, unless this is called."""
        self._alignment = alignment
        self.update()

    def set_muted(self, muted: bool) -> None:
        """Show the text as secondary."""
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.WindowText)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the sample, as high as a line."""
        metrics = self.fontMetrics()
        # Advances are rounded to whole pixels: a text as wide as the sample must not be elided for a fraction of one.
        return QSize(metrics.horizontalAdvance(self._sample or "m" * 12) + 2, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        """The sample's width, or a few letters where there is none."""
        if self._sample:
            return self.sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance("mmm…"), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width elides another part."""
        super().resizeEvent(event)
        self._refresh_tooltip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self._alignment | Qt.AlignmentFlag.AlignVCenter, self._fitting())

    @property
    def shown(self) -> str:
        """What of the text is seen."""
        return self._fitting()

    def _fitting(self) -> str:
        metrics, texts = self.fontMetrics(), (self._text, *self._shorter)
        fits = (text for text in texts if metrics.horizontalAdvance(text) <= self.width())
        return next(fits, metrics.elidedText(texts[-1], self._elide, self.width()))

    def _refresh_tooltip(self) -> None:
        elided = self._fitting() != self._text
        lines = [self._text, self._hint] if elided else [self._hint]
        self.setToolTip(for_qt("\n".join(line for line in lines if line)))
