"""The result in numbers: PSNR, SSIM, DI, gap, area, time, each with what it means, ready to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from lamgui.attribution.measures.measures import DEFAULT_SHARE
from lamgui.maps.result import Analysis, Progress
from lamgui.maps.verdict import reservations
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.tone import Tone
from lamgui.widgets.controls.tone_label import ToneLabel
from lamgui.widgets.panels.number_rows import (
    BLANK,
    Measure,
    Row,
    Rows,
    analysis_in_text,
    area_row,
    rows_of_analysis,
    rows_of_progress,
)
from lamgui.widgets.panels.number_value import NumberValue

IN_STATUS_BAR = {Measure.DEVICE, Measure.MEMORY}
"""What stands at the window's foot already; the copied text has it."""


class NumbersPanel(QWidget):
    """Shows the numbers of the finished run, or, muted, what is known of the one that goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._analysis: Analysis | None = None
        self._share = DEFAULT_SHARE
        self._values = {measure: NumberValue(measure) for measure in Measure if measure not in IN_STATUS_BAR}
        self._notes = ToneLabel(Tone.WARNING)
        self.copy_button = QPushButton("Copy")
        self.copy_action = QAction("Copy as text", self)
        self._lay_out()
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.copy_action.triggered.connect(self.copy)
        self.copy_button.clicked.connect(self.copy)
        self.addAction(self.copy_action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("Numbers of the result")
        self.show_analysis(None)

    def show_analysis(self, analysis: Analysis | None) -> None:
        """Show a finished run, or (None) that there is none."""
        self._analysis = analysis
        self.copy_button.setEnabled(analysis is not None)
        self.copy_action.setEnabled(analysis is not None)
        self._notes.show_text("" if analysis is None else "\n".join(reservations(analysis)))
        self._show_rows({} if analysis is None else rows_of_analysis(analysis, self._share), muted=analysis is None)

    def show_progress(self, progress: Progress | None) -> None:
        """Show what is known of a run that goes on, muted; None goes back to the finished one."""
        if progress is None:
            self.show_analysis(self._analysis)
        else:
            self._notes.show_text("")
            self._show_rows(rows_of_progress(progress), muted=True)

    def show_ended(self, reason: str) -> None:
        """Say that the run that was shown ended before its map was whole."""
        self._notes.show_text(f"{reason}: the map and the curves are not whole.")

    def show_share(self, share: float) -> None:
        """Take another share (0..1) for the area of contribution."""
        self._share = share
        if self._analysis is not None:
            self._values[Measure.AREA].show_row(area_row(self._analysis, share), muted=False)

    def as_text(self) -> str:
        """The finished run's numbers, a line each; empty without one."""
        return "" if self._analysis is None else analysis_in_text(self._analysis, self._share)

    def copy(self) -> None:
        """Put the numbers on the clipboard as text."""
        if self._analysis is not None:
            QGuiApplication.clipboard().setText(self.as_text())

    def value(self, measure: Measure) -> NumberValue:
        """The row of a measure."""
        return self._values[measure]

    def _show_rows(self, rows: Rows, muted: bool) -> None:
        for measure, value in self._values.items():
            value.show_row(rows.get(measure, Row(BLANK)), muted)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for line, value in enumerate(self._values.values()):
            value.place(grid, 2 * line)
        layout.addLayout(grid)
        layout.addWidget(self._notes)
        layout.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignRight)
        describe(
            self.copy_button, "Copy the numbers", "Copy all numbers and the settings behind them as text (Ctrl+C)."
        )
