"""Opening files of every kind, saving sessions, and keeping what a crash would lose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lamgui.control.networks import NetworksController
from lamgui.control.runs import Controller
from lamgui.control.session import Session
from lamgui.control.worker import Desk, ignore_result
from lamgui.imaging.picture import Picture
from lamgui.jobs.documents import Documents, Opened, OpenedFigure
from lamgui.networks.checkpoint.bytes import NETWORK_SUFFIXES
from lamgui.networks.entry import NetworkEntry
from lamgui.session.autosave import Autosave
from lamgui.session.bookmarks import BookmarkStore
from lamgui.session.file import OpenedSession, SessionContents
from lamgui.session.from_figure import state_from
from lamgui.session.state import State

OPEN = "open"
AUTOSAVE_AFTER_MS = 2000


class DocumentController(QObject):
    """Every slot is something a user does with files."""

    files_missing = Signal(object)
    """OpenedFigure whose pictures or networks are gone."""
    session_path_changed = Signal(object)
    """Path of the session that is open, or None."""
    layout_opened = Signal(object)
    """How the window of a session was laid out: bytes by name."""

    def __init__(
        self,
        session: Session,
        desk: Desk,
        controller: Controller,
        networks: NetworksController,
        documents: Documents,
        store: BookmarkStore,
        autosave: Autosave,
        layout: Callable[[], Mapping[str, bytes]] = dict,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._controller = controller
        self._networks = networks
        self._documents = documents
        self._store = store
        self._autosave = autosave
        self._layout = layout
        self._path: Path | None = None
        self._remembered: set[str] = set()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(AUTOSAVE_AFTER_MS)
        self._settle.timeout.connect(self._keep)
        session.changed.connect(self._on_changed)
        session.view_changed.connect(self._wait)
        session.rows_changed.connect(self._remember_files)

    @property
    def path(self) -> Path | None:
        """Where the session was saved or opened last."""
        return self._path

    @Slot(object)
    def open_files(self, paths: Sequence[Path]) -> None:
        """Open what was dropped or chosen: networks are added, the last other file is opened."""
        for path in paths:
            if path.suffix.lower() in NETWORK_SUFFIXES:
                self._networks.add(path)
        others = [path for path in paths if path.suffix.lower() not in NETWORK_SUFFIXES]
        if others:
            self.open_document(others[-1])

    @Slot(object)
    def open_document(self, path: Path, given: Sequence[Path] = ()) -> None:
        """Open a session, a figure or a picture; `given` are files that the user pointed to."""
        work = self._documents.open(path, tuple(given))
        self._desk.submit(OPEN, work, _Taking(self, path).take, self._controller.show_error)

    @Slot(object)
    def save(self, path: Path) -> None:
        """Save the session; it is written to its end though the window is closed."""
        work = self._documents.save(path, self.contents(with_results=True))
        self._desk.submit(f"save {path}", work, self._on_saved, self._controller.show_error, must_end=True)

    def contents(self, with_results: bool) -> SessionContents:
        """The session as it is now."""
        session = self._session
        analyses = tuple(session.analyses.values()) if with_results else ()
        hashes = {subject.network.path: a.network.sha256 for subject, a in session.analyses.items()}
        return SessionContents(
            session.state, session.view, session.options, analyses, layout=self._layout(), hashes=hashes
        )

    def left_behind(self) -> Path | None:
        """The session of a program that did not end as it should."""
        return self._autosave.left_behind()

    def open_left_behind(self, path: Path) -> None:
        """Bring back what a crash left; it is kept until it has been read."""
        work = self._documents.open(path)
        self._desk.submit(OPEN, work, self._take_left_behind, self._controller.show_error)

    def _take_left_behind(self, opened: Opened) -> None:
        if isinstance(opened, OpenedSession):
            self._take_session(opened, Path("the last session"))
            self._set_path(None)
        self.forget_left_behind()

    def forget_left_behind(self) -> None:
        """The user does not want it back, or has it."""
        self._autosave.forget_left_behind()

    @Slot()
    def close(self) -> None:
        """The window closes as it should: nothing is kept for after a crash."""
        self._settle.stop()
        self._autosave.discard()

    def take(self, opened: Opened, path: Path) -> None:
        """Show what was opened."""
        if isinstance(opened, Picture):
            self._controller.take_picture(opened)
        elif isinstance(opened, OpenedFigure):
            self._take_figure(opened)
        else:
            self._take_session(opened, path)

    def _take_figure(self, opened: OpenedFigure) -> None:
        if opened.picture is None:
            self.files_missing.emit(opened)
            return
        state = state_from(opened.recipe, opened.picture, opened.located.files, self._session.state)
        label, networks = f"Open {opened.path.name}", self._with_networks_of(state)
        self._session.open(label, state, networks, options=opened.recipe.options)
        self._controller.info_raised.emit(f"The session of {opened.path.name} is back: Ctrl+E shows the figure.")

    def _take_session(self, opened: OpenedSession, path: Path) -> None:
        contents = opened.contents
        label, networks = f"Open {path.name}", self._with_networks_of(contents.state)
        self._session.open(label, contents.state, networks, contents.view, contents.options)
        self.layout_opened.emit(contents.layout)
        self._set_path(path)
        for name in opened.missing:
            self._controller.info_raised.emit(f"{name} was not found: bring it back, or open the file where it is now.")

    def _with_networks_of(self, state: State) -> tuple[NetworkEntry, ...]:
        """The list with the networks of a session, each file once."""
        listed = {entry.path: entry for entry in self._session.entries}
        new = {
            entry.path: entry for entry in state.networks if not (entry.path in listed and listed[entry.path].bundled)
        }
        return tuple((listed | new).values())

    def _set_path(self, path: Path | None) -> None:
        self._path = path
        self.session_path_changed.emit(path)

    def _on_saved(self, path: Path) -> None:
        self._set_path(path)
        self._controller.info_raised.emit(f"Saved {path}")

    @Slot(object, object)
    def _on_changed(self, before: State, after: State) -> None:
        self._wait()
        if after.picture is not None and after.picture is not before.picture:
            self._bring_bookmarks(after)
        if before.bookmarks != after.bookmarks:
            for sha256 in {b.picture_sha256 for b in (*before.bookmarks, *after.bookmarks)}:
                self._store.save(sha256, tuple(b for b in after.bookmarks if b.picture_sha256 == sha256))

    def bring_bookmarks(self) -> None:
        """The bookmarks of the picture in use come back."""
        self._bring_bookmarks(self._session.state)

    def _bring_bookmarks(self, state: State) -> None:
        if state.picture is None:
            return
        known = {(b.picture_sha256, b.patch) for b in state.bookmarks}
        stored = self._store.load(state.picture.sha256)
        new = tuple(b for b in stored if (b.picture_sha256, b.patch) not in known)
        if new:
            self._session.take_bookmarks((*self._session.state.bookmarks, *new))

    @Slot()
    def _wait(self) -> None:
        self._settle.start()

    @Slot()
    def _keep(self) -> None:
        work = self._documents.keep(self.contents(with_results=False))
        self._desk.submit("autosave", work, ignore_result, self._controller.show_error)

    @Slot()
    def _remember_files(self) -> None:
        """Each file once: figures name it by its hash, and it is found again by that."""
        files = {a.network.sha256: s.network.path for s, a in self._session.analyses.items()}
        pictures = [a.picture for a in self._session.analyses.values()]
        files |= {picture.sha256: picture.path for picture in pictures if picture.path is not None}
        detectors = [own for a in self._session.analyses.values() if (own := a.settings.own_detector) is not None]
        files |= {own.sha256: own.path for own in detectors if own.path is not None}
        new = {sha256: path for sha256, path in files.items() if sha256 not in self._remembered}
        if new:
            self._remembered |= set(new)
            work = self._documents.remember(new)
            self._desk.submit("remember", work, ignore_result, self._controller.show_error)


class _Taking:
    """Remembers which file is being opened until it is there."""

    def __init__(self, controller: DocumentController, path: Path) -> None:
        self._controller = controller
        self._path = path

    def take(self, opened: Opened) -> None:
        self._controller.take(opened, self._path)
