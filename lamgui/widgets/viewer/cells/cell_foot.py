"""What stands below the picture of a cell where there is room: the patch in several pictures, and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from lamgui.attribution.patch import Patch
from lamgui.base.vocabulary import heading_of, in_words_of
from lamgui.session.state import PaneContent
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.viewer.cells.cell_title import CellNumber
from lamgui.widgets.viewer.pictures.contents import Contents
from lamgui.widgets.viewer.pictures.image import PaneImage
from lamgui.widgets.viewer.thumb import Thumb, thumb_side_px

NAME_SAMPLE = "Bicubic"
NUMBER_SAMPLE = "0.351 ± 0.002"
MARGIN_PX, GAP_PX = 8, 8


@dataclass(frozen=True, eq=False)
class PatchPicture:
    """A picture of which the foot shows the patch; without an image it has no place there."""

    name: str
    tip: str
    image: PaneImage | None
    patch: Patch | None
    """In SR pixels of the image."""


_PATCHES = {
    PaneContent.INPUT: ("Input", "The patch of the LR input."),
    PaneContent.SR: ("SR", "The patch as this network restores it."),
    PaneContent.HR: ("HR", "The patch of the HR original."),
}
"""Name and meaning of the patch, by the kind of picture."""


def patch_of(contents: Contents, kind: PaneContent, patch: Patch | None) -> PatchPicture:
    """The patch in one of the pictures of a cell."""
    name, tip = _PATCHES[kind]
    scale = contents.scale_of_words
    return PatchPicture(heading_of(scale, name), in_words_of(scale, tip), contents.image(kind), patch)


class CellFoot(QWidget):
    """Shows patches beside numbers, or above them where the cell is narrow; as high, whatever is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thumbs: list[Thumb] = []
        self.names: list[ElidedLabel] = []
        self.values: list[ElidedLabel] = []
        self._numbers: tuple[CellNumber, ...] = ()
        self._shortened: frozenset[int] = frozenset()
        self._is_tall = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN_PX, 6, MARGIN_PX, 6)
        self._row.setSpacing(GAP_PX)
        self._squares = QHBoxLayout()
        self._squares.setSpacing(GAP_PX)
        self._row.addLayout(self._squares)
        self._lines = QGridLayout()
        self._lines.setContentsMargins(2, 0, 0, 0)
        self._lines.setHorizontalSpacing(8)
        self._lines.setVerticalSpacing(1)
        self._lines.setColumnStretch(1, 1)
        self._row.addLayout(self._lines, 1)

    @property
    def numbers(self) -> tuple[CellNumber, ...]:
        """The numbers that it shows."""
        return self._numbers

    def sizeHint(self) -> QSize:
        """A patch's square with its margins; with three lines below where it is tall."""
        return QSize(200, self.height_px(self._is_tall))

    def height_px(self, is_tall: bool) -> int:
        """Its height, tall or not."""
        lines = 3 * (self.fontMetrics().height() + 3) + GAP_PX if is_tall else 0
        return thumb_side_px(self.fontMetrics()) + 12 + lines

    @property
    def wide_from_px(self) -> int:
        """The width from which on numbers have room beside the patches."""
        number_px = self.fontMetrics().horizontalAdvance(NAME_SAMPLE + NUMBER_SAMPLE) + GAP_PX
        return 2 * (thumb_side_px(self.fontMetrics()) + GAP_PX) + number_px + 2 * MARGIN_PX

    def show_tall(self, is_tall: bool) -> None:
        """Put the numbers below the patches, or beside them."""
        if is_tall != self._is_tall:
            self._is_tall = is_tall
            self._row.setDirection(QBoxLayout.Direction.TopToBottom if is_tall else QBoxLayout.Direction.LeftToRight)
            self._fit_squares()
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Patches are no wider than the cell."""
        super().resizeEvent(event)
        self._fit_squares()

    def show_patches(self, pictures: tuple[PatchPicture, ...], scale: int) -> None:
        """The patch in each of the pictures that there are, with `scale` SR pixels to an LR pixel."""
        shown = [picture for picture in pictures if picture.image is not None]
        if [thumb.accessibleName() for thumb in self.thumbs] != [f"{picture.name} patch" for picture in shown]:
            self._make_thumbs(shown)
        for thumb, picture in zip(self.thumbs, shown, strict=True):
            thumb.show_patch(picture.image, picture.patch, scale)

    def show_numbers(self, numbers: tuple[CellNumber, ...]) -> None:
        """A line for each number."""
        if numbers == self._numbers:
            return
        self._numbers = numbers
        self._show_lines()

    def too_long(self, width_px: int) -> frozenset[int]:
        """The lines, from 0, whose words have no room in a foot of a width."""
        taken_px = max((name.sizeHint().width() for name in self.names), default=0) + self._lines.horizontalSpacing()
        margins = self._lines.contentsMargins()
        room_px = width_px - 2 * MARGIN_PX - margins.left() - margins.right() - taken_px
        if not self._is_tall:
            room_px -= len(self.thumbs) * (thumb_side_px(self.fontMetrics()) + GAP_PX)
        advance = self.fontMetrics().horizontalAdvance
        return frozenset(k for k, number in enumerate(self._numbers) if advance(number.words) > room_px)

    def shorten(self, lines: frozenset[int]) -> None:
        """Show the short words of some lines, counted from 0, and all words of the others."""
        if lines != self._shortened:
            self._shortened = lines
            self._show_lines()

    def _show_lines(self) -> None:
        numbers = self._numbers
        while len(self.names) < len(numbers):
            self._add_line()
        for k, (name, value) in enumerate(zip(self.names, self.values, strict=True)):
            number = numbers[k] if k < len(numbers) else CellNumber("", "", "")
            name.set_text(number.name)
            is_shortened = k in self._shortened and bool(number.short)
            value.set_text(number.short if is_shortened else number.words)
            hint = f"{number.words}\n{number.explanation}" if is_shortened else number.explanation
            for label in (name, value):
                label.set_hint(hint)
            value.setAccessibleName(f"{number.name} {number.words}")

    def _make_thumbs(self, pictures: list[PatchPicture]) -> None:
        for thumb in self.thumbs:
            self._squares.removeWidget(thumb)
            thumb.hide()
            thumb.deleteLater()
        self.thumbs = [Thumb(picture.name, picture.tip, self) for picture in pictures]
        for thumb in self.thumbs:
            self._squares.addWidget(thumb)
            thumb.show()
        self._fit_squares()

    def _fit_squares(self) -> None:
        side, count = thumb_side_px(self.fontMetrics()), len(self.thumbs)
        if count and self._is_tall:
            side = min(side, (self.width() - 2 * MARGIN_PX - GAP_PX * (count - 1)) // count)
        for thumb in self.thumbs:
            thumb.show_side(max(1, side))

    def _add_line(self) -> None:
        line = len(self.names)
        self.names.append(ElidedLabel(sample=NAME_SAMPLE, parent=self))
        self.values.append(ElidedLabel(parent=self))
        self.names[-1].set_muted(True)
        self._lines.addWidget(self.names[-1], line, 0)
        self._lines.addWidget(self.values[-1], line, 1)


def shorten_equally(feet: Sequence[CellFoot], width_px: int) -> None:
    """All feet of a width show the short words of the lines in which any of them has no room for its own."""
    shown = [foot for foot in feet if not foot.isHidden()]
    lines: frozenset[int] = frozenset().union(*(foot.too_long(width_px) for foot in shown))
    for foot in shown:
        foot.shorten(lines)
