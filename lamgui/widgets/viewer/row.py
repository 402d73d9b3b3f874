"""A row of panes under one camera: pictures, map, patch and outlines are at the same place in all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import TheoreticalField
from lamgui.base.arrays import Floats, Mask
from lamgui.imaging.picture import Pixels
from lamgui.maps.surroundings import Surroundings
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.contents import ABSENT, MAPS, Contents
from lamgui.widgets.viewer.contour import PANES as FIELD_PANES
from lamgui.widgets.viewer.contour import Contour, FieldOutlines, box_path
from lamgui.widgets.viewer.framing import Framing, OtherView, near_view
from lamgui.widgets.viewer.insets import Insets, smallest
from lamgui.widgets.viewer.marks import CONTOUR_LIGHT, LIGHT, Outline
from lamgui.widgets.viewer.pane import Pane
from lamgui.widgets.viewer.sight import Scene, Sight

OF_MAP = (*MAPS, PaneContent.CONTOUR)
OF_RUN_BEFORE = "of the run before"


class PaneRow(QWidget):
    """Holds the panes and what they share; passes on what the pointer does in any of them."""

    pressed = Signal(object, float, float, bool)
    """This row, where in it, and whether the picture shall be panned whatever lies there."""
    moved = Signal(object, float, float)
    """This row, and where the pointer is in it."""
    released = Signal()
    double_clicked = Signal()
    left = Signal()
    content_chosen = Signal(int, object)
    looked = Signal(object)
    """This row, when the user looks elsewhere or the picture is fitted."""

    def __init__(self, parent: QWidget | None = None, contents: Contents | None = None) -> None:
        super().__init__(parent)
        self.contents = contents or Contents()
        self.sight = Sight(self._scene, Framing.WHOLE, self)
        self.sight.changed.connect(self._show_camera)
        self.sight.looked.connect(self._say_looked)
        self._is_alone = False
        self._is_pressed = False
        self._insets = Insets()
        self.patch: Patch | None = None
        self.panes: list[Pane] = []
        self._contour = Contour(self)
        self._contour.changed.connect(self._show_outlines)
        self._field = FieldOutlines()
        self._heads = (True, True)
        self._note = ""
        self._has_old_map = False
        self._seen_size = (0, 0)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def show_pictures(
        self, lr: Pixels | None, sr: Pixels | None, hr: Pixels | None, scale: int, around: Surroundings | None = None
    ) -> bool:
        """Pictures of one scene; says whether any is another. A camera that still suits them is kept."""
        size_before, scale_before, box_before = self.contents.lr_size, self.contents.scale, self.contents.place.box
        had_map = self.contents.signed is not None
        if not self.contents.show_pictures(lr, sr, hr, scale, around):
            return False
        self._show_images()
        if (self.contents.lr_size, scale) != (size_before, scale_before):
            self._draw_patch()
        if self.contents.place.box != box_before:
            self._show_outlines()
        if had_map and self.contents.signed is None:
            self._outline()
            self._show_insets()
        # Without a picture for a moment, the row looks on where it did: the next may be of the same size.
        if lr is not None and self.contents.lr_size != self._seen_size:
            self._seen_size = self.contents.lr_size
            self.sight.begin_again()
        return True

    def show_map(self, signed: Floats | None) -> bool:
        """Σ_c of an attribution, (h, w) of the LR picture; says whether it is another.

        Raises ValueError for another shape.
        """
        if not self.contents.show_map(signed):
            return False
        self._show_images()
        self._outline()
        self._show_insets()
        return True

    def show_patch(self, patch: Patch | None) -> None:
        """The patch, in SR pixels."""
        if patch == self.patch:
            return
        is_first = self.patch is None
        self._field.forget_measured()
        self.patch = patch
        self._draw_patch()
        if not self._is_pressed:
            self.sight.follow_patch()
        if is_first:
            self.sight.find_first_patch()

    def _draw_patch(self) -> None:
        """The patch where the picture lies now, and what is shown around it."""
        shown = self.patch if self.contents.lr is not None else None
        for canvas in self._canvases:
            canvas.show_patch(shown, self.contents.scale)
        self._show_outlines()
        self._show_insets()

    def show_field(self, theory: TheoreticalField | None, mask: Mask | None) -> None:
        """How far the network sees, and the LR pixels (h, w) for which the patch has any gradient."""
        if self._field.show(theory, mask):
            self._show_outlines()

    def show_old_map(self, is_old: bool) -> None:
        """Whether the map is of the run before: its panes say so, and are dimmed."""
        if is_old != self._has_old_map:
            self._has_old_map = is_old
            self._dim()

    def show_view(self, view: View) -> None:
        """A pane for each of the view's, and how maps are coloured."""
        before = self.contents.view
        self.contents.show_view(view)
        if len(view.panes) != len(self.panes):
            self._set_count(len(view.panes))
        self._show_images()
        if (before.contour, before.share) != (view.contour, view.share):
            self._outline()
        if (before.receptive_field, before.panes) != (view.receptive_field, view.panes):
            self._show_outlines()
        self._show_insets()

    def show_cursor(self, shape: Qt.CursorShape) -> None:
        """The pointer's shape over the pictures."""
        for pane in self.panes:
            pane.canvas.setCursor(shape)

    def mirror_pointer(self, position: tuple[float, float] | None) -> None:
        """A cross-hair at an LR position in the panes that the pointer is not in."""
        for pane in self.panes:
            pane.canvas.mirror_pointer(position)

    def show_common_peak(self, peak: float | None) -> None:
        """Colour the map by the peak of all rows, or (None) by its own."""
        if self.contents.show_common_peak(peak):
            self._show_images()

    def show_reference(self, signed: Floats | None) -> None:
        """The map of the row in focus, to which this one is compared."""
        if self.contents.show_reference(signed):
            self._show_images()

    def show_heads(self, titles: bool, bars: bool) -> None:
        """Whether the panes have a choice of content above them, and colour bars."""
        if (titles, bars) != self._heads:
            self._heads = (titles, bars)
            for pane in self.panes:
                pane.show_head(titles, bars)

    def set_alone(self, is_alone: bool) -> None:
        """Whether it is the only row: then its panes have room for insets."""
        if is_alone != self._is_alone:
            self._is_alone = is_alone
            self._show_insets()

    def show_note(self, text: str) -> None:
        """Say why a row has no map; empty for the usual words."""
        if text != self._note:
            self._note = text
            self._show_images()

    def zoom_to_patch(self) -> None:
        """The patch and what the map marks around it, filling each pane."""
        if self.patch is not None and self.contents.lr is not None:
            box = self._insets.box(self.contents, self.patch)
            self.sight.look(near_view(box, self.patch, self.contents.scale, *(smallest(self.panes) or (0, 0))))

    def _press(self, x: float, y: float, pans: bool) -> None:
        self._is_pressed = True
        self.pressed.emit(self, x, y, pans)

    def _move(self, x: float, y: float) -> None:
        self.moved.emit(self, x, y)

    def _let_go(self) -> None:
        self._is_pressed = False
        self.released.emit()

    def _scene(self) -> Scene:
        return Scene(self.contents.lr_size, self.contents.scale, self.patch, smallest(self.panes))

    def _say_looked(self) -> None:
        self.looked.emit(self)

    def _show_camera(self, camera: Camera) -> None:
        for pane in self.panes:
            pane.canvas.show_camera(camera)
        self._show_insets()

    @property
    def _canvases(self) -> list[Canvas]:
        return [canvas for pane in self.panes for canvas in pane.canvases]

    def _show_insets(self) -> None:
        self._insets.show(self.panes, self.contents, self.sight.camera, self.patch if self._is_alone else None)

    def _go_to(self, view: OtherView) -> None:
        """An inset was clicked."""
        self.zoom_to_patch() if view.frame is None else self.sight.fit()

    def _show_images(self) -> None:
        for pane, content in zip(self.panes, self.contents.view.panes, strict=True):
            pane.show_content(content, self.contents.colour_scale(content))
            image = self.contents.image(content)
            for canvas in pane.canvases:
                canvas.show_image(image, self._note or ABSENT.get(content, ""))
        self._dim()

    def _dim(self) -> None:
        for pane, content in zip(self.panes, self.contents.view.panes, strict=True):
            for canvas in pane.canvases:
                canvas.show_dimmed(OF_RUN_BEFORE if self._has_old_map and content in OF_MAP else "")

    def _outline(self) -> None:
        view = self.contents.view
        self._contour.show(self.contents.signed if view.contour else None, view.share)

    def _show_outlines(self) -> None:
        contour, contents = self._contour.path, self.contents
        box = contents.place.box
        area = () if contour.isEmpty() else (Outline(contour.translated(box.left, box.top), CONTOUR_LIGHT),)
        frame = () if contents.place.surroundings is None else (Outline(box_path(box), LIGHT),)
        seen: tuple[Outline, ...] = ()
        if contents.view.receptive_field and contents.lr is not None:
            seen = self._field.outlines(self.patch, contents.lr_size, box)
        for pane, content in zip(self.panes, contents.view.panes, strict=True):
            for canvas in pane.canvases:
                canvas.show_contours((*frame, *(seen if content in FIELD_PANES else ()), *area))

    def _set_count(self, count: int) -> None:
        """Add or take away panes at the right; those that stay keep what they show."""
        while len(self.panes) > count:
            pane = self.panes.pop()
            self._row.removeWidget(pane)
            pane.hide()
            pane.deleteLater()
        while len(self.panes) < count:
            self._add_pane()
        self._draw_patch()
        for pane in self.panes:
            pane.canvas.show_camera(self.sight.camera)

    def _add_pane(self) -> None:
        pane = Pane(len(self.panes), self)
        pane.content_chosen.connect(self.content_chosen)
        canvas = pane.canvas
        for signal, slot in (
            (canvas.pressed, self._press),
            (canvas.moved, self._move),
            (canvas.released, self._let_go),
            (canvas.double_clicked, self.double_clicked),
            (canvas.left, self.left),
            (canvas.zoomed, self.sight.zoom_at),
            (canvas.resized, self.sight.refit),
            (canvas.resized, self._show_insets),
            (pane.inset.wanted, self._go_to),
        ):
            signal.connect(slot)
        self.panes.append(pane)
        pane.show_head(*self._heads)
        self._row.addWidget(pane, 1)
        pane.show()
