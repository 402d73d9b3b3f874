"""The path from baseline to input and the sum along it: all settings that decide a map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from lamgui.attribution.integral.rules.registry import RULES
from lamgui.attribution.options import Options
from lamgui.attribution.path.registry import PATHS
from lamgui.attribution.settings.presets import Preset
from lamgui.attribution.settings.settings import (
    MAX_KERNEL_SIZE,
    MAX_SIGMA,
    Precision,
    Settings,
    auto_kernel_size,
)
from lamgui.base.errors import SettingsError
from lamgui.base.vocabulary import in_words_of
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.header_button import HeaderButton
from lamgui.widgets.controls.number_box import Number, WholeNumber
from lamgui.widgets.controls.severity import Severity, SeverityLabel
from lamgui.widgets.controls.summary import SummaryLines
from lamgui.widgets.panels.path.detector_rows import DetectorRows
from lamgui.widgets.panels.path.option_rows import OptionRows
from lamgui.widgets.panels.path.presets import PresetButton
from lamgui.widgets.panels.path.steps import StepsControl
from lamgui.widgets.panels.path.surroundings import SurroundingsControl
from lamgui.widgets.panels.path.words import settings_in_lines

MIN_SIGMA = 0.05
NO_BLUR = "This path does not blur."

PRECISIONS = (
    Option(Precision.FLOAT32, "float32", "Fast. A map of a ReLU network is defined to about 0.5 % in it."),
    Option(Precision.FLOAT64, "float64", "For comparing numbers between programs; slower, and not on every device."),
)


class PathPanel(QWidget):
    """Shows the settings; reports `settings_edited(Settings, gesture)`; successive steps of one box share a gesture.

    `reset_button` and `summary` are placed by the rail.
    """

    settings_edited = Signal(object, str)
    own_detector_wanted = Signal()
    """The user wants to choose the file of a detector of theirs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = Settings()
        self._scale: int | None = None
        self.summary = SummaryLines()
        self.reset_button = HeaderButton("Reset", "Reset the method", "Take the usual settings for all of the method.")
        self.presets = PresetButton()
        self.detectors = DetectorRows(self)
        self.detector = self.detectors.choice
        self.path = Choice([Option(kind.name, kind.title, kind.formula) for kind in PATHS.values()])
        self.option_rows = OptionRows({kind.name: kind.options for kind in PATHS.values() if kind.options}, self)
        self.rule = Choice([Option(kind.name, kind.title, kind.tooltip) for kind in RULES.values()])
        self.precision = Choice(PRECISIONS)
        self.sigma = Number(MIN_SIGMA, MAX_SIGMA, 0.1)
        self.auto_kernel = QCheckBox()
        self.kernel = WholeNumber(1, MAX_KERNEL_SIZE)
        self.steps_control = StepsControl()
        self.steps = self.steps_control.steps
        self.surroundings = SurroundingsControl()
        self._error = SeverityLabel(Severity.ERROR)
        self._note = SeverityLabel(Severity.WARNING)
        self._lay_out()
        self._connect()
        self.show_settings(Settings())

    def show_settings(self, settings: Settings) -> None:
        """Show settings; a remark on an edit stays only as long as its result."""
        if settings != self._settings:
            self._error.show_text("")
        self._settings = settings
        show_available(self.reset_button, settings != Settings(), "All settings are the usual ones.")
        controls = {
            "Preset": self.presets,
            "Detector": self.detector,
            "Path": self.path,
            "Blur": self.sigma,
            "Steps": self.steps_control,
            "Surroundings": self.surroundings,
            "Precision": self.precision,
        }
        lines = settings_in_lines(settings, self._scale)
        self.summary.show_lines(lines, [controls[line.name] for line in lines])
        self.presets.show_settings(settings)
        self.detectors.show_settings(settings)
        self.path.show_value(settings.path)
        self.option_rows.show_options(settings.path, settings.path_options)
        self.rule.show_value(settings.rule)
        self.precision.show_value(settings.precision)
        self.sigma.show_value(settings.sigma)
        self.steps_control.show_settings(settings)
        self.surroundings.show_settings(settings)
        self.kernel.show_value(settings.kernel_width)
        blurs = PATHS[settings.path].blurs
        with QSignalBlocker(self.auto_kernel):
            self.auto_kernel.setChecked(settings.kernel_size is None)
        self.auto_kernel.setText(f"Auto ({auto_kernel_size(settings.sigma)})")
        show_available(self.sigma, blurs, NO_BLUR)
        show_available(self.auto_kernel, blurs, NO_BLUR)
        is_stated = settings.kernel_size is not None
        show_available(self.kernel, blurs and is_stated, "Auto finds the size: untick it." if blurs else NO_BLUR)

    def show_scale(self, scale: int | None) -> None:
        """Call pixels as a network of that scale does."""
        self._scale = scale
        for box in (self.sigma, self.surroundings.side):
            box.setSuffix(in_words_of(scale, " LR px"))
        self.show_settings(self._settings)

    def show_note(self, text: str) -> None:
        """Warn about the settings shown, such as a cut kernel; empty removes the warning."""
        self._note.show_text(text)

    def _edit(self, gesture: str = "", correction: str = "", **changes: Any) -> None:
        """Compose the edited settings and report them; `correction` is a sentence on what was changed in them."""
        try:
            settings = replace(self._settings, **changes)
        except SettingsError as error:
            self._error.show_severity(Severity.ERROR)
            self._error.show_text(str(error))
            return
        edited = settings != self._settings
        self.show_settings(settings)
        self._show_correction(correction)
        if edited:
            self.settings_edited.emit(settings, gesture)

    def _show_correction(self, correction: str) -> None:
        """Show what an edit was corrected to; empty for nothing."""
        self._error.show_severity(Severity.WARNING)
        self._error.show_text(correction)

    @Slot(object, str)
    def _edit_detector(self, changes: dict[str, Any], gesture: str) -> None:
        self._edit(gesture, **changes)

    def _edit_path(self, path: str) -> None:
        self._edit(path=path, path_options=self.option_rows.options_of(path))

    @Slot(object, str)
    def _edit_path_options(self, options: Options, gesture: str) -> None:
        self._edit(gesture, path_options=options)

    def _edit_rule(self, rule: str) -> None:
        self._edit(rule=rule)

    def _edit_precision(self, precision: Precision) -> None:
        self._edit(precision=precision)

    def _edit_sigma(self, sigma: float) -> None:
        self._edit("spin-sigma", sigma=round(sigma, self.sigma.decimals()))

    def _edit_steps(self, steps: int | None) -> None:
        self._edit("" if steps is None else "spin-steps", steps=steps)

    def _edit_tolerance(self, tolerance: float) -> None:
        self._edit("spin-tolerance", tolerance=tolerance, most_steps=None)

    @Slot(object, str)
    def _edit_surroundings(self, side: int | None, gesture: str) -> None:
        self._edit(gesture, surroundings=side)

    def _edit_auto_kernel(self, auto: bool) -> None:
        self._edit(kernel_size=None if auto else self._settings.kernel_width)

    def _edit_kernel(self, size: int) -> None:
        """Stepping stays odd; a typed even number becomes the next odd one, and the panel says so."""
        odd = size + 1 - size % 2
        correction = "" if odd == size else f"A kernel needs a middle pixel: {size} is even, so {odd} was taken."
        self._edit("spin-kernel", correction, kernel_size=odd)

    def _choose_preset(self, preset: Preset) -> None:
        self._edit(**vars(preset.kept_detector(self._settings)))

    @Slot()
    def _reset(self) -> None:
        self._edit(**vars(Settings()))

    def _connect(self) -> None:
        self.reset_button.clicked.connect(self._reset)
        self.presets.preset_chosen.connect(self._choose_preset)
        self.detectors.edited.connect(self._edit_detector)
        self.detectors.file_wanted.connect(self.own_detector_wanted)
        self.path.chosen.connect(self._edit_path)
        self.option_rows.edited.connect(self._edit_path_options)
        self.rule.chosen.connect(self._edit_rule)
        self.precision.chosen.connect(self._edit_precision)
        self.sigma.valueChanged.connect(self._edit_sigma)
        self.steps_control.steps_edited.connect(self._edit_steps)
        self.steps_control.tolerance_edited.connect(self._edit_tolerance)
        self.surroundings.edited.connect(self._edit_surroundings)
        self.auto_kernel.toggled.connect(self._edit_auto_kernel)
        self.kernel.valueChanged.connect(self._edit_kernel)
        for box in (self.sigma, self.steps_control, self.kernel, self.surroundings, self.detectors, self.option_rows):
            box.corrected.connect(self._show_correction)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        form = narrow_form()
        self._add_rows(form)
        layout.addLayout(form)
        layout.addWidget(self._error)
        layout.addWidget(self._note)
        self.sigma.setSuffix(" LR px")
        self.kernel.setSingleStep(2)
        describe(
            self.auto_kernel,
            "Automatic kernel size",
            "The smallest odd k ≥ 2⌈4σ⌉ + 1, given in brackets: it holds all of the Gaussian.",
        )

    def _add_rows(self, form: QFormLayout) -> None:
        kernel = QHBoxLayout()
        kernel.setSpacing(6)
        kernel.addWidget(self.kernel, 1)
        kernel.addWidget(self.auto_kernel)
        add_row(
            form,
            "Preset",
            self.presets,
            "Settings of others, to compare with their numbers. The detector and the precision stay.",
        )
        self.detectors.add_to(form)
        add_row(form, "&Path γ", self.path, "The path γ(α) from the baseline I' (α = 0) to the input I (α = 1).")
        self.option_rows.add_to(form)
        add_row(
            form, "&Blur σ", self.sigma, "Width σ of the Gaussian that blurs the baseline I', in LR pixels. Demo: 1.2."
        )
        add_row(form, "&Kernel k", self.kernel, "Side k of the blur kernel in LR pixels, odd. Demo: 9.", kernel)
        add_row(
            form, "Steps &m", self.steps_control, "Number of steps m of the sum along the path. Demo: 50, paper: 100."
        )
        add_row(form, "Ru&le", self.rule, "Where on the path the gradient ∂D/∂γ is taken for each step.")
        add_row(
            form,
            "Surroundings",
            self.surroundings,
            "What the network is given: the whole picture, or of the reduced one a square around the patch. DI depends "
            "on its size, and only 64 × 64 LR pixels compare with the paper's Table 1.",
        )
        add_row(form, "Prec&ision", self.precision, "Arithmetic of the network's passes.")
