"""The five-minute tour: a small window beside the work, a step at a time, each pointing at its part of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.plain_label import PlainLabel

WIDTH_PX = 380
OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class TourStep:
    """A step: what to do, and the part of the window where it is done."""

    title: str
    text: str
    place: str
    """Name of the part that "Show me" points at."""


class Tour(QDialog):
    """Stays open beside the window; Esc ends it."""

    show_wanted = Signal(str)
    """The place that the user wants to see."""

    def __init__(self, steps: Sequence[TourStep], parent: QWidget | None = None) -> None:
        # While a tool window has the keys, those of the main window's menus go on working.
        super().__init__(parent, Qt.WindowType.Tool)
        self.setWindowTitle("Tour")
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._steps = tuple(steps)
        self._at = 0
        self.title = PlainLabel()
        self.text = PlainLabel()
        self.show_button = QPushButton("&Show me")
        self.back_button = QPushButton("&Back")
        self.next_button = QPushButton("&Next")
        self._lay_out()
        self.show_button.clicked.connect(self._want_show)
        self.back_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._go_on)
        self._show_step()

    @property
    def step(self) -> TourStep:
        """The step that is shown."""
        return self._steps[self._at]

    def show_first(self, step: TourStep) -> None:
        """Replace the first step."""
        if step != self._steps[0]:
            self._steps = (step, *self._steps[1:])
            self._show_step()

    def _show_step(self) -> None:
        step = self.step
        self.title.setText(step.title)
        self.text.setText(step.text)
        self.setAccessibleName(f"Tour: {step.title}")
        show_available(self.back_button, self._at > 0, "This is the first step.")
        self.next_button.setText("&Next" if self._at + 1 < len(self._steps) else "&Done")

    def event(self, event: QEvent) -> bool:
        """Esc and Return are the tour's while it has the keys, not those of the window's menus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._make_room()

    def _make_room(self) -> None:
        """The longest step fits, so that the window keeps its size from step to step."""
        layout = self.layout()
        if layout is None:
            return
        width = WIDTH_PX - 2 * layout.contentsMargins().left()
        flags = Qt.TextFlag.TextWordWrap.value
        room = QRect(0, 0, width, 10_000)
        heights = [self.text.fontMetrics().boundingRect(room, flags, step.text).height() for step in self._steps]
        self.text.setMinimumHeight(max(heights, default=0) + self.text.fontMetrics().lineSpacing())

    @Slot()
    def _want_show(self) -> None:
        self.show_wanted.emit(self.step.place)

    @Slot()
    def _go_back(self) -> None:
        self._at -= 1
        self._show_step()

    @Slot()
    def _go_on(self) -> None:
        if self._at + 1 == len(self._steps):
            self.close()
            return
        self._at += 1
        self._show_step()

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        for label in (self.title, self.text):
            label.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        describe(self.show_button, "Show me", "Frame the part of the window that this step is about.")
        row = QHBoxLayout()
        for button in (self.show_button, self.back_button, self.next_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.next_button.setDefault(True)
        self.next_button.setFocus()
        layout = QVBoxLayout(self)
        layout.addWidget(self.title)
        layout.addWidget(self.text, 1)
        layout.addLayout(row)
        self.setFixedWidth(WIDTH_PX)
        self._make_room()
