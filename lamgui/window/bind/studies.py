"""Ties the window of studies to their controller; it is made when it is first opened."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.session import Session
from lamgui.control.studies import StudyController
from lamgui.jobs.studies.state import OpenStudy
from lamgui.session.colour_slots import SLOTS
from lamgui.widgets.controls.file_dialogs import FileDialogs, FileKind
from lamgui.widgets.studies.new_study_dialog import NewStudyDialog
from lamgui.widgets.studies.study_window import StudyWindow
from lamgui.window.main_window import MainWindow
from lamgui.window.message_places import MessagePlaces


class StudyBinding(QObject):
    """Asks for studies on behalf of their controller, and shows the one that is open."""

    def __init__(
        self, window: MainWindow, session: Session, studies: StudyController, files: FileDialogs, places: MessagePlaces
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._studies = studies
        self._files = files
        self._places = places
        self._study_window: StudyWindow | None = None
        studies.opened.connect(self._show_window)
        studies.changed.connect(self._show)
        studies.item_opened.connect(self._show_main_window)
        studies.error_raised.connect(self._show_error)
        studies.info_raised.connect(self._show_info)
        window.closing.connect(self._close)

    @property
    def window(self) -> StudyWindow | None:
        """The window of studies; None before it is first opened."""
        return self._study_window

    @Slot()
    def new(self) -> NewStudyDialog:
        """Put a new study together; returns the dialog, which is open."""
        session = self._session
        dialog = NewStudyDialog(session.state, session.entries, session.pictures, self._files.folders, self._window)
        dialog.made.connect(self._studies.make)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @Slot()
    def open(self) -> None:
        """Ask for a study, and open it."""
        folder = self._files.ask_folder("Open a study: the folder with study.toml in it", FileKind.STUDIES)
        if folder is not None:
            self._studies.open(folder)

    @Slot()
    def _show_window(self) -> None:
        if self._study_window is None:
            self._study_window = self._made()
        self._show(self._studies.study)
        self._study_window.show()
        self._study_window.raise_()
        self._study_window.activateWindow()

    def _made(self) -> StudyWindow:
        window, studies = StudyWindow(self._files.folders), self._studies
        window.start_wanted.connect(studies.start)
        window.pause_wanted.connect(studies.pause)
        window.retry_wanted.connect(studies.retry)
        window.plan_wanted.connect(studies.plan)
        window.export_wanted.connect(studies.export)
        window.figure_wanted.connect(studies.draw_figure)
        window.item_wanted.connect(studies.show_item)
        window.closed.connect(studies.pause)
        return window

    @Slot(object)
    def _show(self, study: OpenStudy | None) -> None:
        if self._study_window is not None and study is not None:
            self._study_window.show_study(study, self._slots(study))

    def _slots(self, study: OpenStudy) -> dict[int, int]:
        """The colours: networks have that of the main window, the others those that are left, in their order."""
        if study.snapshot is None:
            return {}
        by_name = {entry.name: slot for slot, entry in enumerate(self._session.state.coloured) if entry is not None}
        networks = study.snapshot.layout.networks
        slots = {number: by_name[name] for number, name in enumerate(networks) if name in by_name}
        free = [slot for slot in range(SLOTS) if slot not in slots.values()]
        others = [number for number in range(len(networks)) if number not in slots]
        return slots | {number: free[k % len(free)] if free else k for k, number in enumerate(others)}

    @Slot()
    def _show_main_window(self) -> None:
        """The map of an item appears there: it must be in sight."""
        self._window.raise_()
        self._window.activateWindow()

    @Slot()
    def _close(self) -> None:
        """With the main window; what is done for a study stops."""
        if self._study_window is not None:
            self._study_window.close()
            self._study_window.deleteLater()
            self._study_window = None

    @Slot(object)
    def _show_error(self, error: BaseException) -> None:
        self._places.show_error(error, None if self._study_window is None else self._study_window.message_bar)

    @Slot(str)
    def _show_info(self, text: str) -> None:
        self._places.show_info(text, None if self._study_window is None else self._study_window.message_bar)
