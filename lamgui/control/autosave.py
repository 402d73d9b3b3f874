"""Saves the session a moment after each change, and restores it after a crash."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from lamgui.control.desk.desk import OPEN, Desk, ignore_result
from lamgui.control.documents import DocumentController
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.jobs.documents import DocumentJobs, Opened
from lamgui.session.autosave import Autosave
from lamgui.session.file import OpenedSession
from lamgui.session.left_behind import LeftBehind

LEFT_BEHIND = "left behind"
"""The lane of looking for them."""

AUTOSAVE_AFTER_MS = 2000
"""Delay after the last of several changes: a drag is saved once, at its end."""


class AutosaveController(QObject):
    """Writes without maps, which can be computed again; the file is deleted when the program ends normally."""

    def __init__(
        self,
        session: Session,
        desk: Desk,
        messages: Messages,
        documents: DocumentController,
        jobs: DocumentJobs,
        autosave: Autosave,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._messages = messages
        self._documents = documents
        self._jobs = jobs
        self._autosave = autosave
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)
        session.changed.connect(self._wait)
        session.view_changed.connect(self._wait)

    @Slot()
    def save(self) -> None:
        """Save the session as it is now."""
        work = self._jobs.autosave(self._documents.contents(with_results=False))
        self._desk.submit("autosave", work, ignore_result, self._messages.show_error)

    def save_at_the_end(self) -> None:
        """The program is ended from outside: save what is there, whatever else is being done, for the next start."""
        self.stop()
        if self._session.state.picture is not None:
            work = self._jobs.autosave(self._documents.contents(with_results=False))
            self._desk.submit("autosave", work, ignore_result, self._messages.show_error, must_end=True)

    def look_for_left_behind(self, show: Callable[[tuple[LeftBehind, ...]], None]) -> None:
        """Call `show` with the sessions of programs that did not end as a user ends them."""
        self._desk.submit(LEFT_BEHIND, self._jobs.left_behind(), show, self._messages.show_error)

    def restore(self, path: Path) -> None:
        """Open one of them; its file is deleted only when this program has saved what it read."""
        self._desk.submit(
            OPEN, self._jobs.open_again(path), partial(self._take_left_behind, path), self._messages.show_error
        )

    def decline(self, path: Path) -> None:
        """Offer one of them no more at the start; it can be had for some weeks."""
        self._desk.submit(str(path), self._jobs.decline(path), ignore_result, self._messages.show_error, must_end=True)

    def stop(self) -> None:
        """Save no change from here on: what comes while the program ends is none of the user's."""
        self._is_over = True
        self._timer.stop()

    def close(self) -> None:
        """The window closes normally: nothing is left to restore."""
        self._autosave.discard()

    @Slot()
    def _wait(self) -> None:
        if not self._is_over:
            self._timer.start()

    def _take_left_behind(self, path: Path, opened: Opened) -> None:
        if isinstance(opened, OpenedSession):
            self._documents.take_session(opened, "the session that was left behind", None)
            work = self._jobs.autosave(self._documents.contents(with_results=False))
            self._desk.submit("autosave", work, partial(self._forget, path), self._messages.show_error)

    def _forget(self, path: Path, _: object) -> None:
        self._desk.submit(str(path), self._jobs.forget(path), ignore_result, self._messages.show_error, must_end=True)
