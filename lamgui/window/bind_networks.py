"""Ties the network panel to the session and to the controller of the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from lamgui.control.networks import NetworksController
from lamgui.control.session import Session
from lamgui.maps.progress import Progress, Stage
from lamgui.networks.entry import NetworkFacts
from lamgui.window.main_window import MainWindow


class NetworksBinding(QObject):
    """Shows facts and files being loaded; passes on what the user does to the list and to conventions."""

    def __init__(self, window: MainWindow, session: Session, networks: NetworksController) -> None:
        super().__init__(window)
        self._session = session
        self._strip = window.progress_strip
        self._panel = window.network_panel
        self._panel.remove_wanted.connect(networks.remove)
        self._panel.rename_wanted.connect(networks.rename)
        self._panel.read_again_wanted.connect(networks.read_again)
        self._panel.convention_chosen.connect(networks.state_convention)
        window.progress_strip.cancel_wanted.connect(networks.cancel)
        session.facts_changed.connect(self._show_facts)
        session.known_facts_changed.connect(self._panel.show_known)
        session.loading_changed.connect(self._show_reading)
        self._panel.show_known(session.known_facts)

    @Slot(object)
    def _show_reading(self, paths: tuple[Path, ...]) -> None:
        """Show files being loaded in the progress strip, unless a run uses it."""
        self._panel.show_reading(paths)
        if self._session.progress is None:
            reading = Progress(Stage.LOADING) if paths else None
            self._strip.show_progress(reading, paths[0].name if paths else "")

    @Slot(object)
    def _show_facts(self, facts: NetworkFacts | None) -> None:
        self._panel.show_facts(facts)
