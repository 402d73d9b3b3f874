"""A strip of small pictures to step through: those that are in view are asked for, and no others are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from lamgui.base.escape import for_qt, shown
from lamgui.imaging.picture import Pixels
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import describe

ICON = QSize(64, 48)
ASK_AFTER_MS = 60
"""Time at rest before pictures in view are asked for: not for every position of a dragged scroll bar."""


class PictureList(QWidget):
    """Hidden without pictures; reports what the user does."""

    picture_chosen = Signal(object)
    """Path."""
    previous_wanted = Signal()
    next_wanted = Signal()
    close_wanted = Signal()
    thumbnails_wanted = Signal(object)
    """Paths of the pictures in view that have no small picture yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: tuple[Path, ...] = ()
        self._missing: set[Path] = set()
        self._place = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle)
        self.previous_button = _button("‹", "Previous picture", "Open the picture before in the list.")
        self.next_button = _button("›", "Next picture", "Open the next picture of the list.")
        self.close_button = _button("×", "Close the list", "Have no list; the picture in use stays.")
        self.list = QListWidget()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(ASK_AFTER_MS)
        self._rest.timeout.connect(self._ask)
        self._lay_out()
        self.list.currentRowChanged.connect(self._choose)
        self.list.horizontalScrollBar().valueChanged.connect(self._wait)
        self.previous_button.clicked.connect(self.previous_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.hide()

    def show_pictures(self, paths: Sequence[Path], current: Path | None) -> None:
        """Show the list, the picture in use selected, if it is one of them."""
        if tuple(paths) != self._paths:
            self._paths = tuple(paths)
            self._missing = set(paths)
            self._fill()
        row = self._paths.index(current) if current in self._paths else -1
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(row)
        if row >= 0:
            self.list.scrollToItem(self.list.item(row))
        folder = self._paths[0].parent.name if self._paths else ""
        number = f"{row + 1} of {len(self._paths)}" if row >= 0 else f"{len(self._paths)} pictures"
        self._place.set_text(f"{number} · {folder}")
        self.setVisible(bool(self._paths))
        self._wait()

    def show_thumbnails(self, made: Mapping[Path, Pixels]) -> None:
        """Show small pictures, uint8 (h, w, 3), by path."""
        for row, path in enumerate(self._paths):
            if path in made:
                self._missing.discard(path)
                self.list.item(row).setIcon(_icon(made[path]))

    def in_view(self) -> tuple[Path, ...]:
        """The pictures that are in view."""
        shown = self.list.viewport().rect()
        rows = range(len(self._paths))
        return tuple(self._paths[k] for k in rows if self.list.visualItemRect(self.list.item(k)).intersects(shown))

    def showEvent(self, event: QShowEvent) -> None:
        """Small pictures are made once the strip is seen."""
        super().showEvent(event)
        self._wait()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider strip shows more."""
        super().resizeEvent(event)
        self._wait()

    @Slot()
    def _wait(self) -> None:
        self._rest.start()

    @Slot()
    def _ask(self) -> None:
        wanted = [path for path in self.in_view() if path in self._missing] if self.isVisible() else []
        if wanted:
            self.thumbnails_wanted.emit(wanted)

    @Slot(int)
    def _choose(self, row: int) -> None:
        if row >= 0:
            self.picture_chosen.emit(self._paths[row])

    def _fill(self) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for path in self._paths:
                item = QListWidgetItem(QIcon(_blank()), shown(path.name))
                item.setToolTip(for_qt(str(path)))
                self.list.addItem(item)

    def _lay_out(self) -> None:
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setFlow(QListView.Flow.LeftToRight)
        self.list.setWrapping(False)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(ICON)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setUniformItemSizes(True)
        line = self.fontMetrics().lineSpacing()
        self.list.setGridSize(QSize(ICON.width() + 10, ICON.height() + line + 8))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self.list.horizontalScrollBar().sizeHint().height()
        self.list.setFixedHeight(ICON.height() + line + bar + 14)
        describe(self.list, "Pictures", "The pictures that were opened together. Left and Right go through them.")
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._place, 1)
        for button in (self.previous_button, self.next_button, self.close_button):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.list)


def _button(text: str, name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAutoRaise(True)
    describe(button, name, tip)
    return button


def _icon(pixels: Pixels) -> QIcon:
    contiguous = np.ascontiguousarray(pixels)
    height, width = contiguous.shape[:2]
    image = QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    return QIcon(QPixmap.fromImage(image))


def _blank() -> QPixmap:
    """The room of a picture that is not read yet."""
    pixmap = QPixmap(ICON)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
