"""The detector and what it is told: rows of the path panel's form, of which those of the detector in use are shown."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QPushButton, QWidget

from lamgui.attribution.detectors.gabor import gabor_kernels
from lamgui.attribution.settings.detector_values import (
    MAX_ANGLE_DEG,
    MAX_WAVELENGTH_PX,
    MIN_WAVELENGTH_PX,
    Gabor,
    OwnDetector,
    longest_wavelength_px,
)
from lamgui.attribution.settings.settings import DetectorName, Settings
from lamgui.maps.detector_file import DETECTOR_TEMPLATE
from lamgui.widgets.controls.elided_label import ElidedLabel
from lamgui.widgets.controls.form import Choice, Option, add_row, describe
from lamgui.widgets.controls.number_box import Number
from lamgui.widgets.panels.path.filter_picture import FilterPicture

DETECTORS = (
    Option(DetectorName.GRADIENT, "Gradient", "D = Σ √(Δrow² + Δcolumn²) of F(γ) over the patch: edges and texture."),
    Option(DetectorName.INTENSITY, "Intensity", "D = Σ F(γ) over the patch: its brightness."),
    Option(
        DetectorName.VERTICAL_DIFFERENCE,
        "Vertical difference",
        "D = Σ (S[i,j] − S[i+1,j]) of S = F(γ), signed. What lies between cancels: the patch's first row less the row "
        "below it.",
    ),
    Option(
        DetectorName.HORIZONTAL_DIFFERENCE,
        "Horizontal difference",
        "D = Σ (S[i,j] − S[i,j+1]) of S = F(γ), signed. What lies between cancels: the patch's first column less the "
        "one right of it.",
    ),
    Option(DetectorName.GABOR, "Gabor", "D = Σ √(even² + odd²): stripes of one angle and wavelength, in any phase."),
    Option(DetectorName.OWN, "Own function", "D is what a Python function of yours makes of the patch of F(γ)."),
)
NO_FILE = "No file chosen yet"
ANGLE_STEP_DEG, WAVELENGTH_STEP_PX = 15.0, 0.5


class DetectorRows(QObject):
    """Reports `edited(changes of the settings, gesture)`; what a detector was told is there again when it comes back.

    A function of the user's is not taken here: `file_wanted` says that they want to choose its file.
    """

    edited = Signal(object, str)
    file_wanted = Signal()
    corrected = Signal(str)
    """What became of a number that was typed out of range."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gabor = Gabor()
        self._own: OwnDetector | None = None
        self._longest_px = MAX_WAVELENGTH_PX
        self._form: QFormLayout | None = None
        self.choice = Choice(DETECTORS)
        self.angle = Number(0.0, MAX_ANGLE_DEG, ANGLE_STEP_DEG)
        self.wavelength = Number(MIN_WAVELENGTH_PX, MAX_WAVELENGTH_PX, WAVELENGTH_STEP_PX)
        self.picture = FilterPicture()
        self.function = ElidedLabel()
        self.file_button = QPushButton("File…")
        self.template_button = QPushButton("Template")
        self._buttons = QWidget()
        self.choice.chosen.connect(self._choose)
        self.angle.valueChanged.connect(self._edit_angle)
        self.wavelength.valueChanged.connect(self._edit_wavelength)
        for box in (self.angle, self.wavelength):
            box.corrected.connect(self.corrected)
        self.file_button.clicked.connect(self.file_wanted)
        self.template_button.clicked.connect(self.copy_template)

    def show_settings(self, settings: Settings) -> None:
        """Show the detector in use."""
        self._gabor = settings.gabor or self._gabor
        self._own = settings.own_detector or self._own
        self.choice.show_value(settings.detector)
        self.angle.show_value(self._gabor.angle_deg)
        self._show_range()
        self.wavelength.show_value(self._gabor.wavelength_px)
        self.picture.show_filters(tuple(gabor_kernels(self._gabor)))
        self.function.set_text(NO_FILE if self._own is None else f"{self._own.function} of {self._own.file_name}")
        self.function.set_hint(_origin(self._own))
        self._show_rows_of(settings.detector)

    def show_patch_size(self, patch_px: int) -> None:
        """Offer wavelengths up to the longest that fits into a patch of this side, and the one in use."""
        self._longest_px = longest_wavelength_px(patch_px)
        self._show_range()

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows into a form."""
        self._form = form
        add_row(form, "Dete&ctor D", self.choice, "The detector D: how much of a feature the patch of F(γ) holds.")
        self.angle.setDecimals(1)
        self.angle.setSuffix("°")
        self.wavelength.setSuffix(" SR px")
        add_row(
            form,
            "Angle θ",
            self.angle,
            "Direction in which the stripes of the Gabor filter follow each other: 0° to the right, 90° upwards.",
        )
        add_row(
            form,
            "Wave λ",
            self.wavelength,
            "Wavelength, from stripe to stripe, in SR pixels. The filter is 2⌈λ⌉ + 1 pixels wide and must fit into the "
            "patch.",
        )
        add_row(
            form,
            "Filter",
            self.picture,
            "The Gabor filter as it is, a block a pixel, in its two phases. D sums the root of both squared responses "
            "over all places inside the patch.",
        )
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
        self._show_rows_of(DetectorName.GRADIENT)

    @Slot()
    def copy_template(self) -> None:
        """Put a detector to begin with on the clipboard."""
        QGuiApplication.clipboard().setText(DETECTOR_TEMPLATE)
        self.template_button.setText("Copied")

    @Slot(object)
    def _choose(self, detector: DetectorName) -> None:
        """One that has what it needs is reported; of the user's own, the rows are shown to choose its file."""
        if detector is DetectorName.OWN and self._own is None:
            self._show_rows_of(detector)
            return
        self.edited.emit({"detector": detector, "gabor": self._gabor, "own_detector": self._own}, "")

    @Slot(float)
    def _edit_angle(self, angle_deg: float) -> None:
        self.edited.emit({"gabor": replace(self._gabor, angle_deg=angle_deg)}, "spin-angle")

    @Slot(float)
    def _edit_wavelength(self, wavelength_px: float) -> None:
        self.edited.emit({"gabor": replace(self._gabor, wavelength_px=wavelength_px)}, "spin-wavelength")

    def _show_range(self) -> None:
        self.wavelength.show_range(MIN_WAVELENGTH_PX, max(self._longest_px, self._gabor.wavelength_px))

    def _show_rows_of(self, detector: DetectorName) -> None:
        self.template_button.setText("Template")
        if self._form is None:
            return
        for widget, owner in (
            (self.angle, DetectorName.GABOR),
            (self.wavelength, DetectorName.GABOR),
            (self.picture, DetectorName.GABOR),
            (self.function, DetectorName.OWN),
            (self._buttons, DetectorName.OWN),
        ):
            self._form.setRowVisible(widget, detector is owner)


def _origin(own: OwnDetector | None) -> str:
    """Where the function lies, and which content of the file was trusted."""
    if own is None:
        return "The function of yours that is the detector."
    return f"{own.path or own.file_name}\nsha256 {own.sha256}"
