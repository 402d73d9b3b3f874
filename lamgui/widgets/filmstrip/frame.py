"""One picture of the filmstrip: two lines of text above it, nearest-neighbour pixels or why there are none, a box."""

from __future__ import annotations

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from lamgui.attribution.patch import Patch
from lamgui.imaging.picture import Pixels
from lamgui.widgets.controls.text_size import follow_font, scale_text

TEXT_SCALE = 0.88
"""Size of the text, relative to the program's font."""


class FilmstripFrame(QWidget):
    """Shows pixels (h, w, 3) as large as they fit, or a note in their place.

    Where it can be chosen, by a click or Space, it emits `chosen`.

    chosen carries this widget.
    """

    accessible_role = QAccessible.Role.Graphic
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, selectable: bool = False) -> None:
        super().__init__(parent)
        self._pixels: Pixels | None = None
        self._size = QSize()
        self._note = ""
        self._image = QImage()
        self._lines = ("", "")
        self._box: Patch | None = None
        self._sr_pixel = 1.0
        self._current = False
        self._selectable = selectable
        self._scale_text()
        follow_font(self._scale_text)
        if selectable:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def accessible_value(self) -> str:
        """The note in the place of a picture, else the text below α."""
        return self._note or self._lines[1]

    @property
    def pixels(self) -> Pixels | None:
        """What is shown."""
        return self._pixels

    @property
    def note(self) -> str:
        """The note in place of a picture."""
        return self._note

    @property
    def lines(self) -> tuple[str, str]:
        """The text above the picture."""
        return self._lines

    @property
    def box(self) -> Patch | None:
        """The patch that is drawn."""
        return self._box

    @property
    def current(self) -> bool:
        """Whether this is the frame at the cursor."""
        return self._current

    def show_picture(self, pixels: Pixels, first_line: str, second_line: str) -> None:
        """Show uint8 (h, w, 3) under two lines of text."""
        if pixels is not self._pixels:
            self._pixels = pixels
            self._image = QImage()
        self._size = QSize(pixels.shape[1], pixels.shape[0])
        self._note = ""
        self._show_lines(first_line, second_line)

    def show_second_line(self, second_line: str) -> None:
        """Change what stands below the first line."""
        self._show_lines(self._lines[0], second_line)

    def show_note(self, note: str, size: QSize, first_line: str, second_line: str) -> None:
        """Show a note in place of a picture of this size, under two lines of text."""
        self._pixels, self._image = None, QImage()
        self._size, self._note = size, note
        self._show_lines(first_line, second_line)

    def show_box(self, patch: Patch | None, pixels_per_sr_pixel: float) -> None:
        """Outline the patch, given that a pixel of SR is this many of the picture's: 1 on SR, 1 / scale on LR."""
        self._box = patch
        self._sr_pixel = pixels_per_sr_pixel
        self.update()

    def show_current(self, current: bool) -> None:
        """Mark it as the frame at the cursor."""
        if current != self._current:
            self._current = current
            self.update()

    def caption_height(self) -> int:
        """Pixels that the two lines of text take."""
        return 2 * self.fontMetrics().height() + 2

    def sizeHint(self) -> QSize:
        """Room for a small picture and its text."""
        return QSize(100, 130)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if self._selectable and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose it by Space or Return."""
        if self._selectable and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and font."""
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw text, picture, box and, where it is current or has the focus, a frame."""
        super().paintEvent(event)
        if self._size.isEmpty():
            return
        painter = QPainter(self)
        self._paint_text(painter)
        target = self._picture_rect()
        if target.isEmpty():
            return
        if self._pixels is None:
            self._paint_note(painter, target)
            return
        painter.drawImage(target, self._scaled(target.size()))
        if self._box is not None:
            self._paint_box(painter, self._box, target)
        if self._current or self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
            painter.drawRect(target.adjusted(0, 0, -1, -1))

    @Slot()
    def _scale_text(self) -> None:
        scale_text(self, TEXT_SCALE)

    def _show_lines(self, first_line: str, second_line: str) -> None:
        self._lines = (first_line, second_line)
        self.setAccessibleName(", ".join(part for part in (first_line, second_line, self._note) if part))
        self.update()

    def _paint_note(self, painter: QPainter, target: QRect) -> None:
        """The note in the middle of an empty picture, in as many lines as it needs."""
        painter.fillRect(target, self.palette().color(QPalette.ColorRole.AlternateBase))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        margin = self.fontMetrics().averageCharWidth() // 2
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(target.adjusted(margin, 0, -margin, 0), flags, self._note)

    def _paint_text(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        roles = (QPalette.ColorRole.WindowText, QPalette.ColorRole.PlaceholderText)
        for row, (line, role) in enumerate(zip(self._lines, roles, strict=True)):
            painter.setPen(self.palette().color(role))
            place = QRect(0, row * metrics.height(), self.width(), metrics.height())
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _picture_rect(self) -> QRect:
        """The place of the picture: below the text, at the left, with its own aspect."""
        room = QSize(self.width(), self.height() - self.caption_height())
        size = self._size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        return QRect(0, self.caption_height(), size.width(), size.height())

    def _scaled(self, size: QSize) -> QImage:
        """The picture for a place of this size: averaged where it is larger than that, whole where it is smaller."""
        assert self._pixels is not None
        ratio = self.devicePixelRatioF()
        width, height = max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio))
        pixels = self._pixels
        if pixels.shape[1] > width:
            pixels = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
        if self._image.width() != pixels.shape[1] or self._image.height() != pixels.shape[0]:
            self._image = _image(pixels)
        return self._image

    def _paint_box(self, painter: QPainter, patch: Patch, target: QRect) -> None:
        assert self._pixels is not None
        zoom = target.width() / self._pixels.shape[1] * self._sr_pixel
        side = max(3, round(patch.size * zoom))
        box = QRect(target.x() + round(patch.x * zoom), target.y() + round(patch.y * zoom), side, side)
        for colour, width in ((Qt.GlobalColor.black, 3), (Qt.GlobalColor.white, 1)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(box)


def _image(pixels: Pixels) -> QImage:
    """An image with its own copy of the pixels."""
    contiguous = np.ascontiguousarray(pixels)
    height, width = contiguous.shape[:2]
    return QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
