"""Two pictures in one place: the second right of a line over the first, or the difference of both."""

from __future__ import annotations

import cv2
import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from lamgui.figures.pixels.render import enlarged
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.pictures.image import PaneImage


class DuelCanvas(Canvas):
    """Paints one picture, or two with a line between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._second: PaneImage | None = None
        self._split = 0.5

    def show_second(self, image: PaneImage | None, split: float) -> None:
        """The picture right of `split` (0..1 of the width); None for none."""
        if (image, split) != (self._second, self._split):
            self._second, self._split = image, split
            self._still = None
            self.update()

    def _paint_picture(self, painter: QPainter, ratio: float) -> None:
        super()._paint_picture(painter, ratio)
        if self._second is None:
            return
        x = round(self._split * self.width())
        right = QRectF(x, 0, self.width() - x, self.height())
        painter.save()
        painter.setClipRect(right)
        painter.fillRect(right, self.palette().window())
        self._second.paint(painter, self._camera, self._middle(), right, ratio)
        painter.restore()
        for colour, width in ((QColor(0, 0, 0, 190), 4.0), (QColor(255, 255, 255), 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(x, 0, x, self.height())


def difference(first: PaneImage, second: PaneImage, gain: int) -> PaneImage | None:
    """|A − B| of the pixels times `gain`, at the larger scale of both; None where they show unlike pictures."""
    scale = max(first.scale, second.scale)
    a, b = (enlarged(image.pixels, scale // image.scale) for image in (first, second))
    if a.shape != b.shape:
        return None
    return PaneImage(np.minimum(cv2.absdiff(a, b).astype(np.uint16) * gain, 255).astype(np.uint8), scale)
