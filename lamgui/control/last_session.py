"""Keeps the session as it is when the window closes, with its maps, and opens it at the next start."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QObject

from lamgui.control.desk.desk import OPEN, Desk, ignore_result
from lamgui.control.documents import DocumentController
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.jobs.documents import DocumentJobs, Opened
from lamgui.session.file import SUFFIX, OpenedSession, SessionContents

LAST_SESSION = f"last session{SUFFIX}"


class LastSessionController(QObject):
    """One file in the user's folder, written all or nothing; of two programs, the one that is closed last writes it."""

    def __init__(
        self,
        session: Session,
        desk: Desk,
        messages: Messages,
        documents: DocumentController,
        jobs: DocumentJobs,
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._messages = messages
        self._documents = documents
        self._jobs = jobs
        self.path = last_session_in(folder)
        self.is_lost = False
        """Whether it was to be stored, and is not, or not yet: then what autosave has must stay."""
        self._saved_at: Path | None = None
        self._otherwise: Callable[[], object] | None = None

    def keep(self) -> None:
        """Store the session, even though the window closes; without a picture there is nothing to store."""
        if self._session.state.picture is not None:
            self.is_lost = True
            work = self._keeping(self._documents.contents(with_results=True))
            self._desk.submit("last session", work, ignore_result, self._messages.show_error, must_end=True)

    def _keeping(self, contents: SessionContents) -> Generator[None, None, None]:
        yield from self._jobs.keep(self.path, contents)
        self.is_lost = False

    def open(self, saved_at: Path | None = None, otherwise: Callable[[], object] | None = None) -> None:
        """Open the stored session, which the user may have saved at a path; `otherwise` is called where that fails.

        With `otherwise` the program begins with it: opening it cannot be undone.
        """
        self._saved_at, self._otherwise = saved_at, otherwise
        self._desk.submit(OPEN, self._jobs.open_again(self.path), self._take, self._on_error)

    def _take(self, opened: Opened) -> None:
        if isinstance(opened, OpenedSession):
            self._documents.take_session(opened, "the last session", self._saved_at)
        if self._otherwise is not None:
            self._session.undo_stack.clear()

    def _on_error(self, error: Exception) -> None:
        self._messages.show_error(error)
        if self._otherwise is not None:
            self._otherwise()


def last_session_in(folder: Path) -> Path:
    """Where the last session lies in the user's folder."""
    return folder / LAST_SESSION
