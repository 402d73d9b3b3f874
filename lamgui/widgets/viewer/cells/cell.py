"""A cell of the viewer: the picture of a row of the comparison, with its head, and a foot where there is room."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lamgui.attribution.patch import Patch
from lamgui.attribution.receptive_field import TheoreticalField
from lamgui.base.arrays import Floats, Mask
from lamgui.imaging.picture import Pixels
from lamgui.maps.surroundings import Surroundings
from lamgui.session.state import PaneContent, View
from lamgui.widgets.viewer.arrangement import Furniture
from lamgui.widgets.viewer.camera import Camera
from lamgui.widgets.viewer.canvas import Canvas
from lamgui.widgets.viewer.cells.cell_foot import CellFoot, PatchPicture, patch_of
from lamgui.widgets.viewer.cells.cell_frame import FRAME_PX, draw_frame
from lamgui.widgets.viewer.cells.cell_head import CellHead
from lamgui.widgets.viewer.cells.cell_outlines import CellOutlines
from lamgui.widgets.viewer.cells.cell_title import CellTitle
from lamgui.widgets.viewer.cells.cell_words import CellWords
from lamgui.widgets.viewer.framing import FramingBox, area_box, near_view
from lamgui.widgets.viewer.marks import Outline
from lamgui.widgets.viewer.missing import OF_MAP
from lamgui.widgets.viewer.pictures.contents import MAPS, Contents
from lamgui.widgets.viewer.pointer import Press
from lamgui.widgets.viewer.profile import Line, profile_of
from lamgui.widgets.viewer.sight import Scene, Sight

OF_RUN_BEFORE = "of the run before"
UNFINISHED = "unfinished"


class Cell(QWidget):
    """Shows one kind of picture with patch and outlines; passes on what the pointer does, with itself."""

    pressed = Signal(object, float, float, object)
    """Where in the picture, and the Press."""
    pointed = Signal(object, float, float)
    """Where the pointer is in the picture."""
    released = Signal()
    double_clicked = Signal()
    left = Signal()
    looked = Signal(object)
    """The user looks elsewhere, or the picture is fitted."""
    chosen = Signal(object)
    choice_taken_back = Signal()
    """The click that chose it was the first of a double click."""
    moved = Signal(object, int)
    """Number of places to move by: -1 is towards the first."""
    hidden = Signal(object)
    large_wanted = Signal(object, bool)
    entered = Signal(object)
    """The pointer came into it."""

    def __init__(self, parent: QWidget | None = None, contents: Contents | None = None) -> None:
        super().__init__(parent)
        self.contents = contents or Contents()
        self.column = QVBoxLayout(self)
        self.canvas = Canvas(self)
        self.head = CellHead(self)
        self.foot = CellFoot(self)
        self.sight = Sight(self._scene, self)
        self.patch: Patch | None = None
        self._is_alone = False
        self.is_pressed = False
        """Whether the pointer is pressed in it: then nothing moves under it."""
        self._over = CellOutlines(self.contents, self)
        self._line: Line | None = None
        self._words = CellWords()
        self._title = CellTitle("", None)
        self._seen_size = (0, 0)
        self._tie()
        self._lay_out()
        self.show_view(View())

    @property
    def content(self) -> PaneContent:
        """The kind of picture that it shows."""
        return self.contents.view.content

    @property
    def title(self) -> CellTitle:
        """What is known of its row."""
        return self._title

    def show_title(self, title: CellTitle) -> None:
        """Show name, colour and numbers."""
        if title != self._title:
            self._title = title
            self.foot.show_numbers(title.numbers)
            self._name_canvas()
            self._describe_canvas()
            self.update()

    def show_foot(self, has_foot: bool, is_tall: bool) -> None:
        """Show the foot, tall or not, or leave its room to the picture."""
        self.foot.show_tall(is_tall)
        self.foot.setVisible(has_foot)

    def furniture(self, gap_px: int) -> Furniture:
        """What it needs beside its picture."""
        head, foot = self.head.sizeHint().height(), self.foot
        return Furniture(head, foot.height_px(False), foot.height_px(True), foot.wide_from_px, 2 * FRAME_PX, gap_px)

    def show_alone(self, is_alone: bool) -> None:
        """Whether there is no cell of the picture itself beside it, so that the foot shows the input too."""
        if is_alone != self._is_alone:
            self._is_alone = is_alone
            self._show_patches()

    def show_pictures(
        self, lr: Pixels | None, sr: Pixels | None, hr: Pixels | None, scale: int, around: Surroundings | None = None
    ) -> bool:
        """Pictures of one scene; says whether any is another. A camera that still suits them stays."""
        size_before, scale_before, box_before = self.contents.lr_size, self.contents.scale, self.contents.place.box
        had_map = self.contents.signed is not None
        if not self.contents.show_pictures(lr, sr, hr, scale, around):
            return False
        self._show_image()
        if (self.contents.lr_size, scale) != (size_before, scale_before):
            self._draw_patch()
        if self.contents.place.box != box_before:
            self._show_outlines()
        if had_map and self.contents.signed is None:
            self._over.follow_map()
        self._show_patches()
        # Without a picture for a moment, the cell looks on where it did: the next may be of the same size.
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
        self._show_image()
        self._over.follow_map()
        return True

    def show_patch(self, patch: Patch | None) -> None:
        """The patch, in SR pixels."""
        if patch == self.patch:
            return
        self._over.forget_measured_field()
        self.patch = patch
        self._draw_patch()
        self._describe_canvas()
        self._show_patches()
        if not self.is_pressed:
            self.sight.follow_patch()

    def show_field(self, theory: TheoreticalField | None, mask: Mask | None) -> None:
        """How far the network sees, and the LR pixels (h, w) for which the patch has any gradient."""
        self._over.show_field(theory, mask)

    @property
    def note(self) -> str:
        """Why its row has no map; empty for the usual words."""
        return self._words.note

    @property
    def own_map_words(self) -> str:
        """Why its map is not that of the present run, as `show_map_words`."""
        return self._words.own_map

    @property
    def map_words(self) -> str:
        """Why what it shows is not of maps of the present run: a difference is of two."""
        return self._words.map_words(self.contents)

    def show_map_words(self, words: str) -> bool:
        """Why the map is not that of the present run (OF_RUN_BEFORE, UNFINISHED): it is dimmed, and the cell says so.

        Empty for a map of the present run. Says whether that is another.
        """
        if words == self._words.own_map:
            return False
        self._words = replace(self._words, own_map=words)
        self._dim()
        return True

    def show_view(self, view: View) -> None:
        """The kind of picture, and how maps are coloured."""
        before = self.contents.view
        self.contents.show_view(view)
        self._show_image()
        self._over.follow_view(before)
        if before.content is not view.content:
            self._name_canvas()

    def show_cursor(self, shape: Qt.CursorShape) -> None:
        """The pointer's shape over the picture."""
        self.canvas.setCursor(shape)

    def show_common_peak(self, peak: float | None) -> None:
        """Colour the map by the peak of all cells, or (None) by its own."""
        if self.contents.show_common_peak(peak):
            self._show_image()

    def show_difference(self, peak: float, subtracted: CellTitle | None, words: str, without: str) -> None:
        """Show the difference of the contents to their reference, in the scale of all differences.

        `subtracted` and `words` are title and `own_map_words` of its cell, None in that cell; `without` says why there
        is none.
        """
        self.contents.show_difference_peak(peak)
        self._words = replace(self._words, subtracted=subtracted, subtracted_map=words, without_reference=without)
        self._show_image()
        self._name_canvas()

    def show_line(self, line: Line | None) -> None:
        """Show a line in the picture, its length and the values along it, or (None) nothing."""
        if line != self._line:
            self._line = line
            self._show_profile()

    @property
    def has_line(self) -> bool:
        """Whether a line is measured in it."""
        return self._line is not None

    def show_note(self, text: str) -> None:
        """Say why a cell has no map; empty for the usual words."""
        words, self._words = self._words, replace(self._words, note=text)
        if self._words.missing(self.contents) != words.missing(self.contents):
            self._show_image()

    def area_box(self) -> FramingBox | None:
        """The box of the patch and of the map's area of contribution, in LR pixels; None without a patch."""
        contents, place = self.contents, self.contents.place.box
        if self.patch is None or contents.lr is None:
            return None
        return area_box(contents.signed, contents.view.share, self.patch, contents.scale, (place.left, place.top))

    def zoom_to(self, box: FramingBox) -> None:
        """Fill the cell with a part of the LR picture, in which the patch neither is tiny nor fills the cell."""
        if self.patch is not None:
            room_px = self.canvas.width(), self.canvas.height()
            self.sight.look(near_view(box, self.patch, self.contents.scale, *room_px))

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is in the cell."""
        super().enterEvent(event)
        self.entered.emit(self)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        super().leaveEvent(event)
        self.head.show_pointed(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of head and foot, and a frame, in the colour of the accent for the one in focus of several."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        draw_frame(painter, self.rect(), self.palette(), self.title.is_current and not self._is_alone)

    def patch_pictures(self) -> tuple[PatchPicture, ...]:
        """The pictures of which the foot shows the patch."""
        kinds: tuple[PaneContent, ...] = (PaneContent.SR, PaneContent.HR)
        if self._is_alone:
            kinds = (PaneContent.INPUT, *kinds)
        return tuple(patch_of(self.contents, kind, self.patch) for kind in kinds)

    def _show_patches(self) -> None:
        self.foot.show_patches(self.patch_pictures(), self.contents.scale)

    def _draw_patch(self) -> None:
        """The patch where the picture lies now."""
        self.canvas.show_patch(self.patch if self.contents.lr is not None else None, self.contents.scale)
        self._show_outlines()

    def _press(self, x: float, y: float, press: Press) -> None:
        self.is_pressed = True
        self.pressed.emit(self, x, y, press)

    def _point(self, x: float, y: float) -> None:
        self.pointed.emit(self, x, y)

    def _let_go(self) -> None:
        self.is_pressed = False
        self.released.emit()

    def _scene(self) -> Scene:
        room = (self.canvas.width(), self.canvas.height())
        return Scene(self.contents.lr_size, self.contents.scale, self.patch, room)

    def _say_looked(self) -> None:
        self.looked.emit(self)

    def _show_camera(self, camera: Camera) -> None:
        self.canvas.show_camera(camera)

    def _show_image(self) -> None:
        content, missing = self.content, self._words.missing(self.contents)
        image = self.contents.image(content)
        if image is None and content in MAPS:
            image = self.contents.grey_input
        self.canvas.show_image(image, missing)
        self.canvas.show_plate(missing if image is not None else "")
        self._show_profile()
        self._dim()
        self._describe_canvas()

    def _show_profile(self) -> None:
        line = self._line if self.contents.lr is not None else None
        if line is not None or self.canvas.profile is not None:
            self.canvas.show_profile(None if line is None else profile_of(self.contents, self.content, line))

    def _dim(self) -> None:
        has_map = self.content in OF_MAP and self.contents.signed is not None
        self.canvas.show_dimmed(self.map_words if has_map and not self.canvas.plate else "")

    def _show_outlines(self) -> None:
        self.canvas.show_contours(self.outlines())

    def outlines(self) -> tuple[Outline, ...]:
        """The frame of what the network was given, receptive field and area, as far as they are shown."""
        return self._over.around(self.patch)

    def _name_canvas(self) -> None:
        self.head.show_title(self._words.title(self.title, self.contents))
        self.canvas.setAccessibleName(self._words.name(self.title, self.contents))

    def _describe_canvas(self) -> None:
        """Say to who cannot see the picture what it shows."""
        self.canvas.value_words = self.title.detail
        self.canvas.setAccessibleDescription(self._words.description(self.title, self.contents, self.patch))

    def _choose(self) -> None:
        self.chosen.emit(self)

    def _move(self, by: int) -> None:
        self.moved.emit(self, by)

    def _hide(self) -> None:
        self.hidden.emit(self)

    def _want_large(self, is_large: bool) -> None:
        self.large_wanted.emit(self, is_large)

    def _tie(self) -> None:
        canvas, head = self.canvas, self.head
        for signal, slot in (
            (self.sight.changed, self._show_camera),
            (self.sight.looked, self._say_looked),
            (self._over.changed, self._show_outlines),
            (canvas.pressed, self._press),
            (canvas.moved, self._point),
            (canvas.released, self._let_go),
            (canvas.double_clicked, self.double_clicked),
            (canvas.left, self.left),
            (canvas.zoomed, self.sight.zoom_at),
            (canvas.resized, self.sight.refit),
            (head.chosen, self._choose),
            (head.choice_taken_back, self.choice_taken_back),
            (head.moved, self._move),
            (head.hidden, self._hide),
            (head.large_wanted, self._want_large),
        ):
            signal.connect(slot)

    def _lay_out(self) -> None:
        column = self.column
        column.setContentsMargins(FRAME_PX, FRAME_PX, FRAME_PX, FRAME_PX)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.foot)
        self.foot.hide()
        self._name_canvas()
