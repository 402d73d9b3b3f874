"""Buttons that are joined to one bar, for a choice of a few or a switch: the one that holds is filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from lamgui.widgets.controls.glyph_button import Glyph, draw_glyph

ROUNDED_PX = 4.0
SOFT = 0.16
"""Opacity of the accent behind a switch that is on."""


class SegmentButton(QToolButton):
    """Shows an action as a word or a sign; its text is that of the action's button, its name the action's."""

    def __init__(
        self, action: QAction, glyph: Glyph | None, ends: tuple[bool, bool], is_soft: bool, parent: QWidget
    ) -> None:
        """`ends` says whether it is the first and the last of its bar."""
        super().__init__(parent)
        self._is_first, self._is_last = ends
        self._glyph = glyph
        self._is_soft = is_soft
        self.setDefaultAction(action)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)

    def sizeHint(self) -> QSize:
        """The word with some room, or the sign."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 18 if self._glyph is None else metrics.height() + 14
        return QSize(width, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        """It is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A part of the bar: filled with the accent if it holds, tinted under the pointer."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, group = (
            self.palette(),
            QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled,
        )
        accent, text = palette.color(QPalette.ColorRole.Highlight), palette.color(group, QPalette.ColorRole.ButtonText)
        ground = palette.color(QPalette.ColorRole.Base)
        if self.isChecked() and self.isEnabled() and not self._is_soft:
            ground, text = accent, palette.color(QPalette.ColorRole.HighlightedText)
        elif self.isChecked() and self.isEnabled():
            ground = _mixed(ground, accent, SOFT)
        elif self.underMouse() and self.isEnabled():
            ground = palette.color(QPalette.ColorRole.Button)
        shape = self._shape()
        painter.fillPath(shape, ground)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1.0))
        painter.drawPath(shape)
        if self.hasFocus():
            painter.setPen(QPen(text if not self._is_soft and self.isChecked() else accent, 1.0, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5))
        if self._glyph is not None:
            draw_glyph(painter, self._glyph, QRectF(self.rect()), self.fontMetrics().height(), text)
            return
        painter.setPen(text)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def event(self, event: QEvent) -> bool:
        """The tint follows the pointer."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def _shape(self) -> QPainterPath:
        """The button's outline: round at the ends of the bar, one line between two."""
        area = QRectF(self.rect()).adjusted(0.5 if self._is_first else -0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(area, ROUNDED_PX, ROUNDED_PX)
        if not self._is_first:
            path = path.united(_rectangle(QRectF(area.left(), area.top(), area.width() / 2, area.height())))
        if not self._is_last:
            path = path.united(_rectangle(QRectF(area.center().x(), area.top(), area.width() / 2, area.height())))
        return path.simplified()


class Segments(QWidget):
    """A bar of buttons for actions, each with a word or a sign."""

    def __init__(
        self, actions: Sequence[tuple[QAction, Glyph | None]], is_soft: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.buttons: list[SegmentButton] = []
        for number, (action, glyph) in enumerate(actions):
            button = SegmentButton(action, glyph, (number == 0, number == len(actions) - 1), is_soft, self)
            button.setAccessibleName(action.text())
            row.addWidget(button)
            self.buttons.append(button)


def _rectangle(area: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(area)
    return path


def _mixed(below: QColor, above: QColor, share: float) -> QColor:
    pairs = ((below.redF(), above.redF()), (below.greenF(), above.greenF()), (below.blueF(), above.blueF()))
    return QColor.fromRgbF(*(one + share * (other - one) for one, other in pairs))
