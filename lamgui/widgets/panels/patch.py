"""The patch by numbers: column, row and side, in SR pixels."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from lamgui.attribution.patch import DETECTOR_MARGIN_PX, Patch
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.number_box import WholeNumber
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.controls.severity import Severity, SeverityLabel
from lamgui.widgets.controls.summary import SummaryLine, SummaryLines

MAX_SIDE_PX = 100_000
_MARGIN = "The gradient detector reads one more row and column than the patch, so it stops one pixel before the edge."


class PatchPanel(QWidget):
    """Shows the patch; reports `patch_edited(Patch, gesture)` as its numbers are stepped or typed.

    `summary` is placed by the rail.
    """

    patch_edited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._patch: Patch | None = None
        self.summary = SummaryLines()
        self._sr_size = (MAX_SIDE_PX, MAX_SIDE_PX)
        self.column = WholeNumber(0, MAX_SIDE_PX)
        self.row = WholeNumber(0, MAX_SIDE_PX)
        self.side = WholeNumber(1, MAX_SIDE_PX)
        self._correction = SeverityLabel(Severity.WARNING)
        self._lay_out()
        self.column.valueChanged.connect(self._edit_x)
        self.row.valueChanged.connect(self._edit_y)
        self.side.valueChanged.connect(self._edit_size)
        for box in (self.column, self.row, self.side):
            box.corrected.connect(self._correction.show_text)
        self.show_patch(None)

    def show_patch(self, patch: Patch | None) -> None:
        """Show a patch; without one there is nothing to edit. A remark on an edit goes with its patch."""
        if patch != self._patch:
            self._correction.show_text("")
        self._patch = patch
        words = "click a place" if patch is None else f"{patch.x}, {patch.y}, {patch.size} px"
        self.summary.show_lines((SummaryLine("x, y, side", words, opens=False),), (self.column,))
        self._show_ranges()
        if patch is not None:
            self.column.show_value(patch.x)
            self.row.show_value(patch.y)
            self.side.show_value(patch.size)
        else:
            for box in (self.column, self.row, self.side):
                box.clear()

    def show_limits(self, sr_width: int, sr_height: int) -> None:
        """Keep the patch inside an SR picture of this size."""
        self._sr_size = (sr_width, sr_height)
        self._show_ranges()

    def _show_ranges(self) -> None:
        """A picture without room for a patch leaves nothing to edit."""
        width, height = self._sr_size
        has_room = min(width, height) > DETECTOR_MARGIN_PX
        otherwise = "There is no patch yet: click a place." if has_room else "The picture is too small for a patch."
        show_available(self, self._patch is not None and has_room, otherwise)
        size = 1 if self._patch is None else self._patch.size
        self.column.show_range(0, max(0, width - size - DETECTOR_MARGIN_PX))
        self.row.show_range(0, max(0, height - size - DETECTOR_MARGIN_PX))
        self.side.show_range(1, max(1, min(width, height) - DETECTOR_MARGIN_PX))

    def _edit_x(self, _value: int) -> None:
        self._edit("spin-x")

    def _edit_y(self, _value: int) -> None:
        self._edit("spin-y")

    def _edit_size(self, _value: int) -> None:
        self._edit("spin-size")

    def _edit(self, gesture: str) -> None:
        """A larger patch may have to move to stay inside; the moved patch is reported."""
        patch = Patch(self.column.value(), self.row.value(), self.side.value()).moved_inside(*self._sr_size)
        if patch != self._patch:
            self.show_patch(patch)
            self.patch_edited.emit(patch, gesture)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(1)
        fields: tuple[tuple[str, WholeNumber, str, str], ...] = (
            (
                "&X",
                self.column,
                "Patch column x",
                f"Column of the patch's left edge in the SR picture F(I), in SR pixels. {_MARGIN}",
            ),
            (
                "&Y",
                self.row,
                "Patch row y",
                f"Row of the patch's top edge in the SR picture F(I), in SR pixels. {_MARGIN}",
            ),
            (
                "&Size l",
                self.side,
                "Patch size l",
                "Side l of the square patch in SR pixels: the detector D sums over its l × l pixels.",
            ),
        )
        for column, (text, box, name, tooltip) in enumerate(fields):
            label = PlainLabel(text)
            label.setBuddy(box)
            label.setToolTip(tooltip)
            describe(box, name, tooltip)
            grid.addWidget(label, 0, column)
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, 1)
        grid.addWidget(self._correction, 2, 0, 1, len(fields))
