"""A contrast as two fields of a form: its kind, and the number that kind has."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lamgui.figures.pixels.contrast import DEFAULT_CONTRAST, MAX_GAMMA, MIN_GAMMA, Contrast, ContrastKind
from lamgui.widgets.controls.form import Choice, Option, describe
from lamgui.widgets.controls.number_box import Number

KINDS = (
    Option(ContrastKind.GAMMA, "Power γ", "|value| / peak to the power of γ: below 1, small values are lifted."),
    Option(ContrastKind.LINEAR, "Linear", "As large as the value is."),
    Option(ContrastKind.LOG, "Logarithm", "Three decades below the peak."),
    Option(
        ContrastKind.PERCENTILE, "Percentile", "Linear up to the value below which so many percent of the pixels are."
    ),
)


class ContrastChoice(QWidget):
    """Shows a Contrast; contrast_chosen carries another."""

    contrast_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contrast = DEFAULT_CONTRAST
        self.kind = Choice(KINDS)
        self.number = Number(MIN_GAMMA, MAX_GAMMA, 0.1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kind, 1)
        row.addWidget(self.number)
        self.kind.chosen.connect(self._choose_kind)
        self.number.valueChanged.connect(self._choose_number)
        self.show_contrast(DEFAULT_CONTRAST)

    def show_contrast(self, contrast: Contrast) -> None:
        """Show a contrast; nothing is reported."""
        self._contrast = contrast
        self.kind.show_value(contrast.kind)
        is_percentile = contrast.kind is ContrastKind.PERCENTILE
        self.number.setVisible(is_percentile or contrast.kind is ContrastKind.GAMMA)
        with QSignalBlocker(self.number):
            self.number.setRange(*((1.0, 100.0) if is_percentile else (MIN_GAMMA, MAX_GAMMA)))
        self.number.show_value(contrast.percentile if is_percentile else contrast.gamma)
        if is_percentile:
            describe(self.number, "Percentile", "Percent of the pixels with any importance that are not cut.")
        else:
            describe(self.number, "γ of the contrast", "1 is linear; below 1, small values are lifted.")

    def _choose_kind(self, kind: ContrastKind) -> None:
        self._choose(replace(self._contrast, kind=kind))

    def _choose_number(self, number: float) -> None:
        if self._contrast.kind is ContrastKind.PERCENTILE:
            self._choose(replace(self._contrast, percentile=number))
        else:
            self._choose(replace(self._contrast, gamma=number))

    def _choose(self, contrast: Contrast) -> None:
        if contrast != self._contrast:
            self.show_contrast(contrast)
            self.contrast_chosen.emit(contrast)
