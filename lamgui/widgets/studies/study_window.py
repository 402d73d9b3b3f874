"""The window of a study: what is done and how far it is, the grid of its maps, and the means of its networks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QSplitter, QVBoxLayout, QWidget

from lamgui.base.escape import shown
from lamgui.jobs.studies.means import StudyAverages
from lamgui.jobs.studies.snapshot import QUANTITIES
from lamgui.jobs.studies.state import Activity, OpenStudy
from lamgui.study.figures.registry import STUDY_FIGURES
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.controls.form import Choice, Option, describe
from lamgui.widgets.controls.messages.floating_bar import FloatingBar
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.studies.grid_view import StudyGrid
from lamgui.widgets.studies.means_table import MeansTable
from lamgui.widgets.studies.scatter import StudyScatter
from lamgui.widgets.studies.study_words import TITLES, study_in_words

EXPORTS = (
    "All maps as CSV (*.csv);;All maps as JSON (*.json);;All maps as Parquet (*.parquet);;"
    "Page with thumbnails (*.html);;Table 1 for LaTeX (*.tex);;Table 1 as Markdown (*.md)"
)
FIGURES = "PDF document (*.pdf);;PNG picture (*.png);;SVG drawing (*.svg)"
PARTS_PX = (640, 460)
"""Widths of grid and means at first."""

NOT_RUN = "Nothing is computed yet: Start computes what is missing."


class StudyWindow(QWidget):
    """Shows the study that is open, and reports what the user wants; it holds no state of the study."""

    start_wanted = Signal()
    pause_wanted = Signal()
    retry_wanted = Signal()
    plan_wanted = Signal()
    export_wanted = Signal(object)
    """Path."""
    figure_wanted = Signal(str, object)
    """Name of a figure of a study, and the Path that it is written to."""
    item_wanted = Signal(object)
    """StudyRow whose map is wanted in the main window."""
    closed = Signal()

    def __init__(self, folders: dict[str, str] | None = None) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._study: OpenStudy | None = None
        self._slots: Mapping[int, int] = {}
        self._files = FileDialogs(self, folders)
        self.path = ElidedLabel(elide=Qt.TextElideMode.ElideMiddle)
        self.state = ElidedLabel()
        self.bar = QProgressBar()
        self.go_button = QPushButton("&Start")
        self.retry_button = QPushButton("Retry &failed")
        self.plan_button = QPushButton("P&lan")
        self.export_button = QPushButton("&Export…")
        self.figure_button = QPushButton("Fig&ure")
        self.quantity = Choice([Option(quantity, TITLES[quantity]) for quantity in QUANTITIES])
        self.settings = Choice()
        self.grid = StudyGrid()
        self.cell_words = PlainLabel(NOT_RUN)
        self.scatter = StudyScatter()
        self.against = Choice([Option(quantity, TITLES[quantity]) for quantity in QUANTITIES[:2]])
        self.table = MeansTable()
        self.compared = PlainLabel()
        self._lay_out()
        self.message_bar = FloatingBar(self.table)
        self._connect()
        self.resize(1120, 720)

    def show_study(self, study: OpenStudy, slots: Mapping[int, int]) -> None:
        """Show all of it; `slots` are those of the networks' colours, by their number in the grid."""
        before, self._study = self._study, study
        self.setWindowTitle(shown(f"{study.folder.stem} – study"))
        self.path.set_text(shown(str(study.folder)))
        self.state.set_text(study_in_words(study))
        self._show_activity(study)
        if before is None or study.snapshot is not before.snapshot:
            self._show_settings(study)
            self.grid.show_snapshot(study.snapshot)
            self._slots = slots
            self._show_averages()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A message takes the width that there is."""
        super().resizeEvent(event)
        self.message_bar.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report it: what is done for the study stops."""
        self.closed.emit()
        super().closeEvent(event)

    def _show_activity(self, study: OpenStudy) -> None:
        is_running, is_busy = study.activity is Activity.RUNNING, study.activity is not Activity.NOTHING
        has_some = study.snapshot is not None and study.snapshot.counts.done + study.snapshot.counts.failed > 0
        self.go_button.setText("&Pause" if is_running else "&Go on" if has_some else "&Start")
        self.go_button.setAccessibleName(self.go_button.text().replace("&", ""))
        self.go_button.setEnabled(is_running or (study.activity is not Activity.READING and not study.is_complete))
        self.retry_button.setText(f"Retry &failed ({study.failed})" if study.failed else "Retry &failed")
        self.retry_button.setEnabled(study.failed > 0 and not is_busy)
        self.plan_button.setEnabled(not is_busy)
        self.export_button.setEnabled(study.snapshot is not None)
        self.figure_button.setEnabled(study.snapshot is not None and study.snapshot.counts.done > 0)
        if self.cell_words.text() == NOT_RUN:
            self._show_cell("")
        counts = study.snapshot.counts if study.snapshot is not None else None
        if is_running and study.progress is not None and study.progress.counts.total:
            counts = study.progress.counts
        # Without a number the bar only says that something is done.
        self.bar.setRange(
            0, 0 if is_busy and (counts is None or not is_running) else max(1, counts.total if counts else 1)
        )
        self.bar.setValue(0 if counts is None else counts.done + counts.failed)

    def _show_settings(self, study: OpenStudy) -> None:
        """Of several settings one is shown at a time."""
        stated = () if study.snapshot is None else study.snapshot.results.settings
        self.settings.set_options(
            [
                Option(number, f"{number + 1}: {one.detector}, {one.path}, σ {one.sigma:g}")
                for number, one in enumerate(stated)
            ]
        )
        if self.settings.value() is None:
            self.settings.show_value(0)
        self.settings.setVisible(len(stated) > 1)

    @Slot()
    def _go(self) -> None:
        if self._study is not None and self._study.activity is Activity.RUNNING:
            self.pause_wanted.emit()
        else:
            self.start_wanted.emit()

    @Slot()
    def _export(self) -> None:
        if self._study is None:
            return
        path = self._files.ask_target("Export the study's numbers", f"{self._study.folder.stem}.csv", EXPORTS)
        if path is not None:
            self.export_wanted.emit(path)

    @Slot(QAction)
    def _draw_figure(self, action: QAction) -> None:
        if self._study is None:
            return
        name = str(action.data())
        path = self._files.ask_target("Save the figure", f"{self._study.folder.stem}-{name}.pdf", FIGURES)
        if path is not None:
            self.figure_wanted.emit(name, path)

    def _fill_figures(self) -> None:
        menu = QMenu(self)
        for name, kind in STUDY_FIGURES.items():
            action = QAction(f"{name.capitalize()}: {kind.title}", menu)
            action.setData(name)
            menu.addAction(action)
        menu.triggered.connect(self._draw_figure)
        self.figure_button.setMenu(menu)

    @property
    def _settings_shown(self) -> int:
        settings = self.settings.value()
        return settings if isinstance(settings, int) else 0

    def _show_averages(self) -> None:
        """The means under the settings that are shown."""
        averages = () if self._study is None else self._study.averages
        shown_now = averages[self._settings_shown] if self._settings_shown < len(averages) else StudyAverages()
        self.table.show_averages(shown_now, self._slots)
        self.scatter.show_averages(shown_now, self._slots)
        self.compared.setText(shown_now.words if averages else "")

    @Slot()
    def _choose_quantity(self) -> None:
        self.grid.show_quantity(str(self.quantity.value()), self._settings_shown)

    @Slot()
    def _choose_settings(self) -> None:
        self._choose_quantity()
        self._show_averages()

    @Slot(object)
    def _choose_against(self, quantity: str) -> None:
        self.scatter.show_quantity(quantity)

    @Slot(str)
    def _show_cell(self, words: str) -> None:
        study = self._study
        is_begun = study is not None and (study.snapshot is not None or study.activity is Activity.RUNNING)
        self.cell_words.setText(words or ("" if is_begun else NOT_RUN))

    def _connect(self) -> None:
        self.go_button.clicked.connect(self._go)
        self.retry_button.clicked.connect(self.retry_wanted)
        self.plan_button.clicked.connect(self.plan_wanted)
        self.export_button.clicked.connect(self._export)
        self.quantity.chosen.connect(self._choose_quantity)
        self.settings.chosen.connect(self._choose_settings)
        self.against.chosen.connect(self._choose_against)
        self.grid.looked_at.connect(self._show_cell)
        self.grid.item_wanted.connect(self.item_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.path, 1)
        for button in (self.plan_button, self.go_button, self.retry_button, self.figure_button, self.export_button):
            head.addWidget(button)
        column.addLayout(head)
        progress = QHBoxLayout()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(160, 8)
        progress.addWidget(self.bar)
        progress.addWidget(self.state, 1)
        column.addLayout(progress)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self._grid_part())
        parts.addWidget(self._means_part())
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        parts.setChildrenCollapsible(False)
        parts.setSizes(list(PARTS_PX))
        column.addWidget(parts, 1)
        self._describe()

    def _grid_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        label = PlainLabel("&Cells show")
        label.setBuddy(self.quantity)
        line.addWidget(label)
        line.addWidget(self.quantity)
        line.addWidget(self.settings)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.grid, 1)
        self.cell_words.setWordWrap(True)
        self.cell_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.cell_words.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        column.addWidget(self.cell_words)
        return part

    def _means_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        label = PlainLabel("PSNR &against")
        label.setBuddy(self.against)
        line.addWidget(label)
        line.addWidget(self.against)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.scatter, 3)
        self.compared.setWordWrap(True)
        column.addWidget(self.compared)
        column.addWidget(self.table, 2)
        return part

    def _describe(self) -> None:
        self._fill_figures()
        self.quantity.show_value(QUANTITIES[0])
        self.against.show_value(QUANTITIES[0])
        describe(self.bar, "Progress of the study", "Maps that are done or have failed, of all.")
        describe(self.go_button, "Start", "Compute what is missing. Pause stops; what was computed stays.")
        describe(self.retry_button, "Retry failed", "Compute what is missing, and try again what failed.")
        describe(self.plan_button, "Plan", "Say how many maps are missing, how long they take and how much disk.")
        describe(
            self.export_button,
            "Export",
            "A row for every map as a table, a page with their thumbnails, or Table 1 of the means.",
        )
        describe(self.quantity, "Cells show", "The number in a cell: the mean over its patches.")
        describe(self.settings, "Settings", "Which of the study's settings the grid shows.")
        describe(self.against, "PSNR against", "What is drawn against PSNR; bars are one standard deviation.")
