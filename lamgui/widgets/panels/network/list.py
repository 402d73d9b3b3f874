"""The list of networks: one in focus, those that are compared ticked and in their colours, names that can be edited."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QIcon, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from lamgui.base.escape import for_qt
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.colour_chip import colour_chip, slot_colour
from lamgui.widgets.controls.form import describe
from lamgui.widgets.panels.network.facts import entry_in_full
from lamgui.widgets.panels.network.line import PIXELS, NetworkLine

ROWS_SHOWN = (2, 12)
"""Least and most lines of the list before it scrolls."""
LINE_GAP_PX = 5

_EDITABLE = Qt.ItemFlag.ItemIsEditable


class NetworkList(QListWidget):
    """Reports what the user did to its lines; the name of a line changes only by `show_entries`."""

    network_chosen = Signal(object)
    """A click or Enter: it is to be in focus, and run where it has no map."""
    network_reached = Signal(object)
    """The arrow keys are at it: it may get the focus where nothing is run for that."""
    networks_ticked = Signal(object, bool)
    """Several NetworkEntry, and whether they are to be compared."""
    rename_wanted = Signal(object, str)
    remove_wanted = Signal(object)
    """Several NetworkEntry."""
    read_again_wanted = Signal(object)
    """Path of the file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[NetworkEntry, ...] = ()
        self._compared: tuple[NetworkEntry, ...] = ()
        self._slots: Mapping[Path, int] = {}
        self._facts: Mapping[Path, NetworkFacts] = {}
        self._row_in_use = -1
        self._is_by_keys = False
        """Whether a key is changing the selection."""
        self.setItemDelegate(NetworkLine(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The ground is the rail's.
        self.viewport().setAutoFillBackground(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # It has the height of its lines; left to grow, it would draw the rail's spare room around itself.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.itemSelectionChanged.connect(self._choose)
        self.itemChanged.connect(self._take_change)
        describe(
            self,
            "Networks",
            "The SR network F in focus. Tick several to compare them. Arrow keys go to another and run nothing; Enter "
            "chooses it, Space ticks it, or all that Shift and Ctrl have selected; F2 renames yours.",
        )

    def show_entries(
        self,
        entries: tuple[NetworkEntry, ...],
        current: NetworkEntry | None,
        compared: tuple[NetworkEntry, ...],
        slots: Mapping[Path, int],
    ) -> None:
        """Show the networks, those that are compared ticked and in the colours of their slots.

        The one in use is selected where it is another than before; else the selection stays where the keys are.
        `slots` are those of the compared networks, by their files.
        """
        self._slots = slots
        in_use_before = self._entries[self._row_in_use].path if self._row_in_use >= 0 else None
        with QSignalBlocker(self):
            if [(e.name, e.path) for e in entries] != [(e.name, e.path) for e in self._entries] or not entries:
                self._entries, in_use_before = entries, None
                self._fill()
            self._entries, self._compared = entries, compared
            for row, entry in enumerate(entries):
                self._show_line(self.item(row), entry)
            paths = [entry.path for entry in entries]
            self._row_in_use = paths.index(current.path) if current is not None and current.path in paths else -1
            in_use = self._entries[self._row_in_use].path if self._row_in_use >= 0 else None
            if in_use is None or in_use != in_use_before or not self.selection():
                self._select(self._row_in_use)

    def select_in_use(self) -> None:
        """Select the network in use: what was asked for may have been refused."""
        with QSignalBlocker(self):
            self._select(self._row_in_use)

    def show_known(self, facts: Mapping[Path, NetworkFacts]) -> None:
        """Show in the tooltips the facts of networks that have been loaded."""
        self._facts = facts
        with QSignalBlocker(self):
            for row, entry in enumerate(self._entries):
                self.item(row).setToolTip(for_qt(entry_in_full(entry, facts.get(entry.path))))

    def show_pixels(self, pixels: Mapping[Path, str]) -> None:
        """Show the effective pixels of the networks' maps, in words, by their files; a dash for one without a map."""
        with QSignalBlocker(self):
            for row, entry in enumerate(self._entries):
                words = pixels.get(entry.path, "")
                item = self.item(row)
                item.setData(PIXELS, words)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.label}, {words or 'no map'}")

    def chosen(self) -> NetworkEntry | None:
        """The network whose line is selected, and at which the keys are where several are."""
        chosen, row = self.selection(), self.currentRow()
        at_keys = self._entries[row] if 0 <= row < len(self._entries) else None
        return at_keys if at_keys in chosen else next(iter(chosen), None)

    def selection(self) -> tuple[NetworkEntry, ...]:
        """The networks whose lines are selected, from the top."""
        return tuple(entry for row, entry in enumerate(self._entries) if self.item(row).isSelected())

    @Slot()
    def edit_name(self) -> None:
        """Let the user type another name for the selected network."""
        item = self.currentItem()
        if item is not None and item.flags() & _EDITABLE:
            self.editItem(item)

    def changeEvent(self, event: QEvent) -> None:
        """The colours of the networks follow the palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            with QSignalBlocker(self):
                for row, entry in enumerate(self._entries):
                    self._show_chip(self.item(row), entry)
        elif event.type() is QEvent.Type.FontChange:
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the line of the keys, or all that are selected, Enter chooses; F2 edits, Delete removes."""
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() == Qt.Key.Key_Space and not is_editing:
            self._tick_selection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_editing:
            self._choose_at_keys()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_name()
        elif event.key() == Qt.Key.Key_Delete:
            self.want_remove()
        else:
            self._is_by_keys = True
            super().keyPressEvent(event)
            self._is_by_keys = False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the network in use chooses it again: its run may have been cancelled."""
        super().mouseReleaseEvent(event)
        index, at = self.indexAt(event.position().toPoint()), event.position().toPoint()
        is_plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        if is_plain and index.isValid() and index.row() == self._row_in_use and not self._tick_box(index).contains(at):
            self.network_chosen.emit(self._entries[index.row()])

    def keyboardSearch(self, _search: str) -> None:
        """A letter chooses no network: a run would begin by a slip of the finger."""

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """A click on a tick box ticks, and chooses nothing: the network in focus goes on."""
        if isinstance(event, QMouseEvent) and self._tick_box(index).contains(event.position().toPoint()):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def _tick_box(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        return self.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, self)

    def _select(self, row: int) -> None:
        """Select a line alone; several that the user selected stay, as long as it is among them."""
        if row < 0 or not self.item(row).isSelected():
            self.setCurrentRow(row)

    def _choose_at_keys(self) -> None:
        row = self.currentRow()
        if 0 <= row < len(self._entries):
            with QSignalBlocker(self):
                self.setCurrentRow(row)
            self.network_chosen.emit(self._entries[row])

    def _tick_selection(self) -> None:
        """Tick all that are selected, or the line of the keys where that is not; untick where all are ticked."""
        row = self.currentRow()
        chosen = self.selection()
        if 0 <= row < len(self._entries) and self._entries[row] not in chosen:
            chosen = (self._entries[row],)
        compared = {other.path for other in self._compared}
        if chosen:
            self.networks_ticked.emit(chosen, not all(entry.path in compared for entry in chosen))

    def _fill(self) -> None:
        self.clear()
        for entry in self._entries:
            item = QListWidgetItem(entry.label)
            item.setFlags(item.flags() & ~_EDITABLE if entry.bundled else item.flags() | _EDITABLE)
            self.addItem(item)
        self._fit()

    def _fit(self) -> None:
        """As high as its lines, up to a number of them; more scroll."""
        line_px = self.fontMetrics().height() + LINE_GAP_PX
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, line_px))
        rows = min(max(len(self._entries), ROWS_SHOWN[0]), ROWS_SHOWN[1])
        self.setFixedHeight(rows * line_px + 2 * self.frameWidth() + 2)

    def _show_line(self, item: QListWidgetItem, entry: NetworkEntry) -> None:
        paths = [other.path for other in self._compared]
        ticked = entry.path in paths
        item.setText(entry.label)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._show_chip(item, entry)
        item.setToolTip(for_qt(entry_in_full(entry, self._facts.get(entry.path))))

    def _show_chip(self, item: QListWidgetItem, entry: NetworkEntry) -> None:
        has_colour = len(self._compared) > 1 and any(other.path == entry.path for other in self._compared)
        item.setIcon(colour_chip(slot_colour(self._slots[entry.path], self.palette())) if has_colour else QIcon())

    @Slot(QListWidgetItem)
    def _take_change(self, item: QListWidgetItem) -> None:
        """The user ticked a line, or finished editing its name."""
        entry, ticked = self._entries[self.row(item)], item.checkState() == Qt.CheckState.Checked
        if item.text() != entry.label:
            wanted = item.text()
            with QSignalBlocker(self):
                item.setText(entry.label)
            self.rename_wanted.emit(entry, wanted)
        elif ticked != any(other.path == entry.path for other in self._compared):
            self.networks_ticked.emit((entry,), ticked)

    @Slot()
    def _choose(self) -> None:
        """One line that is clicked is a choice; several are to be ticked or removed; none is never left selected."""
        chosen = self.selection()
        if len(chosen) == 1:
            (self.network_reached if self._is_by_keys else self.network_chosen).emit(chosen[0])
        elif not chosen:
            with QSignalBlocker(self):
                self._select(self._row_in_use)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None:
            return
        entry = self._entries[self.row(item)]
        if not item.isSelected():
            self.setCurrentItem(item)
        menu = QMenu(self)
        ticked = any(other.path == entry.path for other in self._compared)
        for text, tip, slot in (
            (
                "Un&tick" if ticked else "&Tick",
                "Compare it, or no longer; of several selected, all",
                self._tick_selection,
            ),
            ("Copy its &facts", "What is known of it, as text", self._copy_facts),
        ):
            action = menu.addAction(text)
            action.setToolTip(tip)
            action.triggered.connect(slot)
        menu.addSeparator()
        for text, tip, slot in (
            ("&Rename", "Rename it in this program; its file keeps its name", self.edit_name),
            (
                "Read its file &again",
                "Load its file; its maps are computed again if it has changed",
                self._want_read_again,
            ),
            ("Re&move from the list", "Its file stays", self.want_remove),
        ):
            action = menu.addAction(text)
            action.setToolTip(tip)
            show_available(action, not entry.bundled, "It comes with the program, and stays as it is.")
            action.triggered.connect(slot)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    @Slot()
    def _copy_facts(self) -> None:
        entry = self.chosen()
        if entry is not None:
            QGuiApplication.clipboard().setText(entry_in_full(entry, self._facts.get(entry.path)))

    @Slot()
    def _want_read_again(self) -> None:
        entry = self.chosen()
        if entry is not None:
            self.read_again_wanted.emit(entry.path)

    @Slot()
    def want_remove(self) -> None:
        """Report that those of the selected networks are to go which did not come with the program."""
        own = tuple(entry for entry in self.selection() if not entry.bundled)
        if own:
            self.remove_wanted.emit(own)
