"""How many steps: a number, or a tolerance for which they are found."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QWidget

from lamgui.attribution.settings.settings import MAX_STEPS, MAX_TOLERANCE, MIN_TOLERANCE, Settings
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.number_box import Number, WholeNumber

USUAL_STEPS = 50


class StepsControl(QWidget):
    """Shows m, or the tolerance in percent; reports the user's changes and corrections of them."""

    steps_edited = Signal(object)
    """Whole number, or None for automatic."""
    tolerance_edited = Signal(float)
    """A share, 0..1."""
    corrected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = WholeNumber(1, MAX_STEPS)
        self.tolerance = Number(MIN_TOLERANCE * 100, MAX_TOLERANCE * 100, 0.5)
        self.automatic = QCheckBox("Auto")
        self._boxes = QStackedWidget()
        self._boxes.addWidget(self.steps)
        self._boxes.addWidget(self.tolerance)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._boxes, 1)
        layout.addWidget(self.automatic)
        self._describe()
        self.setFocusProxy(self.steps)
        self.steps.valueChanged.connect(self._edit_steps)
        self.tolerance.valueChanged.connect(self._edit_tolerance)
        self.automatic.toggled.connect(self._edit_automatic)
        self.steps.corrected.connect(self.corrected)
        self.tolerance.corrected.connect(self.corrected)

    def show_settings(self, settings: Settings) -> None:
        """Show the steps of settings; nothing is reported."""
        is_automatic = settings.steps is None
        # What stood here before is not shown again: the box says the same in every window of these settings.
        self.steps.show_value(USUAL_STEPS if settings.steps is None else settings.steps)
        self.tolerance.show_value(settings.tolerance * 100)
        with QSignalBlocker(self.automatic):
            self.automatic.setChecked(is_automatic)
        self._boxes.setCurrentWidget(self.tolerance if is_automatic else self.steps)
        self.setFocusProxy(self.tolerance if is_automatic else self.steps)

    def _edit_steps(self, steps: int) -> None:
        self.steps_edited.emit(steps)

    def _edit_tolerance(self, percent: float) -> None:
        self.tolerance_edited.emit(round(percent, self.tolerance.decimals()) / 100)

    def _edit_automatic(self, automatic: bool) -> None:
        self.steps_edited.emit(None if automatic else self.steps.value())

    def _describe(self) -> None:
        self.steps.setValue(USUAL_STEPS)
        self.tolerance.setPrefix("± ")
        self.tolerance.setSuffix(" %")
        describe(self.steps, "Steps m", "Number of steps m of the sum along the path. Demo: 50, paper: 100.")
        describe(
            self.tolerance,
            "Tolerance",
            "Steps are added until the error of the map at 95 %, as a share of its norm, is no more than this.",
        )
        describe(
            self.automatic,
            "Automatic steps",
            "Take as many steps as the map needs: 7, 13, 27, 54, below 5 % up to 486, until its error is within the "
            "tolerance.",
        )
