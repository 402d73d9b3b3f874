"""Saves the session a moment after each change, and restores it after a crash."""

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
        """The session of a program that did not end normally."""
        return self._autosave.left_behind()

    def open_left_behind(self, path: Path) -> None:
        """Restore the session after a crash; the file stays until it has been read."""
        work = self._jobs.open(path)
        self._desk.submit(OPEN, work, self._take_left_behind, self._messages.show_error)

    def forget_left_behind(self) -> None:
        """Delete the session of a crash: the user has declined it, or it is restored."""
        self._autosave.forget_left_behind()

    @Slot()
    def close(self) -> None:
        """The window closes normally: nothing is left to restore."""
        self._timer.stop()
        self._autosave.discard()

    @Slot()
    def _wait(self) -> None:
        self._timer.start()

    def _take_left_behind(self, opened: Opened) -> None:
        if isinstance(opened, OpenedSession):
            self._documents.take_session(opened, "the last session", None)
        self.forget_left_behind()
