"""How a line of the list of networks is drawn: tick box, colour, name, and the effective pixels at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from lamgui.widgets.controls.theme import is_dark

PIXELS = Qt.ItemDataRole.UserRole
"""The effective pixels of the network's map, in words."""
NO_MAP = "—"
PIXELS_SAMPLE = " 00000 px"
_TINT = 0.16
"""Share of the selection's colour in the ground of the selected line."""


def selected_ground(palette: QPalette) -> QColor:
    """The ground of the selected line: quiet enough that the colours of networks and plain text stand on it."""
    base, tint = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.Accent)
    share = 2 * _TINT if is_dark(palette) else _TINT
    pairs = ((base.redF(), tint.redF()), (base.greenF(), tint.greenF()), (base.blueF(), tint.blueF()))
    return QColor.fromRgbF(*(below + share * (above - below) for below, above in pairs))


class NetworkLine(QStyledItemDelegate):
    """Draws the name elided beside the number, which always has its place."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The line on its ground."""
        line = QStyleOptionViewItem(option)
        # The views of this style have a palette of their own, in which Window is the outline of a tick box.
        palette = QApplication.palette()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        if is_selected:
            painter.fillRect(rect, selected_ground(palette))
        line.state &= ~QStyle.StateFlag.State_Selected
        metrics = option.fontMetrics
        number_px = metrics.horizontalAdvance(PIXELS_SAMPLE)
        line.rect = rect.adjusted(0, 0, -number_px, 0)
        super().paint(painter, line, index)
        painter.save()
        painter.setFont(option.font)
        painter.setPen(
            palette.color(QPalette.ColorRole.PlaceholderText if not is_selected else QPalette.ColorRole.Text)
        )
        words = index.data(PIXELS) or NO_MAP
        place = QRect(rect.right() - number_px, rect.top(), number_px - 4, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
