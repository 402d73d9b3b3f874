"""Ties the network panel to the session and to the controllers of the list and of the ticks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from lamgui.base.wording import effective_to_its_digit
from lamgui.control.controllers import MapControllers
from lamgui.control.session import Session
from lamgui.files.shipped import sample_picture
from lamgui.maps.progress import Stage
from lamgui.networks.catalogue import wide_entry, wide_releases
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import RowsOf, State, Subject
from lamgui.window.main_window import MainWindow
from lamgui.window.show_once import ShowOnce

HIDDEN = "hidden"
"""Of a network that is compared, but whose cell was hidden."""


class NetworksBinding(QObject):
    """Shows the list, facts and files being loaded; passes on what the user does to list, ticks and conventions.

    The highlighted line is that of the network in focus, unless the arrow keys have gone on to one that would have to
    be run: the buttons act on what is highlighted. After whatever the user did to the list, it is shown again as the
    session has it.
    """

    def __init__(self, window: MainWindow, session: Session, maps: MapControllers) -> None:
        super().__init__(window)
        self._session = session
        self._networks = networks = maps.networks
        self._choices = maps.choices
        self._rows = maps.rows
        self._runs = maps.runs
        self._panel = panel = window.network_panel
        self._show_entries = ShowOnce(panel.show_entries)
        self._show_known = ShowOnce(panel.show_known)
        self._show_hint = ShowOnce(panel.show_hint)
        self._show_facts = ShowOnce(panel.show_facts)
        self._show_reading = ShowOnce(panel.show_reading)
        panel.network_chosen.connect(self._choose)
        panel.network_reached.connect(self._reach)
        panel.networks_ticked.connect(self._tick)
        panel.remove_wanted.connect(self._remove)
        panel.rename_wanted.connect(self._rename)
        panel.read_again_wanted.connect(networks.read_again)
        panel.convention_chosen.connect(networks.state_convention)
        window.progress_strip.cancel_wanted.connect(networks.cancel)
        session.settled.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        session, state, progress = self._session, self._session.state, self._session.progress
        slots = {network.path: state.slot_of(Subject(network)) for network in state.networks}
        self._show_entries(session.entries, state.network, state.networks, slots, self._pixels())
        self._show_known(session.known_facts)
        self._show_hint(hint_of(state))
        self._show_facts(session.facts)
        self._show_reading(session.loading)
        is_loading = progress is not None and progress.stage is Stage.LOADING
        is_focus = session.running is None or session.running == state.focus
        self._panel.show_loading(is_loading and is_focus and session.facts is None)

    def _pixels(self) -> dict[Path, str]:
        """The effective pixels of the finished maps by the networks' files; of several of a network that in focus.

        A network whose cell is hidden says so in their place.
        """
        session, state = self._session, self._session.state
        found: dict[Path, str] = {}
        for subject in state.subjects:
            analysis = session.analyses.get(subject)
            if analysis is not None and (subject.is_network or subject == state.focus):
                found[subject.network.path] = (
                    f"{effective_to_its_digit(analysis.effective_pixels, analysis.effective_pixels_error)} px"
                )
        seen = {subject.network for subject in state.visible_subjects}
        return found | {entry.path: HIDDEN for entry in state.hidden if entry in state.networks and entry not in seen}

    def _show_again(self) -> None:
        self._show_entries.forget()
        self._show()

    @Slot(object)
    def _choose(self, entry: NetworkEntry) -> None:
        self._choices.choose_network(entry)
        focus = self._session.state.focus
        if focus is not None:
            self._runs.resume(focus)
        self._show_again()
        self._panel.select_in_use()

    @Slot(object)
    def _reach(self, entry: NetworkEntry) -> None:
        """A network that is compared gets the focus: its map is there, or is on its way. For no other a run begins."""
        state = self._session.state
        if state.rows is RowsOf.NETWORKS and entry in state.networks:
            self._choices.choose_network(entry)

    @Slot(object, bool)
    def _tick(self, entries: tuple[NetworkEntry, ...], ticked: bool) -> None:
        self._rows.tick_networks(entries, ticked)
        self._show_again()

    @Slot(object)
    def _remove(self, entries: tuple[NetworkEntry, ...]) -> None:
        self._networks.remove(*entries)
        self._show_again()

    @Slot(object, str)
    def _rename(self, entry: NetworkEntry, name: str) -> None:
        self._networks.rename(entry, name)
        self._show_again()


def hint_of(state: State) -> str:
    """What is one tick away while the sample is open and no wide network is chosen: how far a map can reach."""
    wide = wide_entry()
    if wide is None or state.picture is None or state.picture.path != sample_picture() or wide in state.networks:
        return ""
    offered = " and ".join(f"{release.architecture} ({release.size_in_words})" for release in wide_releases())
    return f"Tick {wide.label}: its map reaches over the louvres.\nGet more… has the authors' {offered}."
