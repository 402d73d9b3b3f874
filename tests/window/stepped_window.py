"""A window with session and controllers over jobs that a test takes through their steps, and fresh ones beside it."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from lamgui.control.controllers import FileControllers, MapControllers, ToolControllers
from lamgui.control.session import Session
from lamgui.networks.entry import NetworkEntry
from lamgui.session.consent import CodeAnswers
from lamgui.session.state import State
from lamgui.window.bindings import Bindings
from lamgui.window.commands.bar import MENUS
from lamgui.window.main_window import MainWindow
from tests.window.looks import Looks, looks_of
from tests.window.stepped import SteppedDesk, StubPipeline


class Stepped:
    """A window over stepped jobs, and what it showed."""

    desk: SteppedDesk

    def __init__(self, home: Path, state: State, entries: tuple[NetworkEntry, ...]) -> None:
        self.home = home
        self.session = Session(state)
        self.session.set_entries(entries)
        self.maps = MapControllers(self.session, StubPipeline())
        assert isinstance(self.maps.desk, SteppedDesk)
        self.desk = self.maps.desk
        self.files = FileControllers(self.maps, home)
        self.tools = ToolControllers(self.maps, home)
        self.window = self.fresh_window()
        self.ends: list[str] = []
        self.maps.runs.run_ended.connect(self.ends.append)

    def fresh_window(self) -> MainWindow:
        """Another window on the same session."""
        window = MainWindow(MENUS)
        window.bindings = Bindings(window, self.maps, self.files, self.tools, CodeAnswers())  # type: ignore[attr-defined]
        window.resize(1280, 800)
        return window

    def looks_afresh(self) -> Looks:
        """What a fresh window shows of the session."""
        window = self.fresh_window()
        looks = looks_of(window)
        _drop(window)
        return looks

    def close(self) -> None:
        """End all."""
        self.tools.close()
        self.desk.close()
        _drop(self.window)
        del self.window
        gc.collect()


def _drop(window: MainWindow) -> None:
    """Have Qt delete a window as it deletes those of other tests; Python's wrappers of its items may outlive it."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
