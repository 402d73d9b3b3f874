"""Opening and saving sessions by dialog, locating missing files, and restoring after a crash."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from lamgui.control.autosave import AutosaveController
from lamgui.control.documents import DocumentController
from lamgui.control.session import Session
from lamgui.files.names import safe_name
from lamgui.jobs.documents import OpenedFigure
from lamgui.session.file import SUFFIX
from lamgui.widgets.controls.file_dialogs import FileDialogs, FileKind

SESSION_KIND = f"Session (*{SUFFIX})"
HASH_LETTERS = 12


class DocumentCommands(QObject):
    """Asks the user for files on behalf of the document controller."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        documents: DocumentController,
        autosave: AutosaveController,
        files: FileDialogs,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._documents = documents
        self._autosave = autosave
        self._files = files
        self.open_files = documents.open_files
        documents.files_missing.connect(self._ask_for_missing)

    @Slot()
    def open(self) -> None:
        """Ask for a session or figure, and open it."""
        path = self._files.ask_session()
        if path is not None:
            self._documents.open_document(path)

    @Slot()
    def save(self) -> None:
        """Save the session where it was, or ask where to."""
        if self._documents.path is None:
            self.save_as()
        else:
            self._documents.save(self._documents.path)

    @Slot()
    def save_as(self) -> None:
        """Ask where to save the session."""
        picture = self._session.state.picture
        name = safe_name(Path(picture.name).stem if picture is not None else "session")
        path = self._files.ask_target("Save the session", f"{name}{SUFFIX}", SESSION_KIND, FileKind.SESSIONS)
        if path is not None:
            self._documents.save(path)

    @Slot()
    def offer_left_behind(self) -> None:
        """After a crash, offer to restore the session."""
        path = self._autosave.left_behind()
        if path is None:
            return
        buttons = QMessageBox.StandardButton
        text = "lamgui did not close normally last time.\nDo you want to restore the session?"
        answer = QMessageBox.question(self._window, "Restore the session", text, buttons.Yes | buttons.No)
        if answer == buttons.Yes:
            self._autosave.open_left_behind(path)
        else:
            self._autosave.forget_left_behind()

    @Slot(object)
    def _ask_for_missing(self, opened: OpenedFigure) -> None:
        """Name each missing file, and let the user locate it; stops at the first that they cannot."""
        located: list[Path] = list(opened.located.files.values())
        for missing in opened.located.missing:
            buttons = QMessageBox.StandardButton
            text = (
                f"{opened.path.name} was made with the {missing.kind} {missing.name}, which was not found "
                f"(sha256 {missing.sha256[:HASH_LETTERS]}…).\nDo you want to locate it?"
            )
            if QMessageBox.question(self._window, "A file is missing", text, buttons.Yes | buttons.No) != buttons.Yes:
                return
            path = self._files.ask_file(f"Where is {missing.name}?")
            if path is None:
                return
            located.append(path)
        self._documents.open_document(opened.path, located)
