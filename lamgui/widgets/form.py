"""Form controls for a narrow, scrolling panel: no change by a passing wheel, no signal from the program's side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLabel, QLayout, QSpinBox, QWidget

from lamgui.widgets.typed_number import bare_text, correction, may_be_typed, nearest_text


@dataclass(frozen=True)
class Option:
    """One line of a Choice: the value it stands for, its text and what it means."""

    value: object
    text: str
    tooltip: str = ""


class Choice(QComboBox):
    """A drop-down of values; `chosen` reports the user's choice only."""

    chosen = Signal(object)

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[Option, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)
        self.set_options(options)
        self.currentIndexChanged.connect(self._report)

    def set_options(self, options: Sequence[Option]) -> None:
        """Replace the lines; nothing is reported."""
        if tuple(options) == self._options:
            return
        self._options = tuple(options)
        with QSignalBlocker(self):
            self.clear()
            for index, option in enumerate(self._options):
                self.addItem(option.text)
                self.setItemData(index, option.tooltip, Qt.ItemDataRole.ToolTipRole)

    def value(self) -> object:
        """The value of the line shown; None where no line is."""
        index = self.currentIndex()
        return None if index < 0 else self._options[index].value

    def show_value(self, value: object) -> None:
        """Show the line of a value, none for a value without a line; nothing is reported."""
        values = [option.value for option in self._options]
        with QSignalBlocker(self):
            self.setCurrentIndex(values.index(value) if value in values else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the panel unless this control has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _report(self, index: int) -> None:
        if index >= 0:
            self.chosen.emit(self._options[index].value)


class WholeNumber(QSpinBox):
    """A whole number; half-typed ones are not reported, nor those shown by the program.

    One that is typed out of range becomes the nearest; after that, `corrected` says so in a sentence.
    """

    corrected = Signal(str)

    def __init__(self, minimum: int, maximum: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused = ""
        self.editingFinished.connect(self._tell)
        self.setRange(minimum, maximum)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccelerated(True)

    def validate(self, text: str, position: int) -> object:
        """Numbers out of range may be typed, too."""
        return may_be_typed(self, text, super().validate(text, position))

    def fixup(self, text: str) -> str:
        """The nearest number, for one out of range."""
        nearest = nearest_text(self, text)
        if nearest != text:
            self._refused = bare_text(self, text)
        return nearest

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the window's, not those of the letters in the box."""
        return False if _left_to_window(event) else super().event(event)

    def show_value(self, value: int) -> None:
        """Show a number; nothing is reported."""
        with QSignalBlocker(self):
            self.setValue(value)

    def show_range(self, minimum: int, maximum: int) -> None:
        """Allow another range; nothing is reported, even where the number shown has to give."""
        with QSignalBlocker(self):
            self.setRange(minimum, maximum)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the panel unless this control has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self) -> None:
        refused, self._refused = self._refused, ""
        if refused:
            self.corrected.emit(correction(self, refused))


class Number(QDoubleSpinBox):
    """A number with decimals; half-typed ones are not reported, nor those shown by the program.

    One that is typed out of range becomes the nearest; after that, `corrected` says so in a sentence.
    """

    corrected = Signal(str)

    def __init__(self, minimum: float, maximum: float, step: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused = ""
        self.editingFinished.connect(self._tell)
        self.setRange(minimum, maximum)
        self.setSingleStep(step)
        self.setDecimals(2)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def validate(self, text: str, position: int) -> object:
        """Numbers out of range may be typed, too."""
        return may_be_typed(self, text, super().validate(text, position))

    def fixup(self, text: str) -> str:
        """The nearest number, for one out of range."""
        nearest = nearest_text(self, text)
        if nearest != text:
            self._refused = bare_text(self, text)
        return nearest

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the window's, not those of the letters in the box."""
        return False if _left_to_window(event) else super().event(event)

    def show_value(self, value: float) -> None:
        """Show a number; nothing is reported."""
        with QSignalBlocker(self):
            self.setValue(value)

    def show_range(self, minimum: float, maximum: float) -> None:
        """Allow another range; nothing is reported, even where the number shown has to give."""
        with QSignalBlocker(self):
            self.setRange(minimum, maximum)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the panel unless this control has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self) -> None:
        refused, self._refused = self._refused, ""
        if refused:
            self.corrected.emit(correction(self, refused))


def _left_to_window(event: QEvent) -> bool:
    """Whether an event asks if the keys of undo or redo are meant for the box."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.ShortcutOverride:
        return False
    event.ignore()
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def narrow_form(parent: QWidget | None = None) -> QFormLayout:
    """A form layout without margins whose fields take the width that is left."""
    form = QFormLayout(parent) if parent is not None else QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(8)
    form.setVerticalSpacing(3)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return form


def add_row(form: QFormLayout, text: str, field: QWidget, tooltip: str, beside: QLayout | None = None) -> QLabel:
    """Add a labelled control; `beside` is a layout that holds the control and others.

    The label is the control's buddy, and both carry the tooltip; the accessible name is the text without its mark.
    """
    label = QLabel(text)
    label.setBuddy(field)
    form.addRow(label, field if beside is None else beside)
    describe(field, text.replace("&", ""), tooltip)
    label.setToolTip(tooltip)
    return label


def describe(widget: QWidget, name: str, tooltip: str) -> None:
    """Give a control its accessible name and the tooltip that says what the quantity is."""
    widget.setAccessibleName(name)
    widget.setToolTip(tooltip)
