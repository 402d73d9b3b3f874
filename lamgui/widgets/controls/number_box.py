"""Boxes for numbers in a form: no change by a passing wheel, no signal for what is half typed or the program shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget

from lamgui.widgets.controls.typed_number import NumberBox, bare_text, correction, may_be_typed, nearest_text

# What both boxes of Qt have is written once, for a class that is one of them too.
if TYPE_CHECKING:
    _Box = QAbstractSpinBox
else:
    _Box = object


class _Typed(_Box):
    """A number that is typed out of range becomes the nearest; after that, `corrected` says so in a sentence."""

    corrected = Signal(str)

    def _begin(self) -> None:
        self._refused = ""
        self.editingFinished.connect(self._tell)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def validate(self, text: str, position: int) -> object:
        """Numbers out of range may be typed, too."""
        return may_be_typed(self._box, text, super().validate(text, position))

    def fixup(self, text: str) -> str:
        """The nearest number, for one out of range."""
        nearest = nearest_text(self._box, text)
        if nearest != text:
            self._refused = bare_text(self._box, text)
        return nearest

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the window's, not those of the letters in the box."""
        return False if _left_to_window(event) else super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the panel unless this control has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @property
    def _box(self) -> NumberBox:
        assert isinstance(self, QSpinBox | QDoubleSpinBox)
        return self

    def _tell(self) -> None:
        refused, self._refused = self._refused, ""
        if refused:
            self.corrected.emit(correction(self._box, refused))


class WholeNumber(_Typed, QSpinBox):
    """A whole number."""

    def __init__(self, minimum: int, maximum: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begin()
        self.setRange(minimum, maximum)
        self.setAccelerated(True)

    def show_value(self, value: int) -> None:
        """Show a number; nothing is reported."""
        with QSignalBlocker(self):
            self.setValue(value)

    def show_range(self, minimum: int, maximum: int) -> None:
        """Allow another range; nothing is reported, even where the number shown has to give."""
        with QSignalBlocker(self):
            self.setRange(minimum, maximum)


class Number(_Typed, QDoubleSpinBox):
    """A number with decimals."""

    def __init__(self, minimum: float, maximum: float, step: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._begin()
        self.setRange(minimum, maximum)
        self.setSingleStep(step)
        self.setDecimals(2)

    def show_value(self, value: float) -> None:
        """Show a number; nothing is reported."""
        with QSignalBlocker(self):
            self.setValue(value)

    def show_range(self, minimum: float, maximum: float) -> None:
        """Allow another range; nothing is reported, even where the number shown has to give."""
        with QSignalBlocker(self):
            self.setRange(minimum, maximum)


def _left_to_window(event: QEvent) -> bool:
    """Whether an event asks if the keys of undo or redo are meant for the box."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
        return False
    event.ignore()
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
