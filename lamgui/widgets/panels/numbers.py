"""The result in numbers, a row each: PSNR, SSIM, DI, gap, area, time, and what it means, ready to copy."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from lamgui.attribution.measures.measures import DEFAULT_SHARE
from lamgui.base.vocabulary import in_words_of
from lamgui.maps.pictures import Pictures
from lamgui.maps.progress import Progress
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import reservations
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.header_button import HeaderButton
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.controls.severity import Severity, SeverityLabel
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

REMARK_INDENT_PX = 10
MOST_COLUMNS = 3
COLUMN_SAMPLE = "Effective 639 ± 16 px of 128×96: DI among others"
"""A line of a column: as many columns stand side by side as there is room for."""


class NumberValue:
    """The three labels of a measure, placed in two lines of a grid."""

    def __init__(self, measure: Measure) -> None:
        self._measure = measure
        self._heading = PlainLabel(measure.heading)
        self._value = SeverityLabel()
        self._remark = SeverityLabel()
        self._heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._remark.setIndent(REMARK_INDENT_PX)
        self._shown: tuple[Row, bool] | None = None
        self._explanation = ""
        self.speak_of(None)

    def speak_of(self, scale: int | None) -> None:
        """Explain the measure in the words of a network of that scale; None where it is not known."""
        explanation = in_words_of(scale, self._measure.explanation)
        if explanation != self._explanation:
            self._explanation, self._shown = explanation, None
            for label in (self._heading, self._value, self._remark):
                label.setToolTip(explanation)

    def place(self, grid: QGridLayout, line: int, beside: QWidget | None = None) -> None:
        """Take `line` and the one below it, and all columns, of a grid; `beside` stands at the end of `line`."""
        grid.addWidget(self._heading, line, 0, Qt.AlignmentFlag.AlignTop)
        # Without an alignment: only then can a text take two lines.
        grid.addWidget(self._value, line, 1, 1, 2 if beside is None else 1)
        grid.addWidget(self._remark, line + 1, 0, 1, 3)
        if beside is not None:
            grid.addWidget(beside, line, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def show_row(self, row: Row, muted: bool) -> None:
        """Show a value and what it means; a muted one is not final."""
        if (row, muted) == self._shown:
            return
        self._shown = row, muted
        severity = Severity.WARNING if row.warns else None
        self._value.show_severity(severity, muted)
        self._remark.show_severity(severity, muted=True)
        self._value.show_text(row.text)
        self._remark.show_text("" if row.quiet else row.remark)
        describe(self._value, f"{self._measure.heading}: {row.as_text()}", self._explanation)

    def row_text(self) -> str:
        """Value and remark as they are shown."""
        return Row(self._value.text(), self._remark.text().strip()).as_text()

    @property
    def severity(self) -> Severity | None:
        """The severity that the value's colour shows."""
        return self._value.severity


IN_STATUS_BAR = {Measure.DEVICE, Measure.MEMORY}
"""Measures that the status bar shows already; the copied text has them."""


class NumbersPanel(QWidget):
    """Shows the numbers of the finished run, or, muted, those that are known during a run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._analysis: Analysis | None = None
        self.is_final = True
        """Whether its numbers are not those of a run that goes on."""
        self._share = DEFAULT_SHARE
        self._values = {measure: NumberValue(measure) for measure in Measure if measure not in IN_STATUS_BAR}
        self._notes = SeverityLabel(Severity.WARNING)
        self._grids = [QGridLayout() for _ in range(MOST_COLUMNS)]
        """One each for the columns: a remark in one makes no gap in another."""
        self._side_by_side = QHBoxLayout()
        self._columns = 0
        self.copy_button = HeaderButton(
            "Copy", "Copy the numbers", "Copy all numbers and the settings behind them as text (Ctrl+C)."
        )
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
        self._set_analysis(analysis)
        self.is_final = True
        self._speak_of(None if analysis is None else analysis.pictures)
        self._notes.show_text("" if analysis is None else "\n".join(reservations(analysis)))
        self._show_rows({} if analysis is None else rows_of_analysis(analysis, self._share), muted=analysis is None)

    def show_run(self, progress: Progress | None, ended: str) -> None:
        """Show, muted, what is known of a run that goes on, or that `ended` in this way before its map was complete."""
        self._set_analysis(None)
        self.is_final = bool(ended)
        self._speak_of(None if progress is None else progress.pictures)
        self._notes.show_text(f"{ended}: the map and the curves are incomplete." if ended else "")
        self._show_rows({} if progress is None else rows_of_progress(progress), muted=True)

    def _speak_of(self, pictures: Pictures | None) -> None:
        """Explain all numbers in the words of the pictures' scale."""
        for value in self._values.values():
            value.speak_of(None if pictures is None else pictures.scale)

    def show_share(self, share: float) -> None:
        """Change the share (0..1) of the area of contribution."""
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as fit."""
        super().resizeEvent(event)
        column_px = self.fontMetrics().horizontalAdvance(COLUMN_SAMPLE)
        self._show_columns(min(MOST_COLUMNS, max(1, self.width() // column_px)))

    def _show_columns(self, columns: int) -> None:
        """Place the measures in so many columns, filled from the top."""
        if columns == self._columns:
            return
        self._columns = columns
        lines = -(-len(self._values) // columns)
        for number, value in enumerate(self._values.values()):
            is_at_the_corner = number == (columns - 1) * lines
            beside = self.copy_button if is_at_the_corner else None
            value.place(self._grids[number // lines], 2 * (number % lines), beside)
        for column, grid in enumerate(self._grids):
            self._side_by_side.setStretch(column, 1 if column < columns else 0)
            for line in range(2 * len(self._values) + 1):
                grid.setRowStretch(line, 1 if line == 2 * lines else 0)

    def _set_analysis(self, analysis: Analysis | None) -> None:
        self._analysis = analysis
        for copy in (self.copy_button, self.copy_action):
            show_available(copy, analysis is not None, "There is no finished map to copy numbers of.")

    def _show_rows(self, rows: Rows, muted: bool) -> None:
        for measure, value in self._values.items():
            value.show_row(rows.get(measure, Row(BLANK)), muted)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._side_by_side.setSpacing(8)
        for grid in self._grids:
            grid.setHorizontalSpacing(8)
            grid.setVerticalSpacing(3)
            grid.setColumnStretch(1, 1)
            self._side_by_side.addLayout(grid)
        self._show_columns(1)
        layout.addLayout(self._side_by_side)
        layout.addWidget(self._notes)
        layout.addStretch(1)


class NumbersPage(QScrollArea):
    """The numbers, scrolled up and down where they are higher than their place; never higher than they are.

    During a run it keeps the height that it had, so that nothing beside it moves while numbers come and go.
    """

    def __init__(self, panel: NumbersPanel) -> None:
        super().__init__()
        self._panel = panel
        self._final_height_px = 0
        self.setWidget(panel)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Numbers")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        panel.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """All of the numbers, and no less than those before the run."""
        hint = self._panel.sizeHint()
        return hint if self._panel.is_final else QSize(hint.width(), max(hint.height(), self._final_height_px))

    def minimumSizeHint(self) -> QSize:
        """A few lines, as wide as the widest."""
        bar_px = self.verticalScrollBar().sizeHint().width()
        return QSize(self._panel.minimumSizeHint().width() + bar_px, 3 * self.fontMetrics().lineSpacing())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """More numbers take more height."""
        if event.type() is QEvent.Type.LayoutRequest:
            if self._panel.is_final:
                self._final_height_px = self._panel.sizeHint().height()
            self.updateGeometry()
        return super().eventFilter(watched, event)
