"""The page of preferences: text size and theme at once, threads and memory from the next start, and what that shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from lamgui.base.memory_limits import PASS_SHARE_OF_FREE_MEMORY
from lamgui.widgets.controls.form import Choice, Option, add_row, describe, narrow_form
from lamgui.widgets.controls.plain_label import PlainLabel

TEXT_SIZES = (100, 110, 125, 150)
"""In percent of the system's size."""
MOST_THREADS = 256
WIDTH_SAMPLE = "Finished maps that are shown again without a run. From the next start on."
MEMORY_MIB = (64, 1 << 20)
"""Least and most memory for finished maps; 0 stands for the program's own choice."""
BUDGET_MIB = (1024, 1 << 20)
"""Least and most memory for the whole program; 0 stands for a share of what is free when a run begins."""
THEMES = (
    Option("system", "As the system", "Dark or light as the system is."),
    Option("light", "Light", "Dark writing on light ground."),
    Option("dark", "Dark", "Light writing on dark ground."),
)
STARTS = (
    Option("last", "The last session", "The window opens as it was closed, with its maps."),
    Option("sample", "The sample picture", "File > Recent sessions still has the last session."),
)
LATER = "From the next start on."


@dataclass(frozen=True)
class PreferenceValues:
    """What the page shows and changes."""

    text_percent: int = 100
    theme: str = "system"
    threads: int = 0
    """Threads of torch; 0 for as many as it takes by itself."""
    memory_mib: int = 0
    """Memory for finished maps; 0 for an eighth of the machine's, within bounds."""
    start: str = "last"
    budget_mib: int = 0
    """Memory for the whole program; 0 for a share of what is free when a run begins."""


class PreferencesDialog(QDialog):
    """Reports every change at once; there is nothing to confirm."""

    changed = Signal(object)
    """PreferenceValues."""

    def __init__(
        self, values: PreferenceValues, folders: tuple[tuple[str, Path], ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._values = values
        self.text_size = Choice([Option(percent, f"{percent} %") for percent in TEXT_SIZES])
        self.theme = Choice(THEMES)
        self.start = Choice(STARTS)
        self.threads = _box(0, MOST_THREADS, "Automatic", values.threads)
        self.memory = _box(0, MEMORY_MIB[1], "Automatic", values.memory_mib)
        self.memory.setSuffix(" MiB")
        self.memory.setSingleStep(256)
        self.budget = _box(0, BUDGET_MIB[1], "Automatic", values.budget_mib)
        self.budget.setSuffix(" MiB")
        self.budget.setSingleStep(1024)
        self.text_size.show_value(values.text_percent)
        for choice in (self.text_size, self.theme, self.start):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.theme.show_value(values.theme)
        self.start.show_value(values.start)
        self._lay_out(folders)
        self.text_size.chosen.connect(self._choose_text_size)
        self.theme.chosen.connect(self._choose_theme)
        self.start.chosen.connect(self._choose_start)
        self.threads.valueChanged.connect(self._choose_threads)
        self.memory.valueChanged.connect(self._choose_memory)
        self.budget.valueChanged.connect(self._choose_budget)

    def values(self) -> PreferenceValues:
        """What the page shows."""
        return self._values

    def _put(self, **changes: object) -> None:
        self._values = replace(self._values, **changes)  # type: ignore[arg-type] # each slot gives the type of its field
        self.changed.emit(self._values)

    @Slot(object)
    def _choose_text_size(self, percent: object) -> None:
        self._put(text_percent=percent)

    @Slot(object)
    def _choose_theme(self, theme: object) -> None:
        self._put(theme=theme)

    @Slot(object)
    def _choose_start(self, start: object) -> None:
        self._put(start=start)

    @Slot(int)
    def _choose_threads(self, threads: int) -> None:
        self._put(threads=threads)

    @Slot(int)
    def _choose_memory(self, memory_mib: int) -> None:
        self._put(memory_mib=max(memory_mib, MEMORY_MIB[0]) if memory_mib else 0)

    @Slot(int)
    def _choose_budget(self, budget_mib: int) -> None:
        self._put(budget_mib=max(budget_mib, BUDGET_MIB[0]) if budget_mib else 0)

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._make_room()

    def _make_room(self) -> None:
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(WIDTH_SAMPLE))
        self.resize(self.minimumWidth(), self.sizeHint().height())

    def _lay_out(self, folders: tuple[tuple[str, Path], ...]) -> None:
        layout = QVBoxLayout(self)
        form = narrow_form()
        add_row(form, "&Text size", self.text_size, "Size of all text in the window, applied at once.")
        add_row(form, "T&heme", self.theme, "Colours of the window, applied at once.")
        add_row(form, "At the &start", self.start, "What the window shows where no picture or network is named.")
        add_row(form, "Th&reads", self.threads, f"Threads that compute on the CPU. {LATER}")
        add_row(form, "&Memory for maps", self.memory, f"Finished maps that are shown again without a run. {LATER}")
        share = round(100 * PASS_SHARE_OF_FREE_MEMORY)
        in_all = f"For runs, maps, undo and pictures. Automatic: a run takes up to {share} % of what is free. {LATER}"
        add_row(form, "Memory in &all", self.budget, in_all)
        layout.addLayout(form)
        later = PlainLabel("Threads and memory apply from the next start on.")
        later.setWordWrap(True)
        layout.addWidget(later)
        for name, folder in folders:
            layout.addLayout(_folder_row(name, folder, self))
        layout.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)
        self._make_room()


class FolderButton(QPushButton):
    """Shows a folder in the system's file browser."""

    def __init__(self, name: str, folder: Path, parent: QWidget) -> None:
        super().__init__("Open", parent)
        self._folder = folder
        self.setAutoDefault(False)
        describe(self, f"Open the folder of {name.lower()}", f"Show {folder} in the file browser.")
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _folder_row(name: str, folder: Path, parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    label = PlainLabel(f"{name}: {folder}")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(label, 1)
    row.addWidget(FolderButton(name, folder, parent))
    return row


def _box(least: int, most: int, text_of_least: str, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setSpecialValueText(text_of_least)
    box.setKeyboardTracking(False)
    box.setValue(value)
    return box
