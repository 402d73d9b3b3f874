"""Opens files of every kind that are dropped or chosen, and saves sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.control.choices import ChoiceController
from lamgui.control.desk.desk import OPEN, Desk
from lamgui.control.messages import Messages
from lamgui.control.networks.networks import NetworksController
from lamgui.control.pictures import PicturesController
from lamgui.control.session import Session
from lamgui.figures.locate import Looking
from lamgui.files.elsewhere import FilesElsewhere
from lamgui.files.presence import asked
from lamgui.imaging.picture import Picture
from lamgui.imaging.suffixes import PICTURE_SUFFIXES
from lamgui.jobs.documents import DocumentJobs, Opened, OpenedFigure
from lamgui.networks.checkpoint.bytes import NETWORK_SUFFIXES
from lamgui.networks.entry import NetworkEntry
from lamgui.session.file import OpenedSession, SessionContents
from lamgui.session.from_figure import state_from
from lamgui.session.state import State

LONG_SEARCH_BYTES = 256 << 20
"""After so many bytes hashed, which takes about a second, the search for a figure's files is said to go on."""


class DocumentController(QObject):
    """Every slot is an action of the user on files."""

    files_missing = Signal(object)
    """OpenedFigure whose pictures or networks are missing."""
    places_wanted = Signal(object, object)
    """Path of a session, and the places on other machines at which it names files."""
    session_path_changed = Signal(object)
    """Path of the session that is open, or None."""
    layout_opened = Signal(object)
    """Layout of a session's window: bytes by name."""

    def __init__(
        self,
        session: Session,
        desk: Desk,
        choices: ChoiceController,
        messages: Messages,
        networks: NetworksController,
        pictures: PicturesController,
        jobs: DocumentJobs,
        layout: Callable[[], Mapping[str, bytes]] = dict,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._choices = choices
        self._messages = messages
        self._networks = networks
        self._pictures = pictures
        self._jobs = jobs
        self._layout = layout
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        """Where the session was saved or opened last."""
        return self._path

    @Slot(object)
    def open_files(self, paths: Sequence[Path]) -> None:
        """Open files that were dropped or chosen: networks are added, several pictures are listed to step through.

        Of several sessions the last is opened, of a folder its pictures.
        """
        self._networks.add_files([path for path in paths if path.suffix.lower() in NETWORK_SUFFIXES])
        others = [path for path in paths if path.suffix.lower() not in NETWORK_SUFFIXES]
        pictures = [path for path in others if path.suffix.lower() in PICTURE_SUFFIXES]
        if len(pictures) > 1:
            self._pictures.open_all(pictures)
        elif others and bool(asked(others[-1].parent, others[-1].is_dir)):
            self._pictures.open_folder(others[-1])
        elif others:
            self.open_document(others[-1])

    @Slot(object)
    def open_document(self, path: Path, given: Sequence[Path] = (), leave_out: bool = False) -> None:
        """Open a session, a figure or a picture; `given` are files that the user pointed to.

        Files of a session on other machines are looked at where the user agreed to it, with `leave_out` not at all.
        """
        work = self._jobs.open(path, tuple(given), leave_out=leave_out)
        opening = _Opening(self, path)
        self._desk.submit(OPEN, work, opening.take, opening.failed, opening.report)

    def look_elsewhere(self, path: Path, places: tuple[str, ...]) -> None:
        """Open a session whose files on other machines may be looked at from now on."""
        self._jobs.agreed_places.add(places)
        self.open_document(path)

    def fail(self, path: Path, error: Exception) -> None:
        """Ask whether files on other machines may be looked at; say why else a document cannot be opened."""
        if isinstance(error, FilesElsewhere):
            self.places_wanted.emit(path, error.places)
        else:
            self._messages.show_error(error)

    @Slot(object)
    def save(self, path: Path) -> None:
        """Save the session; writing is finished even if the window is closed."""
        work = self._jobs.save(path, self.contents(with_results=True))
        self._desk.submit(f"save {path}", work, self._on_saved, self._messages.show_error, must_end=True)

    def contents(self, with_results: bool) -> SessionContents:
        """The session in its present state."""
        session = self._session
        analyses = tuple(session.analyses.values()) if with_results else ()
        hashes = {subject.network.path: a.network.sha256 for subject, a in session.analyses.items()}
        return SessionContents(
            session.state, session.view, session.options, analyses, layout=self._layout(), hashes=hashes
        )

    def say_that_it_looks(self, path: Path) -> None:
        """Say that the folder of a figure is searched for its files."""
        self._messages.show_info(
            f"Searching {path.parent} for the files of {path.name}: opening another file stops that."
        )

    def take(self, opened: Opened, path: Path) -> None:
        """Show what was opened."""
        if isinstance(opened, Picture):
            self._choices.take_picture(opened)
        elif isinstance(opened, OpenedFigure):
            self._take_figure(opened)
        else:
            self.take_session(opened, path.name, path)

    def _take_figure(self, opened: OpenedFigure) -> None:
        if opened.picture is None:
            self.files_missing.emit(opened)
            return
        state = state_from(opened.recipe, opened.picture, opened.located.files, self._session.state)
        label, networks = f"Open {opened.path.name}", self._with_networks_of(state)
        self._session.open(label, state, networks, options=replace(opened.recipe.options, colour_slots=()))
        self._messages.show_info(f"The session of {opened.path.name} is back: Ctrl+E shows the figure.")

    def take_session(self, opened: OpenedSession, name: str, path: Path | None) -> None:
        """Show a session called `name`; saving writes to `path`, or (None) asks where to."""
        contents = opened.contents
        label, networks = f"Open {name}", self._with_networks_of(contents.state)
        self._session.open(label, contents.state, networks, contents.view, contents.options)
        self.layout_opened.emit(contents.layout)
        self._set_path(path)
        for file in opened.missing:
            self._messages.show_info(f"{file} was not found: bring it back, or open the file where it is now.")

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
        self._messages.show_info(f"Saved {path}")


class _Opening:
    """Remembers which file is being opened until it is read."""

    def __init__(self, controller: DocumentController, path: Path) -> None:
        self._controller = controller
        self._path = path
        self._has_said = False

    def report(self, looking: Looking | None) -> None:
        """Say once that a search takes long."""
        if looking is not None and looking.hashed_bytes > LONG_SEARCH_BYTES and not self._has_said:
            self._has_said = True
            self._controller.say_that_it_looks(self._path)

    def take(self, opened: Opened) -> None:
        self._controller.take(opened, self._path)

    def failed(self, error: Exception) -> None:
        self._controller.fail(self._path, error)
