"""The detector and its parameters: rows of the path panel's form, of which those of the detector in use are shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QWidget

from lamgui.attribution.detectors.registry import DETECTORS
from lamgui.attribution.options import Options
from lamgui.attribution.settings.own_detector import OwnDetector
from lamgui.attribution.settings.settings import Settings
from lamgui.maps.detector_file import DETECTOR_TEMPLATE
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import Choice, Option, add_row, describe
from lamgui.widgets.panels.path.filter_picture import FilterPicture
from lamgui.widgets.panels.path.option_rows import OptionRows

NO_FILE = "No file chosen yet"


class DetectorRows(QObject):
    """Reports `edited(changes of the settings, gesture)`; a detector chosen again has its last parameters.

    A detector of the user's is not loaded here: `file_wanted` reports that the user wants to choose its file.
    """

    edited = Signal(object, str)
    file_wanted = Signal()
    corrected = Signal(str)
    """A sentence on a number that was typed out of range."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own: OwnDetector | None = None
        self._form: QFormLayout | None = None
        self.choice = Choice([Option(kind.name, kind.title, kind.formula) for kind in DETECTORS.values()])
        self.option_rows = OptionRows({kind.name: kind.options for kind in DETECTORS.values() if kind.options}, self)
        self.pictures = {kind.name: FilterPicture() for kind in DETECTORS.values() if kind.filters}
        self.function = ElidedLabel()
        self.file_button = QPushButton("File…")
        self.template_button = QPushButton("Template")
        self._buttons = QWidget()
        self.choice.chosen.connect(self._choose)
        self.option_rows.edited.connect(self._edit)
        self.option_rows.corrected.connect(self.corrected)
        self.file_button.clicked.connect(self.file_wanted)
        self.template_button.clicked.connect(self.copy_template)

    def show_settings(self, settings: Settings) -> None:
        """Show the detector in use."""
        self._own = settings.own_detector or self._own
        self.choice.show_value(settings.detector)
        self.option_rows.show_options(settings.detector, settings.detector_options)
        if filters := DETECTORS[settings.detector].filters:
            self.pictures[settings.detector].show_filters(tuple(filters(settings.detector_options)))
        self.function.set_text(NO_FILE if self._own is None else f"{self._own.function} of {self._own.file_name}")
        self.function.set_hint(_origin(self._own))
        self._show_rows_of(settings.detector)

    def show_patch_size(self, patch_px: int) -> None:
        """Offer numbers up to the largest that fit into a patch of this side, and those in use."""
        self.option_rows.show_patch_size(patch_px)

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into a form."""
        self._form = form
        add_row(form, "Dete&ctor D", self.choice, "The detector D: how much of a feature the patch of F(γ) holds.")
        self.option_rows.add_to(form)
        for name, picture in self.pictures.items():
            add_row(form, "Filter", picture, DETECTORS[name].filters_tooltip)
        add_row(form, "Function", self.function, "The function of yours that is the detector.")
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.file_button)
        row.addWidget(self.template_button)
        form.addRow("", self._buttons)
        describe(
            self.file_button,
            "Choose the detector's file",
            "A .py file with a function from patches, (N, C, l + 1, l + 1), to D, (N,). You are asked before it runs.",
        )
        describe(
            self.template_button, "Copy a detector template", "Put a whole detector of a few lines on the clipboard."
        )
        self._show_rows_of(Settings().detector)

    @Slot()
    def copy_template(self) -> None:
        """Put the template of a detector on the clipboard."""
        QGuiApplication.clipboard().setText(DETECTOR_TEMPLATE)
        self.template_button.setText("Copied")

    @Slot(object)
    def _choose(self, detector: str) -> None:
        """Report a detector that is complete; for the user's own, show the rows to choose its file."""
        if DETECTORS[detector].needs_file and self._own is None:
            self._show_rows_of(detector)
            return
        options = self.option_rows.options_of(detector)
        self.edited.emit({"detector": detector, "detector_options": options, "own_detector": self._own}, "")

    @Slot(object, str)
    def _edit(self, options: Options, gesture: str) -> None:
        self.edited.emit({"detector_options": options}, gesture)

    def _show_rows_of(self, detector: str) -> None:
        self.template_button.setText("Template")
        if self._form is None:
            return
        self.option_rows.show_rows_of(detector)
        for name, picture in self.pictures.items():
            self._form.setRowVisible(picture, name == detector)
        for widget in (self.function, self._buttons):
            self._form.setRowVisible(widget, DETECTORS[detector].needs_file)


def _origin(own: OwnDetector | None) -> str:
    """The file of the function, and the hash of the content that was trusted."""
    if own is None:
        return "The function of yours that is the detector."
    return f"{own.path or own.file_name}\nsha256 {own.sha256}"
