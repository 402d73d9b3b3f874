"""The patch of a picture, enlarged, with the picture's name in its corner."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from lamgui.attribution.patch import Patch
from lamgui.base.escape import for_qt
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.pictures.image import PaneImage


def thumb_side_px(metrics: QFontMetrics) -> int:
    """Side of a thumb in screen px: four lines of text."""
    return 4 * metrics.height()


class Thumb(QWidget):
    """Paints the patch of an image over all of its square; blank without one."""

    accessible_role = QAccessible.Role.Graphic

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._image: PaneImage | None = None
        self._patch: Patch | None = None
        self._scale = 1
        self.setAccessibleName(f"{name} patch")
        self.setToolTip(for_qt(tip))
        self.show_side(thumb_side_px(self.fontMetrics()))

    def show_side(self, side_px: int) -> None:
        """Its width and height."""
        self.setFixedSize(side_px, side_px)

    def accessible_value(self) -> str:
        """Which part of the picture it shows."""
        patch = self._patch if self._image is not None else None
        return "" if patch is None else f"{patch.size}×{patch.size} SR pixels at {patch.x}, {patch.y}"

    @property
    def shown(self) -> tuple[PaneImage | None, Patch | None]:
        """What it shows."""
        return self._image, self._patch

    def show_patch(self, image: PaneImage | None, patch: Patch | None, scale: int) -> None:
        """Show the patch, in SR pixels of `scale` to an LR pixel, as an image has it."""
        if image is not self._image or (patch, scale) != (self._patch, self._scale):
            self._image, self._patch, self._scale = image, patch, scale
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pixels as squares; the name on a plate of its own."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
        if self._image is not None and self._patch is not None:
            patch, scale = self._patch, self._scale
            middle = ((patch.x + patch.size / 2) / scale, (patch.y + patch.size / 2) / scale)
            camera = Camera(*middle, self.width() * scale / patch.size)
            at = QPointF(self.width() / 2, self.height() / 2)
            self._image.paint(painter, camera, at, QRectF(self.rect()), self.devicePixelRatioF())
            self._paint_name(painter)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_name(self, painter: QPainter) -> None:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        plate = painter.fontMetrics().boundingRect(self._name).adjusted(-3, -1, 3, 1)
        plate.moveBottomLeft(self.rect().bottomLeft())
        painter.fillRect(plate, self.palette().color(QPalette.ColorRole.Base))
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._name)
