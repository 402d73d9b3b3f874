"""Records in the user's folder beside sessions: bookmarks by picture, and where the files of finished maps lie."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.desk.desk import Desk, ignore_result
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.jobs.documents import DocumentJobs
from lamgui.session.bookmarks import BookmarkStore
from lamgui.session.state import State


class UserRecords(QObject):
    """Bookmarks are stored as they change and restored with their picture; each file of a map is noted once."""

    def __init__(
        self,
        session: Session,
        desk: Desk,
        messages: Messages,
        jobs: DocumentJobs,
        store: BookmarkStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._messages = messages
        self._jobs = jobs
        self._store = store
        self._noted: set[str] = set()
        session.changed.connect(self._on_changed)
        session.rows_changed.connect(self._note_files)

    def bring_bookmarks(self) -> None:
        """Restore the stored bookmarks of the picture in use; one patch has one bookmark."""
        state = self._session.state
        if state.picture is None:
            return
        places = {(b.picture_sha256, b.patch) for b in state.bookmarks}
        stored = self._store.load(state.picture.sha256)
        new = tuple(b for b in stored if (b.picture_sha256, b.patch) not in places)
        if new:
            self._session.take_bookmarks((*state.bookmarks, *new))

    @Slot(object, object)
    def _on_changed(self, before: State, after: State) -> None:
        if after.picture is not None and after.picture is not before.picture:
            self.bring_bookmarks()
        if before.bookmarks != after.bookmarks:
            for sha256 in {b.picture_sha256 for b in (*before.bookmarks, *after.bookmarks)}:
                self._store.save(sha256, tuple(b for b in after.bookmarks if b.picture_sha256 == sha256))

    @Slot()
    def _note_files(self) -> None:
        """Note where the files lie: figures name a file by its hash, and it is found again by that."""
        files = {a.network.sha256: s.network.path for s, a in self._session.analyses.items()}
        pictures = [a.picture for a in self._session.analyses.values()]
        pictures += [picture.reference for picture in pictures if picture.reference is not None]
        files |= {picture.sha256: picture.path for picture in pictures if picture.path is not None}
        detectors = [own for a in self._session.analyses.values() if (own := a.settings.own_detector) is not None]
        files |= {own.sha256: own.path for own in detectors if own.path is not None}
        new = {sha256: path for sha256, path in files.items() if sha256 not in self._noted}
        if new:
            self._noted |= set(new)
            self._desk.submit("note files", self._jobs.note_files(new), ignore_result, self._messages.show_error)
