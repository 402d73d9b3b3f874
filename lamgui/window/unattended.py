"""Unattended use of the window: a screenshot of it with its first map, and then its end."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Slot

from lamgui.base.escape import for_terminal
from lamgui.control.runs import RunController
from lamgui.control.session import Session
from lamgui.widgets.controls.later import Later
from lamgui.window.main_window import MainWindow
from lamgui.window.options import WindowOptions

LAID_OUT_MS = 100
"""Time after a change until added or removed rows are laid out."""


class FirstMap(QObject):
    """Waits for the first map of all networks; `exit_status` is 1 where there should have been one."""

    def __init__(self, window: MainWindow, session: Session, runs: RunController, options: WindowOptions) -> None:
        super().__init__(window)
        self.exit_status = 0
        self._window = window
        self._session = session
        self._options = options
        self._laid_out = Later(self, self._take_first_map, LAID_OUT_MS)
        self._ended = Later(self, window.close)
        session.rows_changed.connect(self._on_rows)
        runs.run_ended.connect(self._on_run_ended)

    @Slot()
    def _on_rows(self) -> None:
        """The first map is finished when all networks have theirs, or have failed."""
        session, options = self._session, self._options
        done = set(session.analyses) | set(session.failures)
        is_over = session.analyses and done >= set(session.state.subjects) and session.running is None
        if is_over and (options.screenshot is not None or options.quit_after_first_map):
            # Later, when the other widgets are updated and laid out, too.
            self._laid_out.start()

    @Slot()
    def _take_first_map(self) -> None:
        if self._options.screenshot is not None:
            if self._window.filmstrip.is_waiting:
                self._laid_out.start()
                return
            self._window.grab().save(str(self._options.screenshot))
        if self._options.quit_after_first_map:
            self._window.close()

    @Slot(str)
    def _on_run_ended(self, reason: str) -> None:
        if self._options.quit_after_first_map and self._session.analysis is None:
            self.exit_status = 1
            sys.stderr.write(f"lamgui: {for_terminal(reason)}\n")
            self._ended.start()
