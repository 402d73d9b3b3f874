"""The networks to choose from, and what is known of the one in use."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from lamgui.figures.palette import row_colour
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.widgets.colour_chip import colour_chip
from lamgui.widgets.form import Choice, Option, add_row, describe, narrow_form
from lamgui.wording import count_in_words

ROWS_SHOWN = (2, 5)
"""Least and most lines of the list before it scrolls."""

RANGES = (
    Option(None, "Auto", "Read off the checkpoint, or found by trying."),
    Option(1.0, "0..1", "White is 1 at the network's input."),
    Option(255.0, "0..255", "White is 255 at the network's input."),
)


class NetworkPanel(QWidget):
    """Shows the networks; reports `network_chosen`, `add_wanted`, `remove_wanted` and `range_chosen(float | None)`."""

    network_chosen = Signal(object)
    add_wanted = Signal()
    remove_wanted = Signal(object)
    range_chosen = Signal(object)
    network_ticked = Signal(object, bool)
    """A NetworkEntry, and whether it shall be compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[NetworkEntry, ...] = ()
        self._compared: tuple[NetworkEntry, ...] = ()
        self._row_height = self.fontMetrics().height() + 5
        self._facts_known: NetworkFacts | None = None
        self._loading = False
        self.list = QListWidget()
        self._facts = QLabel()
        self.range_choice = Choice(RANGES)
        self.add_button = QPushButton("A&dd…")
        self.remove_button = QPushButton("&Remove")
        self._lay_out()
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemChanged.connect(self._tick)
        self.range_choice.chosen.connect(self.range_chosen)
        self.add_button.clicked.connect(self._want_add)
        self.remove_button.clicked.connect(self._want_remove)
        self.show_entries((), None)

    def show_entries(
        self,
        entries: tuple[NetworkEntry, ...],
        current: NetworkEntry | None,
        compared: tuple[NetworkEntry, ...] = (),
    ) -> None:
        """Show the networks, the one in use selected, those that are compared ticked and in their colours."""
        with QSignalBlocker(self.list):
            if entries != self._entries or not entries:
                self._entries = entries
                self._fill()
            self._compared = compared
            for row, entry in enumerate(entries):
                self._show_tick(self.list.item(row), entry)
            self.list.setCurrentRow(_row_of(current, entries))
        self.range_choice.show_value(None if current is None else current.value_range)
        self.range_choice.setEnabled(current is not None)
        self.remove_button.setEnabled(current is not None and not current.bundled)

    def show_facts(self, facts: NetworkFacts | None) -> None:
        """Show what is known of the network in use; None where it is not loaded."""
        self._facts_known = facts
        self._show_state()

    def show_loading(self, loading: bool) -> None:
        """Say that the network in use is being read."""
        if loading != self._loading:
            self._loading = loading
            self._show_state()

    def _show_state(self) -> None:
        facts = self._facts_known
        if self._loading:
            text, tooltip = "Reading the checkpoint…", "The network is being loaded; the window stays usable."
        elif facts is None:
            text, tooltip = "No network loaded.", "Choose a network above, or add a checkpoint file."
        else:
            text, tooltip = facts_in_brief(facts), facts_in_full(facts)
        muted = self._loading or facts is None
        self._facts.setForegroundRole(QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.WindowText)
        self._facts.setText(text)
        self._facts.setToolTip(tooltip)

    def _fill(self) -> None:
        self.list.clear()
        for entry in self._entries:
            item = QListWidgetItem(entry.name)
            origin = "Comes with the program" if entry.bundled else "Your checkpoint"
            item.setToolTip(f"{origin}: {entry.path}")
            item.setSizeHint(QSize(0, self._row_height))
            self.list.addItem(item)
        rows = min(max(len(self._entries), ROWS_SHOWN[0]), ROWS_SHOWN[1])
        self.list.setFixedHeight(rows * self._row_height + 2 * self.list.frameWidth() + 2)

    def _show_tick(self, item: QListWidgetItem, entry: NetworkEntry) -> None:
        ticked = entry in self._compared
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        several = len(self._compared) > 1
        item.setIcon(colour_chip(row_colour(self._compared.index(entry))) if ticked and several else QIcon())

    def _tick(self, item: QListWidgetItem) -> None:
        entry, ticked = self._entries[self.list.row(item)], item.checkState() == Qt.CheckState.Checked
        if ticked != (entry in self._compared):
            self.network_ticked.emit(entry, ticked)

    def _choose(self, row: int) -> None:
        if row >= 0:
            entry = self._entries[row]
            self.remove_button.setEnabled(not entry.bundled)
            self.range_choice.show_value(entry.value_range)
            self.network_chosen.emit(entry)

    def _want_add(self) -> None:
        self.add_wanted.emit()

    def _want_remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0 and not self._entries[row].bundled:
            self.remove_wanted.emit(self._entries[row])

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list)
        layout.addWidget(self._facts)
        form = narrow_form()
        add_row(
            form,
            "&White is",
            self.range_choice,
            "The value range of the network F: what white is at its input. A wrong one gives a wrong map.",
        )
        layout.addLayout(form)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        layout.addLayout(buttons)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        describe(
            self.list, "Networks", "The SR network F in focus. Tick several to compare them; arrow keys choose another."
        )
        self._facts.setWordWrap(True)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        describe(
            self.add_button, "Add a network", "Add a checkpoint file of your own. It is read without running its code."
        )
        describe(
            self.remove_button,
            "Remove the network",
            "Take the network off this list; its file stays. Bundled ones stay.",
        )


def facts_in_brief(facts: NetworkFacts) -> str:
    """One line or two: what decides how the network is used."""
    white = f"0..{facts.value_range:g}"
    parameters = f"{count_in_words(facts.parameters)} parameters"
    return (
        f"{facts.architecture} ×{facts.scale} · {facts.colour.value.upper()} {white}\n"
        f"{parameters} · {facts.receptive_field.value} field"
    )


def facts_in_full(facts: NetworkFacts) -> str:
    """All that is known, a line each."""
    lines = [
        facts.name,
        f"Architecture: {facts.architecture} ({facts.paper})",
        f"Scale s: {facts.scale}",
        f"Channels: {facts.channels}, {facts.colour.value.upper()}, white is {facts.value_range:g}",
        f"Parameters: {facts.parameters:,}",
        f"Receptive field: {facts.receptive_field.value}",
        f"SHA-256: {facts.sha256}",
        *facts.notes,
    ]
    return "\n".join(lines)


def _row_of(current: NetworkEntry | None, entries: tuple[NetworkEntry, ...]) -> int:
    """The row of the entry, or of one for the same file with other conventions; -1 where there is none."""
    if current in entries:
        return entries.index(current)
    files = [(entry.name, entry.path) for entry in entries]
    return (
        -1
        if current is None or (current.name, current.path) not in files
        else files.index((current.name, current.path))
    )
