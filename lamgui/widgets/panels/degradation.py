"""What is added to a clean picture for a network of scale 1: kind, strength, seed of the noise, rounding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from lamgui.imaging.degradation import LARGEST_SEED, LIMITS, NO_DEGRADATION, NOISES, Degradation, DegradationKind
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.number_box import Number, WholeNumber

KINDS = (
    Option(DegradationKind.NONE, "None", "The network gets the clean picture."),
    Option(DegradationKind.NOISE, "Noise", "Gaussian noise, drawn for R, G and B apart; a grey picture stays grey."),
    Option(DegradationKind.GREY_NOISE, "Grey noise", "The same noise in R, G and B: for networks of one channel."),
    Option(DegradationKind.JPEG, "JPEG", "Saved as a JPEG, colours at half the resolution."),
    Option(DegradationKind.BLUR, "Blur", "A Gaussian blur, mirrored at the border."),
)
FIRST_STRENGTH = {
    DegradationKind.NONE: 0.0,
    DegradationKind.NOISE: 25.0,
    DegradationKind.GREY_NOISE: 25.0,
    DegradationKind.JPEG: 30.0,
    DegradationKind.BLUR: 1.6,
}
_STRENGTHS = {
    DegradationKind.NOISE: ("σ ", "", 1.0, "Standard deviation of the noise, in levels of 0..255."),
    DegradationKind.GREY_NOISE: ("σ ", "", 1.0, "Standard deviation of the noise, in levels of 0..255."),
    DegradationKind.JPEG: ("Quality ", "", 5.0, "Quality of the JPEG, a whole number from 1 to 100."),
    DegradationKind.BLUR: ("σ ", " px", 0.1, "Standard deviation of the blur, in pixels."),
}
"""Prefix, suffix, step and meaning of the strength."""
_MOST_SEED = min(LARGEST_SEED, 2**31 - 1)
"""The largest that the box holds."""


class DegradationControls(QWidget):
    """Shows a degradation; reports `edited(Degradation, gesture)`, where successive steps of a box share a gesture."""

    edited = Signal(object, str)
    corrected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._degradation = NO_DEGRADATION
        self.kind = Choice(KINDS)
        self.strength = Number(0.0, 255.0, 1.0)
        self.seed = WholeNumber(0, _MOST_SEED)
        self.eight_bits = QCheckBox("Rounded to 8 bits")
        self._form = narrow_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._form)
        add_row(self._form, "Degradation", self.kind, "What is added to the clean picture before the network gets it.")
        add_row(self._form, "Strength", self.strength, "How strong it is.")
        add_row(self._form, "Seed", self.seed, "What the noise is drawn with: equal seeds give equal noise.")
        self._form.addRow(self.eight_bits)
        describe(self.eight_bits, "Rounded to 8 bits", "Clip and round the values, as saving them in a file does.")
        self.kind.chosen.connect(self._choose_kind)
        self.strength.valueChanged.connect(self._edit_strength)
        self.seed.valueChanged.connect(self._edit_seed)
        self.eight_bits.toggled.connect(self._edit_rounding)
        for box in (self.strength, self.seed):
            box.corrected.connect(self.corrected)
        self.show_degradation(NO_DEGRADATION)

    def show_degradation(self, degradation: Degradation) -> None:
        """Show it, with the controls that mean something for its kind; nothing is reported."""
        self._degradation = degradation
        kind = degradation.kind
        self.kind.show_value(kind)
        prefix, suffix, step, meaning = _STRENGTHS.get(kind, ("", "", 1.0, ""))
        with QSignalBlocker(self.strength), QSignalBlocker(self.eight_bits):
            self.strength.setDecimals(0 if kind is DegradationKind.JPEG else 2)
            self.strength.setPrefix(prefix)
            self.strength.setSuffix(suffix)
            self.strength.setSingleStep(step)
            self.eight_bits.setChecked(degradation.eight_bits)
        self.strength.show_range(*LIMITS[kind])
        self.strength.show_value(degradation.strength)
        self.strength.setToolTip(meaning)
        self.seed.show_value(min(degradation.seed, _MOST_SEED))
        self._form.setRowVisible(self.strength, kind is not DegradationKind.NONE)
        self._form.setRowVisible(self.seed, kind in NOISES)
        self._form.setRowVisible(self.eight_bits, kind in NOISES or kind is DegradationKind.BLUR)

    def _choose_kind(self, kind: object) -> None:
        assert isinstance(kind, DegradationKind)
        is_like = {kind, self._degradation.kind} <= NOISES
        strength = self._degradation.strength if is_like else FIRST_STRENGTH[kind]
        self._edit("", kind=kind, strength=strength)

    def _edit_strength(self, strength: float) -> None:
        self._edit("spin-degradation", strength=strength)

    def _edit_seed(self, seed: int) -> None:
        self._edit("spin-degradation-seed", seed=seed)

    def _edit_rounding(self, is_rounded: bool) -> None:
        self._edit("", eight_bits=is_rounded)

    def _edit(self, gesture: str, **changes: Any) -> None:
        chosen = replace(self._degradation, **changes)
        self.show_degradation(self._degradation)
        if chosen != self._degradation:
            self.edited.emit(chosen, gesture)
