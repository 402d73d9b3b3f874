"""How much of the picture the network is given: all of it, or a square of LR pixels around the patch."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from lamgui.attribution.settings.settings import MAX_SURROUNDINGS, MIN_SURROUNDINGS, Settings
from lamgui.attribution.surroundings import PAPER_SURROUNDINGS_PX
from lamgui.widgets.controls.form import Choice, Option, describe
from lamgui.widgets.controls.number_box import WholeNumber

_OTHER = 0
FIRST_OTHER_PX = 96
"""What a side of the user's own begins with."""

OPTIONS = (
    Option(None, "Whole picture", "DI then depends on the size of the picture."),
    Option(
        PAPER_SURROUNDINGS_PX, f"{PAPER_SURROUNDINGS_PX} × {PAPER_SURROUNDINGS_PX}", "As in the paper's Table 1 of DI."
    ),
    Option(_OTHER, "Other side", "The side of the square, in LR pixels."),
)


class SurroundingsControl(QWidget):
    """Shows the choice, and a box for a side that is neither; reports what the user changes."""

    edited = Signal(object, str)
    """The side in LR pixels, or None for the whole picture; and the gesture, shared by successive steps of the box."""
    corrected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Choice(OPTIONS)
        self.side = WholeNumber(MIN_SURROUNDINGS, MAX_SURROUNDINGS)
        self.side.setValue(FIRST_OTHER_PX)
        self.side.setSuffix(" LR px")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.choice, 1)
        layout.addWidget(self.side, 1)
        self.setFocusProxy(self.choice)
        describe(
            self.choice,
            "Surroundings",
            "What the network is given of the picture. Only 64 × 64 LR pixels compare with the paper's Table 1.",
        )
        describe(self.side, "Side of the surroundings", "In LR pixels; the patch and one SR pixel beyond must fit.")
        self.choice.chosen.connect(self._choose)
        self.side.valueChanged.connect(self._edit_side)
        self.side.corrected.connect(self.corrected)
        self.show_settings(Settings())

    def show_settings(self, settings: Settings) -> None:
        """Show the surroundings of settings; nothing is reported."""
        is_other = settings.surroundings not in (None, PAPER_SURROUNDINGS_PX)
        self.choice.show_value(_OTHER if is_other else settings.surroundings)
        if settings.surroundings is not None and is_other:
            self.side.show_value(settings.surroundings)
        self.side.setVisible(is_other)

    def _choose(self, side: object) -> None:
        self.edited.emit(self.side.value() if side == _OTHER else cast("int | None", side), "")

    def _edit_side(self, side: int) -> None:
        self.edited.emit(side, "spin-surroundings")
