"""One row of the numbers panel: heading, value and remark, in the colour that fits what it says."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLabel

from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.tone import Tone
from lamgui.widgets.controls.tone_label import ToneLabel
from lamgui.widgets.panels.number_rows import Measure, Row

REMARK_INDENT_PX = 10


class NumberValue:
    """The three labels of a measure, placed in two lines of a grid."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._heading = QLabel(measure.heading)
        self._value = ToneLabel()
        self._remark = ToneLabel()
        self._heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._remark.setIndent(REMARK_INDENT_PX)
        for label in (self._heading, self._value, self._remark):
            label.setToolTip(measure.explanation)

    def place(self, grid: QGridLayout, line: int) -> None:
        """Take `line` and the one below it of a grid of two columns."""
        grid.addWidget(self._heading, line, 0, Qt.AlignmentFlag.AlignTop)
        # Without an alignment, for only then may a text that needs two lines have them.
        grid.addWidget(self._value, line, 1)
        grid.addWidget(self._remark, line + 1, 0, 1, 2)

    def show_row(self, row: Row, muted: bool) -> None:
        """Show a value and what it means; a muted one is not final."""
        tone = Tone.WARNING if row.warns else None
        self._value.show_tone(tone, muted)
        self._remark.show_tone(tone, muted=True)
        self._value.show_text(row.text)
        self._remark.show_text("" if row.quiet else row.remark)
        describe(self._value, f"{self._measure.heading}: {row.as_text()}", self._measure.explanation)

    def row_text(self) -> str:
        """Value and remark as they are shown."""
        return Row(self._value.text(), self._remark.text().strip()).as_text()

    @property
    def tone(self) -> Tone | None:
        """What the value's colour says."""
        return self._value.tone
