"""Boxes for numbers in a form: no change by a passing wheel, no signal for what is half typed or the program shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget

if TYPE_CHECKING:
    _Box = QAbstractSpinBox
else:
    _Box = object

NumberBox = QSpinBox | QDoubleSpinBox


def may_be_typed(box: NumberBox, text: str, verdict: Any) -> Any:
    """The answer of the box's validator for `text`, from that of Qt's own: (state, text, position).

    Qt swallows the digit that leads out of range, so that 99999 would become 999 where 2000 is the most.
    """
    state, _, position = verdict
    if state is QValidator.State.Invalid and (bare_text(box, text) == "-" or typed_number(box, text) is not None):
        return QValidator.State.Intermediate, text, position
    return verdict


def typed_number(box: NumberBox, text: str) -> float | None:
    """The number that `text` states, whole where the box holds whole ones; None where it states none."""
    number, is_number = box.locale().toDouble(bare_text(box, text))
    if not is_number or (isinstance(box, QSpinBox) and number != int(number)):
        return None
    return number


def bare_text(box: NumberBox, text: str) -> str:
    """`text` without the box's prefix and suffix."""
    return text.removeprefix(box.prefix()).removesuffix(box.suffix()).strip()


def nearest_text(box: NumberBox, text: str) -> str:
    """The number nearest to the one typed that the box can hold; `text` itself where that is no number."""
    number = typed_number(box, text)
    if number is None:
        return text
    nearest = min(max(number, box.minimum()), box.maximum())
    shown = box.textFromValue(int(nearest)) if isinstance(box, QSpinBox) else box.textFromValue(nearest)
    return box.prefix() + shown + box.suffix()


def correction(box: NumberBox, typed: str) -> str:
    """A sentence on a corrected number: what was typed, what is allowed, and what is used."""
    taken, least, most = (f"{number:g}" for number in (box.value(), box.minimum(), box.maximum()))
    return f"{box.accessibleName()} must be {least} to {most}: {typed} was typed, so {taken} was taken."


# What both boxes of Qt have is written once, for a class that is one of them too.


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
        """Allow another range; nothing is reported, even where the number shown has to change."""
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
        """Allow another range; nothing is reported, even where the number shown has to change."""
        with QSignalBlocker(self):
            self.setRange(minimum, maximum)


def _left_to_window(event: QEvent) -> bool:
    """Whether an event asks if the keys of undo or redo are meant for the box."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
        return False
    event.ignore()
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
