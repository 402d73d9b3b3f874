"""Two pictures in one place: flicked while a key is held, split by a slider, or subtracted."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from lamgui.attribution.patch import Patch
from lamgui.base.vocabulary import heading_of
from lamgui.session.state import PaneContent
from lamgui.widgets.controls.form import Choice, Option, describe
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.viewer.duel.duel_canvas import DuelCanvas, difference
from lamgui.widgets.viewer.kinds import KIND_NAMES
from lamgui.widgets.viewer.pictures.contents import Contents
from lamgui.widgets.viewer.pictures.image import PaneImage
from lamgui.widgets.viewer.pointer import Press
from lamgui.widgets.viewer.readout import Pointed, readout_of_two
from lamgui.widgets.viewer.sight import Scene, Sight

SPLIT_STEPS = 1000
LINE_REACH_PX = 6
"""Screen px beside the line in which it can be taken."""


class Mode(StrEnum):
    """How the two are compared."""

    FLICK = "flick"
    SPLIT = "split"
    DIFFERENCE = "difference"


MODES = (
    Option(Mode.FLICK, "Flick", "A, and B while the space bar is held."),
    Option(Mode.SPLIT, "Split", "A at the left of a line, B at its right: drag the line, or the slider below."),
    Option(Mode.DIFFERENCE, "Difference", "|A − B| of the pixels, made brighter where that is wanted."),
)
GAINS = (Option(1, "×1", "As it is."), Option(4, "×4", "Four times as bright."), Option(16, "×16", "For traces."))


class Duel(QWidget):
    """Shows two of the viewer's pictures; the viewer's pointer handles it like a cell."""

    pressed = Signal(object, float, float, object)
    """As in Cell: the first argument is this widget."""
    pointed = Signal(object, float, float)
    released = Signal()
    double_clicked = Signal()
    left = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sight = Sight(self._scene, self)
        self.patch: Patch | None = None
        self._rows: tuple[tuple[str, Contents], ...] = ()
        self._holds = False
        self._drags_line = self._is_at_line = False
        self._difference: tuple[object, ...] | None = None
        self._difference_image: PaneImage | None = None
        self.canvas = DuelCanvas(self)
        self.first, self.second = QComboBox(), QComboBox()
        self.mode = Choice(MODES)
        self.gain = Choice(GAINS)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.hold_button = QPushButton("Hold to see B (Space)")
        self.close_button = QPushButton("Back to the cells")
        self.label = PlainLabel()
        self._lay_out()
        self._tie()

    @property
    def contents(self) -> Contents:
        """The contents of the row that A belongs to."""
        row = self._chosen(self.first)[0]
        return row if row is not None else Contents()

    @property
    def row_number(self) -> int:
        """The row that A belongs to, from 0."""
        data = self.first.currentData()
        return 0 if data is None else int(data[0])

    @property
    def shown(self) -> tuple[tuple[Contents, PaneContent], ...]:
        """Pictures A and B: whose they are, and their kind."""
        chosen = (self._chosen(box) for box in (self.first, self.second))
        return tuple((contents or Contents(), kind) for contents, kind in chosen)

    @property
    def first_kind(self) -> PaneContent:
        """The kind of picture A."""
        return self._chosen(self.first)[1]

    def show_kind(self, content: PaneContent) -> None:
        """Show a kind of picture of both rows, or where both pictures are of one row, of A; no difference of cells."""
        rows = [box.currentData()[0] for box in (self.first, self.second) if box.currentData() is not None]
        boxes = (self.first, self.second) if len(set(rows)) > 1 else (self.first,)
        for box in boxes:
            index = _index_of(box, box.currentData()[0] if box.currentData() else 0, content)
            if index >= 0:
                box.setCurrentIndex(index)

    @property
    def shown_name(self) -> str:
        """The text of the label."""
        return self.label.text()

    def show_rows(self, rows: tuple[tuple[str, Contents], ...]) -> None:
        """Set the rows whose pictures can be chosen, with their names."""
        names = tuple(name for name, _ in rows)
        if names != tuple(name for name, _ in self._rows) or not self.first.count():
            self._rows = rows
            self._fill(self.first, 0, PaneContent.SR)
            self._fill(self.second, 1 if len(rows) > 1 else 0, PaneContent.SR if len(rows) > 1 else PaneContent.HR)
        self._rows = rows
        self.refresh()

    def refresh(self) -> None:
        """Show a picture that has changed."""
        first, second = self._image(self.first), self._image(self.second)
        mode = self._mode
        self.slider.setVisible(mode is Mode.SPLIT)
        self.hold_button.setVisible(mode is Mode.FLICK)
        self.gain.setVisible(mode is Mode.DIFFERENCE)
        names = (f"A: {self.first.currentText()}", f"B: {self.second.currentText()}")
        shown, beside, words = first, None, names[0]
        if mode is Mode.FLICK and self._holds:
            shown, words = second, names[1]
        elif mode is Mode.SPLIT:
            beside, words = second, f"{names[0]}  |  {names[1]}"
        elif mode is Mode.DIFFERENCE:
            shown, words = self._subtracted(first, second), "|A − B|"
        self.label.setText(words)
        self.canvas.show_image(shown, "No picture yet")
        self.canvas.show_second(beside, self.slider.value() / SPLIT_STEPS)

    def show_patch(self, patch: Patch | None) -> None:
        """Show the patch, in SR pixels."""
        self.patch = patch
        self.canvas.show_patch(patch, self.contents.scale)

    def readout(self, x: float, y: float) -> tuple[str, ...]:
        """Position and the values of both pictures at an LR position."""
        chosen = (self._chosen(box) for box in (self.first, self.second))
        return readout_of_two([(Pointed("", contents or Contents(), x, y), content) for contents, content in chosen])

    def show_cursor(self, shape: Qt.CursorShape) -> None:
        """Set the pointer's shape over the picture; at the line of a split it says that this can be dragged."""
        self.canvas.setCursor(Qt.CursorShape.SplitHCursor if self._drags_line or self._is_at_line else shape)

    def hold(self, holds: bool) -> None:
        """Show B instead of A, or A again."""
        if holds != self._holds:
            self._holds = holds
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows B while it is held; Escape closes; left and right move the split."""
        steps = {Qt.Key.Key_Left: -20, Qt.Key.Key_Right: 20}
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self.hold(True)
        elif event.key() in steps and self._mode is Mode.SPLIT:
            self.slider.setValue(self.slider.value() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Show A again."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.hold(False)
        else:
            super().keyReleaseEvent(event)

    @property
    def _mode(self) -> Mode:
        mode = self.mode.value()
        return mode if isinstance(mode, Mode) else Mode.FLICK

    @property
    def _gain(self) -> int:
        gain = self.gain.value()
        return gain if isinstance(gain, int) else 1

    def _subtracted(self, first: PaneImage | None, second: PaneImage | None) -> PaneImage | None:
        if first is None or second is None:
            return None
        key = (first, second, self._gain)
        if self._difference is None or any(a is not b for a, b in zip(key, self._difference, strict=True)):
            self._difference, self._difference_image = key, difference(first, second, self._gain)
        return self._difference_image

    def _fill(self, box: QComboBox, row: int, content: PaneContent) -> None:
        with QSignalBlocker(box):
            box.clear()
            for k, (name, contents) in enumerate(self._rows):
                for each, title in KIND_NAMES.items():
                    if each is not PaneContent.DIFFERENCE:
                        kind = heading_of(contents.scale_of_words, title)
                        box.addItem(f"{name}: {kind}" if name else kind, (k, each.value))
            box.setCurrentIndex(max(0, _index_of(box, row, content)))

    def _chosen(self, box: QComboBox) -> tuple[Contents | None, PaneContent]:
        data = box.currentData()
        if data is None or data[0] >= len(self._rows):
            return None, PaneContent.INPUT
        return self._rows[data[0]][1], PaneContent(data[1])

    def _image(self, box: QComboBox) -> PaneImage | None:
        contents, content = self._chosen(box)
        return None if contents is None else contents.image(content)

    def _scene(self) -> Scene:
        room = (self.canvas.width(), self.canvas.height())
        return Scene(self.contents.lr_size, self.contents.scale, self.patch, room)

    def _reaches_line(self, x: float) -> bool:
        """Whether a place, in screen px from the middle, is at the line between A and B."""
        line = (self.slider.value() / SPLIT_STEPS - 0.5) * self.canvas.width()
        return self._mode is Mode.SPLIT and abs(x - line) <= LINE_REACH_PX

    def _press(self, x: float, y: float, press: Press) -> None:
        self._drags_line = press is Press.PICK and self._reaches_line(x)
        if not self._drags_line:
            self.pressed.emit(self, x, y, press)

    def _point(self, x: float, y: float) -> None:
        if self._drags_line:
            self.slider.setValue(round((x / max(1, self.canvas.width()) + 0.5) * SPLIT_STEPS))
        self._is_at_line = self._reaches_line(x)
        self.pointed.emit(self, x, y)

    def _release(self) -> None:
        was_line, self._drags_line = self._drags_line, False
        if not was_line:
            self.released.emit()

    def _hold_on(self) -> None:
        self.hold(True)

    def _hold_off(self) -> None:
        self.hold(False)

    def _tie(self) -> None:
        for signal, slot in (
            (self.sight.changed, self.canvas.show_camera),
            (self.canvas.pressed, self._press),
            (self.canvas.moved, self._point),
            (self.canvas.released, self._release),
            (self.canvas.double_clicked, self.double_clicked),
            (self.canvas.left, self.left),
            (self.canvas.zoomed, self.sight.zoom_at),
            (self.canvas.resized, self.sight.refit),
            (self.first.currentIndexChanged, self.refresh),
            (self.second.currentIndexChanged, self.refresh),
            (self.mode.currentIndexChanged, self.refresh),
            (self.gain.currentIndexChanged, self.refresh),
            (self.slider.valueChanged, self.refresh),
            (self.hold_button.pressed, self._hold_on),
            (self.hold_button.released, self._hold_off),
            (self.close_button.clicked, self.closed),
        ):
            signal.connect(slot)

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.setRange(0, SPLIT_STEPS)
        self.slider.setValue(SPLIT_STEPS // 2)
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (
            PlainLabel("A"),
            self.first,
            PlainLabel("B"),
            self.second,
            self.mode,
            self.gain,
            self.hold_button,
        ):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.label)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.slider)
        describe(self.first, "Picture A", "The first of the two pictures.")
        describe(self.second, "Picture B", "The second of the two pictures.")
        describe(self.mode, "How to compare", "Flick between the two, split the view, or subtract.")
        describe(self.gain, "Brightness of the difference", "How much brighter the difference is shown.")
        describe(self.slider, "Split", "Where A ends and B begins.")
        describe(self.hold_button, "Hold to see B", "While it is pressed, or the space bar, B is shown instead of A.")
        describe(self.close_button, "Back to the cells", "Show all cells again (Ctrl+D or Esc).")


def _index_of(box: QComboBox, row: int, content: PaneContent) -> int:
    """The item of a kind of picture of a row; -1 where there is none."""
    return next((i for i in range(box.count()) if tuple(box.itemData(i)) == (row, content.value)), -1)
