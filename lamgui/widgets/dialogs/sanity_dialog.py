"""The sanity tests: what will be tested and how long it takes, the verdicts at the left, their page at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from lamgui.base.wording import seconds_in_words
from lamgui.imaging.picture import Pixels
from lamgui.jobs.sanity import Forecast
from lamgui.maps.result import Analysis
from lamgui.sanity.report import CheckProgress, SanityReport, SanityTest
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.messages.floating_bar import FloatingBar
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.dialogs.figure_preview import FigurePreview
from lamgui.widgets.dialogs.sanity_test_row import SanityTestRow

PAGE_KINDS = "PDF document (*.pdf);;SVG drawing (*.svg);;PNG picture (*.png);;TIFF picture (*.tiff)"
VERDICTS_WIDTH_PX = 340
BAR_STEPS = 1000


class SanityDialog(QDialog):
    """Shows forecast, progress and report; reports what the user asks for."""

    start_wanted = Signal()
    stop_wanted = Signal()
    save_wanted = Signal(object)
    """Path."""
    copy_wanted = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None, folders: dict[str, str] | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sanity tests")
        self.setModal(False)
        self._name = "check"
        self._report: SanityReport | None = None
        self._files = FileDialogs(self, folders)
        self.subject = PlainLabel()
        self.views = {test: SanityTestRow(test) for test in SanityTest}
        self.preview = FigurePreview()
        self.bar = QProgressBar()
        self.state = PlainLabel()
        self.start_button = QPushButton("&Start")
        self.stop_button = QPushButton("Ca&ncel")
        self.copy_button = QPushButton("C&opy")
        self.save_button = QPushButton("Sa&ve report…")
        self.close_button = QPushButton("Close")
        self._lay_out()
        self.message_bar = FloatingBar(self.preview)
        self.preview.resized.connect(self.message_bar.place)
        self.preview.resized.connect(self.resized)
        self.start_button.clicked.connect(self.start_wanted)
        self.stop_button.clicked.connect(self.stop_wanted)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.close)
        self.resize(1120, 720)
        self.show_idle("")

    @property
    def preview_width_px(self) -> int:
        """Pixels that the page may be wide."""
        return self.preview.width_px

    def set_default_name(self, stem: str) -> None:
        """Set the proposed name of the file, without its ending."""
        self._name = stem

    def show_forecast(self, forecast: Forecast) -> None:
        """Show what will be tested, and how long that takes."""
        expected = seconds_in_words(forecast.seconds)
        if self._report is None:
            self.subject.setText(subject_in_words(forecast.analysis))
            self.preview.show_words("Press Start: the page of plots appears here.")
            self.show_idle(f"The tests take about {expected}.")
        elif self._report.analysis is not forecast.analysis:
            self.show_idle(f"Something has changed since these tests. Testing anew takes about {expected}.")
        else:
            done = seconds_in_words(self._report.elapsed_s)
            self.show_idle(f"Done in {done}; testing again takes about {expected}.")

    def show_progress(self, progress: CheckProgress) -> None:
        """Show the progress of the tests, and their findings so far."""
        self._show_busy(True)
        self.bar.setValue(round(progress.share * BAR_STEPS))
        self.state.setText(progress.in_words())
        for finding in progress.findings:
            self.views[finding.test].show_finding(finding)

    def show_started(self) -> None:
        """The tests begin; earlier findings are removed."""
        self._report = None
        for view in self.views.values():
            view.show_finding(None)
        self.preview.show_words("The page is drawn when all tests are done.")
        self._show_busy(True)
        self.state.setText("Starting")

    def show_report(self, report: SanityReport) -> None:
        """Show the findings; the page follows."""
        self._report = report
        self.subject.setText(subject_in_words(report.analysis))
        for finding in report.findings:
            self.views[finding.test].show_finding(finding)
        self.show_idle(f"Done in {seconds_in_words(report.elapsed_s)}.")

    def show_page(self, pixels: Pixels) -> None:
        """Show the page of the report."""
        self.preview.show_pixels(pixels)

    def show_idle(self, text: str) -> None:
        """No tests run; show why, or what can be done."""
        self._show_busy(False)
        self.state.setText(text)

    def _show_busy(self, busy: bool) -> None:
        show_available(self.start_button, not busy, "The tests are running.")
        show_available(self.stop_button, busy, "No test is running.")
        for button in (self.copy_button, self.save_button):
            show_available(button, not busy and self._report is not None, "There is no report yet.")
        if not busy:
            self.bar.setValue(0)

    def _save(self) -> None:
        path = self._files.ask_target("Save the report", f"{self._name}.pdf", PAGE_KINDS)
        if path is not None:
            self.save_wanted.emit(path)

    def _copy_text(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(self._report.text())

    def _lay_out(self) -> None:
        copies = QMenu(self)
        copies.addAction("The &page, as a picture").triggered.connect(self.copy_wanted)
        copies.addAction("The &verdicts, as text").triggered.connect(self._copy_text)
        self.copy_button.setMenu(copies)
        self.bar.setRange(0, BAR_STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(140, 8)
        self.subject.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(self.subject)
        middle = QHBoxLayout()
        middle.addWidget(self._verdicts())
        middle.addWidget(self.preview, 1)
        column.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.bar)
        foot.addWidget(self.state, 1)
        for button in (self.start_button, self.stop_button, self.copy_button, self.save_button, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self.start_button.setDefault(True)
        column.addLayout(foot)
        describe(self.bar, "Progress of the tests", "Progress of all tests together.")
        describe(self.start_button, "Start the tests", "Test the map of this patch with the network in focus.")
        describe(self.stop_button, "Cancel the tests", "Stop within one pass.")
        describe(self.copy_button, "Copy", "Put the page or the verdicts on the clipboard.")
        describe(self.save_button, "Save the report", "The page, with its recipe inside, and its numbers as JSON.")
        describe(self.close_button, "Close", "Close the tests; running tests are cancelled.")

    def _verdicts(self) -> QWidget:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(14)
        for view in self.views.values():
            layout.addWidget(view)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFixedWidth(VERDICTS_WIDTH_PX)
        return scroll


def subject_in_words(analysis: Analysis) -> str:
    """Network, picture and patch, and how its maps are made."""
    patch, settings = analysis.pictures.patch_in_picture, analysis.settings
    return (
        f"{analysis.network.name}, {analysis.picture.name}, patch {patch.size}×{patch.size} at {patch.x}, {patch.y}. "
        f"Every map is computed with {settings.steps} nodes, by the rule {settings.rule}: enough to compare them."
    )
