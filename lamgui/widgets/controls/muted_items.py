"""Secondary text in lists and tables, in the palette's colour at the time of painting: a theme may be switched."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QTableWidgetItem

MUTED = Qt.ItemDataRole.UserRole + 1
"""Role of whether an item's text is secondary."""


def set_muted(item: QListWidgetItem | QTableWidgetItem, muted: bool) -> None:
    """Show the item's text as secondary, in a view that has a MutedDelegate."""
    item.setData(MUTED, muted)


class MutedDelegate(QStyledItemDelegate):
    """Paints items as usual, secondary ones in the palette's PlaceholderText."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """As usual, with the other colour for secondary text."""
        super().initStyleOption(option, index)
        if index.data(MUTED):
            option.palette.setBrush(QPalette.ColorRole.Text, option.palette.placeholderText())
