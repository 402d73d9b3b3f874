"""The submenus of recent pictures, sessions, networks and studies: filled from the preferences, and opened from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.control.controllers import FileControllers, MapControllers, ToolControllers
from lamgui.control.preferences import Preferences, Recent
from lamgui.control.session import Session
from lamgui.files.presence import is_there
from lamgui.files.shipped import sample_picture
from lamgui.networks.entry import NetworkEntry
from lamgui.window.commands.file import RECENT_PICTURES, RECENT_SESSIONS, RECENT_STUDIES
from lamgui.window.commands.networks import RECENT_NETWORKS
from lamgui.window.menus import Menus
from lamgui.window.recent_files import RecentFilesMenu

SUBMENUS = {
    Recent.PICTURES: RECENT_PICTURES,
    Recent.SESSIONS: RECENT_SESSIONS,
    Recent.NETWORKS: RECENT_NETWORKS,
    Recent.STUDIES: RECENT_STUDIES,
}
SAVED_AT = "session_path"
"""The preference that names the file of the session that was open when the window closed."""


class Recents(QObject):
    """Remembers what was opened last; the session that the window was closed with stands before those saved."""

    changed = Signal()
    """The preferences have changed, and are to be saved."""

    def __init__(
        self,
        menus: Menus,
        session: Session,
        maps: MapControllers,
        files: FileControllers,
        tools: ToolControllers,
        preferences: Preferences,
    ) -> None:
        super().__init__(menus)
        self._preferences = preferences
        self._files = files
        self._listed = {entry.path for entry in session.entries}
        self.menus = {kind: RecentFilesMenu(menus.submenus[name]) for kind, name in SUBMENUS.items()}
        self.menus[Recent.PICTURES].chosen.connect(maps.choices.open_picture)
        self.menus[Recent.SESSIONS].chosen.connect(self._open_session)
        self.menus[Recent.NETWORKS].chosen.connect(maps.networks.add)
        self.menus[Recent.STUDIES].chosen.connect(tools.studies.open)
        self.menus[Recent.PICTURES].cleared.connect(self._forget_pictures)
        self.menus[Recent.SESSIONS].cleared.connect(self._forget_sessions)
        self.menus[Recent.NETWORKS].cleared.connect(self._forget_networks)
        self.menus[Recent.STUDIES].cleared.connect(self._forget_studies)
        tools.studies.found.connect(self._add_study)
        maps.choices.picture_opened.connect(self._add_picture)
        files.documents.session_path_changed.connect(self._add_session)
        session.entries_changed.connect(self._add_networks)
        for kind in Recent:
            self._show(kind)

    def session_saved_at(self) -> Path | None:
        """The file of the session that the window was closed with, if it had one that is still there."""
        name = self._preferences.choice(SAVED_AT, "")
        return Path(name) if name and is_there(Path(name)) else None

    def keep_place(self) -> None:
        """The window closes: remember the file of its session."""
        path = self._files.documents.path
        self._preferences.set_choice(SAVED_AT, "" if path is None else str(path))

    def _show(self, kind: Recent) -> None:
        last = self._files.last_session.path
        first = ("&Last session", last) if kind is Recent.SESSIONS and is_there(last) else None
        self.menus[kind].show_files(self._preferences.recent(kind), first)

    def _add(self, kind: Recent, path: Path) -> None:
        self._preferences.add_recent(kind, path)
        self._show(kind)
        self.changed.emit()

    def _forget(self, kind: Recent) -> None:
        self._preferences.forget_recent(kind)
        self._show(kind)
        self.changed.emit()

    @Slot(object)
    def _open_session(self, path: Path) -> None:
        if path == self._files.last_session.path:
            self._files.last_session.open()
        else:
            self._files.documents.open_document(path)

    @Slot(object)
    def _add_picture(self, path: Path) -> None:
        if path != sample_picture():
            self._add(Recent.PICTURES, path)

    @Slot(object)
    def _add_session(self, path: Path | None) -> None:
        if path is not None:
            self._add(Recent.SESSIONS, path)

    @Slot(object)
    def _add_study(self, folder: Path) -> None:
        self._add(Recent.STUDIES, folder)

    @Slot(object)
    def _add_networks(self, entries: tuple[NetworkEntry, ...]) -> None:
        """Files that were added to the list, each once; those that come back by undo are not new."""
        for entry in entries:
            if entry.path not in self._listed and not entry.bundled and entry.earlier is None:
                self._add(Recent.NETWORKS, entry.path)
        self._listed |= {entry.path for entry in entries}

    @Slot()
    def _forget_pictures(self) -> None:
        self._forget(Recent.PICTURES)

    @Slot()
    def _forget_sessions(self) -> None:
        self._forget(Recent.SESSIONS)

    @Slot()
    def _forget_networks(self) -> None:
        self._forget(Recent.NETWORKS)

    @Slot()
    def _forget_studies(self) -> None:
        self._forget(Recent.STUDIES)
