"""The list of networks, with conventions and facts of the one that is selected: the one in use, or one at the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lamgui.base.escape import for_qt
from lamgui.networks.entry import NetworkEntry, NetworkFacts
from lamgui.widgets.controls.available import show_available
from lamgui.widgets.controls.form import describe
from lamgui.widgets.controls.header_button import HeaderButton
from lamgui.widgets.controls.plain_label import PlainLabel
from lamgui.widgets.panels.network.conventions import NetworkConventions
from lamgui.widgets.panels.network.facts import facts_in_brief, facts_in_full
from lamgui.widgets.panels.network.list import NetworkList

NO_SLOTS: Mapping[Path, int] = MappingProxyType({})
NO_NUMBERS: Mapping[Path, str] = MappingProxyType({})


class NetworkPanel(QWidget):
    """The list, with a hint below it; conventions, facts in brief, and buttons, which `details` holds.

    `add_button` and `details` are placed by the rail.
    """

    network_chosen = Signal(object)
    network_reached = Signal(object)
    """As those of the list."""
    add_wanted = Signal()
    get_wanted = Signal()
    remove_wanted = Signal(object)
    """Several NetworkEntry."""
    rename_wanted = Signal(object, str)
    read_again_wanted = Signal(object)
    convention_chosen = Signal(str, object)
    """Name of a field of NetworkEntry and its value, None for the detected one."""
    networks_ticked = Signal(object, bool)
    """Several NetworkEntry, and whether they are to be compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current: NetworkEntry | None = None
        self._facts_known: NetworkFacts | None = None
        self._facts_by_file: Mapping[Path, NetworkFacts] = {}
        self._reading: tuple[Path, ...] = ()
        self._loading = False
        self.list = NetworkList()
        self._facts = PlainLabel()
        self._hint = PlainLabel()
        self.conventions = NetworkConventions()
        self.details = QWidget()
        self.add_button = HeaderButton(
            "A&dd…", "Add a network", "Add files of your own, or drop them here. Weights are read without code."
        )
        self.get_button = QPushButton("Ge&t more…")
        self.remove_button = QPushButton("&Remove")
        self._lay_out()
        self.list.network_chosen.connect(self._choose)
        self.list.network_reached.connect(self.network_reached)
        self.list.itemSelectionChanged.connect(self._show_selected)
        self.list.networks_ticked.connect(self.networks_ticked)
        self.list.rename_wanted.connect(self.rename_wanted)
        self.list.remove_wanted.connect(self.remove_wanted)
        self.list.read_again_wanted.connect(self.read_again_wanted)
        self.conventions.convention_chosen.connect(self.convention_chosen)
        self.add_button.clicked.connect(self._want_add)
        self.get_button.clicked.connect(self._want_get)
        self.remove_button.clicked.connect(self.list.want_remove)
        self.show_entries((), None)

    def show_entries(
        self,
        entries: tuple[NetworkEntry, ...],
        current: NetworkEntry | None,
        compared: tuple[NetworkEntry, ...] = (),
        slots: Mapping[Path, int] = NO_SLOTS,
        pixels: Mapping[Path, str] = NO_NUMBERS,
    ) -> None:
        """Show the networks, the one in use selected, those that are compared ticked, in the colours of their slots.

        `pixels` are the effective pixels of their maps, in words, by their files.
        """
        self.list.show_entries(entries, current, compared, slots)
        self.list.show_pixels(pixels)
        self._current = current
        self._show_selected()

    def show_facts(self, facts: NetworkFacts | None) -> None:
        """Show the facts of the network in use; None where it is not loaded."""
        self._facts_known = facts
        self._show_state()

    def show_known(self, facts: Mapping[Path, NetworkFacts]) -> None:
        """Show the facts of all networks that have been loaded: in tooltips, and as evidence for conventions."""
        self._facts_by_file = facts
        self.list.show_known(facts)
        self._show_selected()

    def show_hint(self, text: str) -> None:
        """Say below the facts what a user may want to try; nothing for an empty text."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def show_loading(self, loading: bool) -> None:
        """Show that the network in use is being loaded."""
        if loading != self._loading:
            self._loading = loading
            self._show_state()

    def show_reading(self, paths: Sequence[Path]) -> None:
        """Show which files are being loaded, to be added."""
        self._reading = tuple(paths)
        self._show_state()

    def select_in_use(self) -> None:
        """Select the network in use."""
        self.list.select_in_use()
        self._show_selected()

    @property
    def _other_at_keys(self) -> NetworkEntry | None:
        """The one selected network where it is not the one in use."""
        selected = self.list.selection()
        in_use = None if self._current is None else self._current.path
        return selected[0] if len(selected) == 1 and selected[0].path != in_use else None

    @Slot()
    def _show_selected(self) -> None:
        """What the buttons act on, and what is said, is of the selected network."""
        current = self._current
        chosen = self.list.selection()
        otherwise = "The networks that come with the program stay." if chosen else "No network is selected."
        show_available(self.remove_button, any(not entry.bundled for entry in chosen), otherwise)
        self.conventions.show_conventions(current, None if current is None else self._facts_by_file.get(current.path))
        # The conventions of a bundled network are known, and shown in brief below the list.
        is_own = current is not None and not current.bundled
        self.conventions.setVisible(is_own and self._other_at_keys is None)
        self._show_state()

    def _show_state(self) -> None:
        other = self._other_at_keys
        facts = self._facts_known if other is None else self._facts_by_file.get(other.path)
        if self._reading:
            others = len(self._reading) - 1
            more = f" and {others} more" if others else ""
            text = f"Reading {self._reading[0].name}{more}…\nCtrl+. cancels it."
            tooltip = "What its file does not state is found by trial; the window stays usable."
        elif self._loading and other is None:
            text, tooltip = "Reading the checkpoint…", "The network is being loaded; the window stays usable."
        elif other is not None and facts is None:
            text, tooltip = "Not loaded: Enter runs it, Space ticks it.", "Arrow keys run nothing."
        elif facts is None:
            text, tooltip = "No network loaded.", "Choose a network above, or add a checkpoint file."
        else:
            text, tooltip = facts_in_brief(facts), facts_in_full(facts)
        muted = bool(self._reading) or facts is None or (self._loading and other is None)
        self._facts.setForegroundRole(QPalette.ColorRole.PlaceholderText if muted else QPalette.ColorRole.WindowText)
        self._facts.setText(text)
        self._facts.setToolTip(for_qt(tooltip))

    @Slot(object)
    def _choose(self, entry: NetworkEntry) -> None:
        self.network_chosen.emit(entry)

    @Slot()
    def _want_add(self) -> None:
        self.add_wanted.emit()

    @Slot()
    def _want_get(self) -> None:
        self.get_wanted.emit()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.list)
        layout.addWidget(self._hint)
        details = QVBoxLayout(self.details)
        details.setSpacing(4)
        details.addWidget(self._facts)
        details.addWidget(self.conventions)
        buttons = QHBoxLayout()
        buttons.addWidget(self.get_button)
        buttons.addWidget(self.remove_button)
        details.addLayout(buttons)
        self._hint.setWordWrap(True)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._hint.hide()
        self._facts.setWordWrap(True)
        self._facts.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 2)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        describe(self.get_button, "Get more networks", "Download releases of the networks' authors.")
        describe(
            self.remove_button,
            "Remove the network",
            "Take the selected networks off this list; bundled ones and all files stay. Get more… deletes downloads.",
        )
