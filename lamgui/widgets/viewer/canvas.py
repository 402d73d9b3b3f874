"""The painted part of a cell: a picture under the shared camera, the patch, the contour and a cross-hair."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lamgui.attribution.patch import Patch
from lamgui.widgets.viewer import marks as pane_marks
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.patch_marks import PatchMark, draw_marks, draw_name, mark_at
from lamgui.widgets.viewer.pictures.image import PaneImage
from lamgui.widgets.viewer.pointer import Press
from lamgui.widgets.viewer.profile import Profile, draw_line, draw_profile

WHEEL_NOTCH = 120.0


class Canvas(QWidget):
    """Paints a picture and its marks; positions in its signals are screen px from its middle."""

    accessible_role = QAccessible.Role.Graphic
    pressed = Signal(float, float, object)
    """Position, and the Press: the middle button or Ctrl pans, Shift measures."""
    moved = Signal(float, float)
    """The pointer, with or without a button."""
    released = Signal()
    double_clicked = Signal()
    left = Signal()
    resized = Signal()
    zoomed = Signal(float, float, float)
    """Position, and notches of the wheel: 1 is one notch in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image: PaneImage | None = None
        self.value_words = ""
        """The numbers of what is shown, for a screen reader."""
        self._absent = ""
        self._dimmed = ""
        self._plate = ""
        self._camera = Camera()
        self._contours: tuple[pane_marks.Outline, ...] = ()
        self._box: QRectF | None = None
        self._mirrored: tuple[float, float] | None = None
        self._hovered = False
        self._profile: Profile | None = None
        self._marks: tuple[PatchMark, ...] = ()
        self._named: PatchMark | None = None
        """The mark under the pointer."""
        self._scale = 1
        self._still: tuple[object, ...] | None = None
        self._picture = QPixmap()

    def accessible_value(self) -> str:
        """What is missing or said over the picture, else its numbers."""
        return self._plate or (self._absent if self._image is None else "") or self.value_words

    def sizeHint(self) -> QSize:
        """A square that two of fit beside the rail."""
        return QSize(300, 300)

    def minimumSizeHint(self) -> QSize:
        """It takes what its cell leaves."""
        return QSize(16, 16)

    def show_image(self, image: PaneImage | None, absent: str) -> None:
        """Show an image, or a text in its place."""
        self._absent = absent
        if image is not self._image or image is None:
            self._image = image
            self.update()

    @property
    def absent(self) -> str:
        """The text that stands in the place of an image."""
        return self._absent

    @property
    def image(self) -> PaneImage | None:
        """The image that is shown; None where a text is in its place."""
        return self._image

    def lr_at(self, position: QPoint) -> tuple[float, float]:
        """The LR position under a point of the canvas."""
        return self._camera.to_lr(*self._from_middle(QPointF(position)))

    @property
    def dimmed(self) -> str:
        """What the picture is said to be; empty where it is not dimmed."""
        return self._dimmed

    def show_dimmed(self, text: str) -> None:
        """Dim the picture and say in its corner what it is; empty for a picture as it is."""
        if text != self._dimmed:
            self._dimmed = text
            self.update()

    @property
    def plate(self) -> str:
        """What is said over the picture; empty where nothing is."""
        return self._plate

    def show_plate(self, text: str) -> None:
        """Say over the picture what is missing from it; empty for nothing."""
        if text != self._plate:
            self._plate = text
            self.update()

    def show_camera(self, camera: Camera) -> None:
        """Show the part of the picture under a camera."""
        if camera != self._camera:
            self._camera = camera
            self.update()

    @property
    def contours(self) -> tuple[pane_marks.Outline, ...]:
        """The outlines that are shown."""
        return self._contours

    def show_contours(self, outlines: tuple[pane_marks.Outline, ...]) -> None:
        """Show outlines in LR pixels, each in its colour."""
        if outlines != self._contours:
            self._contours = outlines
            self.update()

    def show_patch(self, patch: Patch | None, scale: int) -> None:
        """Show the patch, in SR pixels of `scale` to an LR pixel."""
        self._update_box()
        self._scale = scale
        side = None if patch is None else patch.size / scale
        self._box = None if patch is None or side is None else QRectF(patch.x / scale, patch.y / scale, side, side)
        self._update_box()

    @property
    def profile(self) -> Profile | None:
        """The line that is shown, with the values along it."""
        return self._profile

    def show_profile(self, profile: Profile | None) -> None:
        """Show a line and the values along it, or (None) nothing."""
        if profile is not self._profile:
            self._profile = profile
            self.update()

    @property
    def marks(self) -> tuple[PatchMark, ...]:
        """The other patches that are marked."""
        return self._marks

    def show_marks(self, marks: tuple[PatchMark, ...]) -> None:
        """Mark other patches, in SR pixels as the patch."""
        if marks != self._marks:
            self._marks, self._named = marks, None
            self.update()

    def mirror_pointer(self, position: tuple[float, float] | None) -> None:
        """Show a cross-hair at the LR position of the pointer in another cell, or (None) nothing."""
        self._update_mirrored()
        self._mirrored = position
        self._update_mirrored()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Picture and contour come from a pixmap, cached until they change; patch and cross-hair are painted anew."""
        self._refresh_still()
        painter = QPainter(self)
        ratio = self._picture.devicePixelRatio()
        exposed = QRectF(event.rect())
        source = QRectF(exposed.topLeft() * ratio, exposed.size() * ratio)
        painter.drawPixmap(exposed, self._picture, source)
        if self._image is None:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._absent)
            if self._profile is not None:
                draw_line(painter, self._profile, self._camera, self._middle(), self.rect(), self.palette())
            return
        if self._dimmed:
            pane_marks.draw_veil(painter, self.rect(), self.palette(), self._dimmed)
        self._paint_marks(painter)
        if self._plate:
            pane_marks.draw_plate(painter, self.rect(), self.palette(), self._plate)
        if self._box is not None:
            pane_marks.draw_box(painter, self._on_screen(self._box), handles=self._hovered)
        if self._profile is not None:
            draw_profile(painter, self._profile, self._camera, self._middle(), self.rect(), self.palette())
        if self._mirrored is not None and not self._hovered:
            pane_marks.draw_cross(painter, self._on_screen(QRectF(*self._mirrored, 0, 0)).topLeft())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left and middle button; others are left to the window."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            event.ignore()
            return
        keys, press = event.modifiers(), Press.PICK
        if keys & Qt.KeyboardModifier.ControlModifier or event.button() == Qt.MouseButton.MiddleButton:
            press = Press.PAN
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            press = Press.MEASURE
        self.pressed.emit(*self._from_middle(event.position()), press)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The pointer moves over the canvas, or was pressed in it: it shows handles and no cross-hair.

        One that appears under a resting pointer is entered, but not always left, hence not `enterEvent`.
        """
        self._set_hovered(True)
        self._name_mark(*self._from_middle(event.position()))
        self.moved.emit(*self._from_middle(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press ends."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        self._set_hovered(False)
        self.left.emit()
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The middle has moved."""
        super().resizeEvent(event)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel or a trackpad, whose small steps zoom by small amounts."""
        turned = event.angleDelta().y() or event.pixelDelta().y()
        self.zoomed.emit(*self._from_middle(event.position()), turned / WHEEL_NOTCH)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinching zooms; other events are handled as usual."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoomed.emit(*self._from_middle(event.position()), event.value() * 3)
            return True
        return super().event(event)

    def _middle(self) -> QPointF:
        # An odd side is rounded by half a pixel, so that pixels of the picture coincide with those of the screen.
        return QPointF(self.width() // 2, self.height() // 2)

    def _from_middle(self, position: QPointF) -> tuple[float, float]:
        offset = position - self._middle()
        return offset.x(), offset.y()

    def _on_screen(self, lr: QRectF) -> QRectF:
        left, top = self._camera.to_screen(lr.left(), lr.top())
        zoom = self._camera.zoom
        return QRectF(QPointF(left, top) + self._middle(), lr.size() * zoom)

    def _refresh_still(self) -> None:
        """Paint picture and contour anew if anything about them changed."""
        ratio = self.devicePixelRatioF()
        ground = self.palette().color(QPalette.ColorRole.Window)
        still = (self._image, self._camera, self._contours, self.size(), ratio, ground.rgb())
        if self._still is not None and all(a is b or a == b for a, b in zip(still, self._still, strict=True)):
            return
        self._still = still
        if self._picture.size() != self.size() * ratio or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(ground)
        if self._image is None:
            return
        painter = QPainter(self._picture)
        self._paint_picture(painter, ratio)
        image = self._image
        size = QSize(image.pixels.shape[1] // image.scale, image.pixels.shape[0] // image.scale)
        pane_marks.draw_grid(painter, self._camera, self._middle(), self.rect(), image.scale, size)
        for outline in self._contours:
            pane_marks.draw_outline(painter, outline, self._camera, self._middle())
        painter.end()

    def _paint_picture(self, painter: QPainter, ratio: float) -> None:
        """The picture under the camera; outlines come over it."""
        if self._image is not None:
            self._image.paint(painter, self._camera, self._middle(), QRectF(self.rect()), ratio)

    def _paint_marks(self, painter: QPainter) -> None:
        draw_marks(painter, self._marks, self._scale, self._camera, self._middle())
        if self._named is not None and self._hovered:
            middle = self._middle()
            draw_name(painter, self._named, self._scale, self._camera, middle, self.rect(), self.palette())

    def _set_hovered(self, hovered: bool) -> None:
        if hovered != self._hovered:
            self._hovered = hovered
            if self._marks:
                self.update()
            self._update_box()
            self._update_mirrored()

    def _name_mark(self, x: float, y: float) -> None:
        named = mark_at(self._marks, self._scale, *self._camera.to_lr(x, y))
        if named != self._named:
            self._named = named
            self.update()

    def _update_box(self) -> None:
        if self._box is not None:
            self.update(pane_marks.box_bounds(self._on_screen(self._box)))

    def _update_mirrored(self) -> None:
        if self._mirrored is not None:
            self.update(pane_marks.cross_bounds(self._on_screen(QRectF(*self._mirrored, 0, 0)).topLeft()))
