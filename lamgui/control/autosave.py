"""Saves the session for after a crash, a moment after each change, and brings back what a crash left behind."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from lamgui.control.desk import OPEN, Desk, ignore_result
from lamgui.control.documents import DocumentController
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.jobs.documents import DocumentJobs, Opened
from lamgui.session.autosave import Autosave
from lamgui.session.file import OpenedSession

AUTOSAVE_AFTER_MS = 2000
"""After the last of several changes: a drag is saved once, at its end."""


class AutosaveController(QObject):
    """Writes without maps, which can be computed again; the file goes when the program ends as it should."""

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
        self._desk = desk
        self._messages = messages
        self._documents = documents
        self._jobs = jobs
        self._autosave = autosave
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

    def left_behind(self) -> Path | None:
        """The session of a program that did not end as it should."""
        return self._autosave.left_behind()

    def open_left_behind(self, path: Path) -> None:
        """Bring back what a crash left; the file stays until it has been read."""
        work = self._jobs.open(path)
        self._desk.submit(OPEN, work, self._take_left_behind, self._messages.show_error)

    def forget_left_behind(self) -> None:
        """The user does not want it back, or has it."""
        self._autosave.forget_left_behind()

    @Slot()
    def close(self) -> None:
        """The window closes as it should: nothing is left for after a crash."""
        self._timer.stop()
        self._autosave.discard()

    @Slot()
    def _wait(self) -> None:
        self._timer.start()

    def _take_left_behind(self, opened: Opened) -> None:
        if isinstance(opened, OpenedSession):
            self._documents.take_session(opened, "the last session", None)
        self.forget_left_behind()
