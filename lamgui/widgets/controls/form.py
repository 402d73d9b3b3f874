"""A form for a narrow, scrolling panel, and its drop-down: no change by a passing wheel, no signal from the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLayout, QWidget

from lamgui.base.escape import for_qt
from lamgui.widgets.controls.plain_label import PlainLabel


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
                self.setItemData(index, for_qt(option.tooltip), Qt.ItemDataRole.ToolTipRole)

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
    label = PlainLabel(text)
    label.setBuddy(field)
    form.addRow(label, field if beside is None else beside)
    describe(field, text.replace("&", ""), tooltip)
    label.setToolTip(for_qt(tooltip))
    return label


def describe(widget: QWidget, name: str, tooltip: str) -> None:
    """Give a control its accessible name and the tooltip that says what the quantity is."""
    widget.setAccessibleName(name)
    widget.setToolTip(for_qt(tooltip))
