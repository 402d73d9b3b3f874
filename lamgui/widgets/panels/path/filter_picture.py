"""Pictures of filters: a block for each of their pixels, grey for 0, bright above and dark below."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from lamgui.base.arrays import Doubles

SIDE_PX = 66
"""Largest side of a drawn filter; each of its pixels takes a whole number of points."""

GAP_PX = 8
MIDDLE_GREY = 128


class FilterPicture(QWidget):
    """Shows filters of one size side by side, divided by the largest magnitude among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: tuple[QImage, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_filters(self, filters: Sequence[Doubles]) -> None:
        """Draw these, (rows, columns) each."""
        peak = max((float(np.abs(values).max()) for values in filters), default=0.0) or 1.0
        self._images = tuple(_grey(values / peak) for values in filters)
        self.updateGeometry()
        self.update()

    def images(self) -> tuple[QImage, ...]:
        """What is drawn, a point for each pixel of a filter."""
        return self._images

    def sizeHint(self) -> QSize:
        """Room for two, so that the panel keeps its size while a filter is tuned."""
        return QSize(2 * SIDE_PX + GAP_PX, SIDE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them from the left."""
        painter = QPainter(self)
        for number, image in enumerate(self._images):
            side = max(image.width(), image.height())
            # A filter with more pixels than points is reduced by averaging.
            block = SIDE_PX // side if side <= SIDE_PX else SIDE_PX / side
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, side > SIDE_PX)
            width, height = round(block * image.width()), round(block * image.height())
            place = QRect(number * (SIDE_PX + GAP_PX), (SIDE_PX - height) // 2, width, height)
            scaled = image if side <= SIDE_PX else _reduced(image, place.size())
            painter.drawImage(place, scaled)


def _grey(values: Doubles) -> QImage:
    """Values -1..1 as grey."""
    levels = np.clip(np.rint(MIDDLE_GREY + 127 * values), 0, 255).astype(np.uint8)
    height, width = levels.shape
    return QImage(levels.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def _reduced(image: QImage, size: QSize) -> QImage:
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
