"""Opening and saving sessions by dialog, locating missing files, and restoring after a crash."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from lamgui.base.escape import for_qt
from lamgui.control.autosave import AutosaveController
from lamgui.control.documents import DocumentController
from lamgui.control.session import Session
from lamgui.files.names import safe_name
from lamgui.jobs.documents import OpenedFigure
from lamgui.session.file import SUFFIX
from lamgui.session.left_behind import LeftBehind
from lamgui.widgets.controls.file_dialogs import FileDialogs, FileKind
from lamgui.widgets.dialogs.left_behind_dialog import LeftBehindDialog

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
        documents.places_wanted.connect(self._ask_for_places)

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
        """After a crash, offer to restore what was left behind and not declined."""
        self._autosave.look_for_left_behind(self._offer)

    @Slot()
    def show_left_behind(self) -> None:
        """List what was left behind, declined or not."""
        self._autosave.look_for_left_behind(self._list_left_behind)

    def _offer(self, sessions: tuple[LeftBehind, ...]) -> None:
        if not all(one.is_declined for one in sessions):
            self._list_left_behind(sessions)

    def _list_left_behind(self, sessions: tuple[LeftBehind, ...]) -> None:
        dialog = LeftBehindDialog(sessions, self._window)
        dialog.restored.connect(self._autosave.restore)
        dialog.declined.connect(self._autosave.decline)
        dialog.open()

    @Slot(object, object)
    def _ask_for_places(self, path: Path, places: tuple[str, ...]) -> None:
        """Looking at a file on another machine sends a request there: only if the user agrees."""
        question = QMessageBox(self._window)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle("Files on other machines")
        question.setText(for_qt(f"{path.name} names files at {', '.join(places)}.\nLook for them there?"))
        question.setInformativeText(
            "That sends a request to the other machine, often with your name. Without them, what the session holds "
            "itself is shown."
        )
        look = question.addButton("&Look there", QMessageBox.ButtonRole.AcceptRole)
        leave_out = question.addButton("Open &without them", QMessageBox.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
        question.exec()
        answer = question.clickedButton()
        question.deleteLater()
        if answer is look:
            self._documents.look_elsewhere(path, places)
        elif answer is leave_out:
            self._documents.open_document(path, leave_out=True)

    @Slot(object)
    def _ask_for_missing(self, opened: OpenedFigure) -> None:
        """Name each missing file, and let the user locate it; stops at the first that they cannot."""
        located: list[Path] = list(opened.located.files.values())
        for missing in opened.located.missing:
            buttons = QMessageBox.StandardButton
            text = for_qt(
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
