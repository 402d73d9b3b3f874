"""The window of its own into which the drawer can be put; closing it brings the drawer back."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lamgui.widgets.drawer.drawer import Drawer

USUAL_SIZE_PX = (900, 420)


class DetachedDrawer(QWidget):
    """Holds the drawer, as a column where the window is higher than wide."""

    closed = Signal()

    def __init__(self, drawer: Drawer, geometry: QByteArray, owner: QWidget) -> None:
        """`owner` is the window with which this one goes."""
        super().__init__(owner, Qt.WindowType.Window)
        self._drawer = drawer
        self.show_name("")
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(drawer)
        if not self.restoreGeometry(geometry):
            self.resize(*USUAL_SIZE_PX)

    def show_name(self, name: str) -> None:
        """Name the network in the title."""
        self.setWindowTitle(f"{name}: curves and numbers - lamgui" if name else "Curves and numbers - lamgui")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A high window has a column."""
        super().resizeEvent(event)
        self._drawer.show_column(self.height() > self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the drawer back first."""
        self.closed.emit()
        super().closeEvent(event)
