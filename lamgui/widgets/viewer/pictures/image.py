"""Pictures for the screen: painted where they are exposed, reduced once for a far view."""

from __future__ import annotations

import math

import cv2
import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from lamgui.imaging.picture import Pixels
from lamgui.widgets.viewer.camera import Camera

SMALLEST_LEVEL_PX = 64
"""Reduced images stop at this side."""


class PaneImage:
    """A picture with `scale` of its pixels to one LR pixel, and its reductions for far views."""

    def __init__(self, pixels: Pixels, scale: int) -> None:
        self.pixels = pixels
        self.scale = scale
        self._levels: list[QImage] = []
        self._buffers: list[Pixels] = []

    def paint(self, painter: QPainter, camera: Camera, middle: QPointF, exposed: QRectF, device_ratio: float) -> None:
        """Paint the part in `exposed` (screen px); `middle` is the position of the camera's centre.

        From 1:1 on, in pixels of the device, the picture's own pixels are shown as squares; below, it is smoothed.
        """
        ratio = camera.zoom * device_ratio / self.scale
        level = self._level(0 if ratio >= 1 else int(math.log2(1 / ratio) + 1e-9))
        # After an odd side the pixels of a level are not quite square, so each axis has its own size.
        lr_width, lr_height = self.pixels.shape[1] / self.scale, self.pixels.shape[0] / self.scale
        step_x, step_y = camera.zoom * lr_width / level.width(), camera.zoom * lr_height / level.height()
        left, top = camera.to_screen(0.0, 0.0)
        origin = QPointF(left, top) + middle
        first_x = max(0, math.floor((exposed.left() - origin.x()) / step_x) - 1)
        first_y = max(0, math.floor((exposed.top() - origin.y()) / step_y) - 1)
        last_x = min(level.width(), math.ceil((exposed.right() - origin.x()) / step_x) + 1)
        last_y = min(level.height(), math.ceil((exposed.bottom() - origin.y()) / step_y) + 1)
        if last_x <= first_x or last_y <= first_y:
            return
        size = QSizeF(last_x - first_x, last_y - first_y)
        target = QRectF(
            origin.x() + first_x * step_x, origin.y() + first_y * step_y, size.width() * step_x, size.height() * step_y
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, ratio < 1)
        painter.drawImage(target, level, QRectF(QPointF(first_x, first_y), size))

    def _level(self, times: int) -> QImage:
        """The picture halved `times` times, or as often as it can be."""
        if not self._levels:
            self._append(self.pixels)
        while len(self._levels) <= times and min(self._buffers[-1].shape[:2]) >= 2 * SMALLEST_LEVEL_PX:
            height, width = self._buffers[-1].shape[:2]
            half = cv2.resize(self._buffers[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
            self._append_bgrx(half.astype(np.uint8, copy=False))
        return self._levels[min(times, len(self._levels) - 1)]

    def _append(self, pixels: Pixels) -> None:
        self._append_bgrx(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA).astype(np.uint8, copy=False))

    def _append_bgrx(self, bgrx: Pixels) -> None:
        """Keep the buffer beside the image, which does not own it."""
        height, width = bgrx.shape[:2]
        self._buffers.append(bgrx)
        self._levels.append(QImage(bgrx.data, width, height, 4 * width, QImage.Format.Format_RGB32))
