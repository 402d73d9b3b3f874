"""All commands in one list: typing finds one, Enter runs it, and one that cannot be chosen says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from lamgui.base.escape import for_qt
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.fuzzy import fit
from lamgui.widgets.controls.plain_label import PlainLabel

WIDTH_PX, HEIGHT_PX = 640, 420
BY_TIP = -1000.0
"""Points of a line that only its tip fits: fewer than any name has."""
OF_THE_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""Keys that move in the list while the words are typed."""


@dataclass(frozen=True)
class PaletteLine:
    """A command as it is listed."""

    id: str
    menu: str
    name: str
    keys: str
    tip: str
    reason: str = ""
    """Why it cannot be chosen now; empty where it can."""
    ticked: bool = False
    search_words: str = ""
    """Other words by which it is looked for."""


class Palette(QDialog):
    """Reports the command that was chosen, once it is closed."""

    command_chosen = Signal(str)
    """Id of a command."""

    def __init__(self, lines: Sequence[PaletteLine], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Commands")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._lines = tuple(lines)
        self._shown: tuple[PaletteLine, ...] = ()
        self.words = QLineEdit()
        self.words.setPlaceholderText("Type a few letters of a command")
        self.words.setClearButtonEnabled(True)
        self.list = QTreeWidget()
        self.note = PlainLabel()
        self._lay_out()
        self.words.textChanged.connect(self._find)
        self.words.installEventFilter(self)
        self.list.currentItemChanged.connect(self._show_note)
        self.list.itemActivated.connect(self._run)
        self._find("")

    def shown(self) -> tuple[PaletteLine, ...]:
        """The lines that fit what is typed, the best first; all in the order of the menus where nothing is."""
        return self._shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down move in the list, Enter runs its line, while the focus stays where the words are typed."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in OF_THE_LIST:
                self.list.keyPressEvent(event)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _find(self, typed: str) -> None:
        points = {line: _points(typed, line) for line in self._lines}
        found = [line for line in self._lines if points[line] is not None]
        if typed.strip():
            # What can be chosen comes before what cannot; the order of the menus decides among equals.
            found.sort(key=lambda line: (bool(line.reason), -(points[line] or 0.0)))
        with QSignalBlocker(self.list):
            self.list.clear()
            self._shown = tuple(found)
            self.list.addTopLevelItems([_item(line, self.palette()) for line in found])
            self._move_to(0)
        self._show_note()

    def _move_to(self, row: int) -> None:
        item = self.list.topLevelItem(row)
        if item is not None:
            self.list.setCurrentItem(item)

    def _chosen(self) -> PaletteLine | None:
        row = self.list.indexOfTopLevelItem(self.list.currentItem()) if self.list.currentItem() is not None else -1
        return self._shown[row] if row >= 0 else None

    @Slot()
    def _show_note(self) -> None:
        line = self._chosen()
        if line is None:
            self.note.setText("No command is called so.")
        else:
            self.note.setText(line.reason or line.tip)

    @Slot()
    def _run(self) -> None:
        line = self._chosen()
        if line is not None and not line.reason:
            self.accept()
            self.command_chosen.emit(line.id)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.list)
        layout.addWidget(self.note)
        self.list.setColumnCount(3)
        self.list.setHeaderLabels(["Command", "Menu", "Keys"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.note.setWordWrap(True)
        self.note.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        describe(self.words, "Find a command", "A few letters of it, or the beginnings of its words, in any order.")
        describe(self.list, "Commands", "Enter runs the command of the line.")
        self.words.setFocus()
        self.resize(WIDTH_PX, HEIGHT_PX)


def _points(typed: str, line: PaletteLine) -> float | None:
    """How well a line fits: by its name, else, behind all of those, by words of what it does or its search words."""
    by_name = fit(typed, f"{line.menu} {line.name}")
    if by_name is not None:
        return by_name
    tip = f"{line.tip} {line.search_words}".lower()
    return BY_TIP if all(word in tip for word in typed.lower().split()) else None


def _item(line: PaletteLine, palette: QPalette) -> QTreeWidgetItem:
    keys = QKeySequence(line.keys).toString(QKeySequence.SequenceFormat.NativeText)
    item = QTreeWidgetItem([f"{line.name} ✓" if line.ticked else line.name, line.menu, keys])
    item.setToolTip(0, for_qt(line.reason or line.tip))
    if line.reason:
        for column in range(item.columnCount()):
            item.setForeground(column, palette.color(QPalette.ColorRole.PlaceholderText))
        item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, f"Not possible now: {line.reason}")
    return item
