"""Builds the objects of the window, hands each its collaborators, and runs the event loop."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from lamgui import __version__
from lamgui.control.autosave import AutosaveController
from lamgui.control.choices import ChoiceController
from lamgui.control.desk import Desk
from lamgui.control.detector import DetectorController
from lamgui.control.documents import DocumentController
from lamgui.control.downloads import DownloadController
from lamgui.control.figures import FigureController
from lamgui.control.filmstrip import FilmstripController
from lamgui.control.messages import Messages
from lamgui.control.networks import NetworksController
from lamgui.control.preferences import Preferences
from lamgui.control.rows import RowsController
from lamgui.control.runs import RunController
from lamgui.control.sanity import SanityController
from lamgui.control.session import Session
from lamgui.control.survey import SurveyController
from lamgui.control.user_records import UserRecords
from lamgui.files.known_files import KnownFiles
from lamgui.files.shipped import icon
from lamgui.files.user_folders import user_folder
from lamgui.jobs.documents import DocumentJobs
from lamgui.jobs.figures import FigureJobs
from lamgui.jobs.pipeline import Pipeline
from lamgui.jobs.sanity import SanityJobs
from lamgui.networks.downloads.folder import DownloadedNetworks
from lamgui.session.autosave import Autosave
from lamgui.session.bookmarks import BookmarkStore
from lamgui.session.consent import CodeAnswers
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.window.appearance import Appearance
from lamgui.window.bind_catalogue import CatalogueCommands
from lamgui.window.bind_comparison import ComparisonBinding
from lamgui.window.bind_documents import DocumentCommands
from lamgui.window.bind_figures import FigureBinding
from lamgui.window.bind_networks import NetworksBinding
from lamgui.window.bind_rows import RowsBinding
from lamgui.window.bind_runs import RunsBinding
from lamgui.window.bind_sanity import SanityBinding
from lamgui.window.bind_survey import FilmstripBinding, SurveyBinding
from lamgui.window.bind_user_code import CodeCommands, DetectorCommands
from lamgui.window.commands.bar import MENUS
from lamgui.window.commands.file import RECENT
from lamgui.window.commands.targets import Targets
from lamgui.window.main_window import MainWindow
from lamgui.window.memory import WindowMemory
from lamgui.window.menu_binding import MenuBinding
from lamgui.window.options import WindowOptions
from lamgui.window.recent_files import RecentFilesMenu
from lamgui.window.start import beginning
from lamgui.window.unattended import FirstMap


def run_window(options: WindowOptions) -> int:
    """Open the window and return the program's exit status when it is closed."""
    application = make_application()
    program = Program(options, Preferences())
    sys.excepthook = program.on_unexpected_error
    program.window.show()
    # Whatever is heavy waits until the window has been painted once.
    QTimer.singleShot(0, program.begin)
    application.exec()
    program.close()
    return program.first_map.exit_status


def make_application() -> QApplication:
    """The application object, one a process."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("lamgui")
    application.setApplicationDisplayName("lamgui")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("lamgui")
    application.setWindowIcon(QIcon(str(icon("lamgui"))))
    return application


class Program(QObject):
    """One running window with all that belongs to it."""

    def __init__(self, options: WindowOptions, preferences: Preferences, user_data: Path | None = None) -> None:
        super().__init__()
        self._options = options
        self._beginning = beginning(options, preferences)
        self.session = Session(self._beginning.state, preferences.view(), self)
        self.session.set_entries(self._beginning.entries)
        self.desk = Desk(self)
        home = user_data or user_folder()
        answers = CodeAnswers(home / "own_code.json")
        pipeline = Pipeline(answers=answers)
        self.messages = Messages(self)
        self.choices = ChoiceController(self.session, self.desk, pipeline, self.messages, self)
        self.runs = RunController(self.session, self.desk, pipeline, self.messages, self)
        self.networks = NetworksController(
            self.session, self.desk, pipeline, self.choices, self.runs, self.messages, self
        )
        self.rows = RowsController(self.session, self.desk, pipeline, self)
        self.downloads = DownloadController(DownloadedNetworks(home), self.networks, self)
        self.window = MainWindow(MENUS)
        self.code_commands = CodeCommands(self.window, self.networks, answers)
        self.detectors = DetectorController(self.session, self.desk, pipeline, self.messages, self)
        self.detector_commands = DetectorCommands(self.window, self.detectors, answers)
        self.runs_binding = RunsBinding(self.window, self.session, self.choices, self.runs, self.messages)
        self.networks_binding = NetworksBinding(self.window, self.session, self.networks)
        self.rows_binding = RowsBinding(self.window, self.session, self.runs, self.rows, self.messages)
        self.comparison_binding = ComparisonBinding(self.window, self.session, self.rows)
        autosave = Autosave(home / "autosave")
        jobs = DocumentJobs(pipeline, KnownFiles(home / "known_files.json"), autosave)
        self.documents = DocumentController(
            self.session, self.desk, self.choices, self.messages, self.networks, jobs, self._layout, self
        )
        self.autosave = AutosaveController(self.session, self.desk, self.messages, self.documents, jobs, autosave, self)
        store = BookmarkStore(home / "bookmarks.json")
        self.records = UserRecords(self.session, self.desk, self.messages, jobs, store, self)
        self.surveys = SurveyController(self.session, self.desk, pipeline, self)
        self.survey_binding = SurveyBinding(self.window, self.session, self.surveys)
        self.filmstrips = FilmstripController(self.session, self.desk, pipeline, self)
        self.filmstrip_binding = FilmstripBinding(self.window, self.session, self.filmstrips)
        self.figures = FigureController(self.session, self.desk, FigureJobs(pipeline), self)
        self.figure_binding = FigureBinding(self.window, self.session, self.figures)
        self.document_commands = DocumentCommands(self.window, self.session, self.documents, self.autosave)
        self.sanity = SanityController(self.session, self.desk, SanityJobs(pipeline), self)
        self.sanity_binding = SanityBinding(self.window, self.session, self.sanity)
        self.catalogue_commands = CatalogueCommands(self.window, self.downloads)
        self.appearance = Appearance(self.window)
        self.menu_binding = MenuBinding(
            Targets(
                window=self.window,
                session=self.session,
                choices=self.choices,
                runs=self.runs,
                messages=self.messages,
                networks=self.networks,
                rows=self.rows,
                surveys=self.surveys,
                figures=self.figure_binding,
                documents=self.document_commands,
                sanity=self.sanity_binding,
                catalogue=self.catalogue_commands,
                appearance=self.appearance,
                files=FileDialogs(self.window),
            )
        )
        self.recent_files = RecentFilesMenu(self.window.menus.submenus[RECENT])
        self.recent_files.chosen.connect(self.choices.open_picture)
        self.memory = WindowMemory(
            self.window, self.session, self.choices, self.appearance, self.recent_files, preferences, options
        )
        self.first_map = FirstMap(self.window, self.session, self.runs, options)
        self._tie()

    @Slot()
    def begin(self) -> None:
        """Say what could not be opened, and start the first run."""
        for problem in self._beginning.problems:
            self.messages.show_error(problem)
        self.records.bring_bookmarks()
        self.runs.start()
        if not self._options.quit_after_first_map:
            QTimer.singleShot(0, self.document_commands.offer_left_behind)
        # The plots are the heaviest widgets: they are made while the worker imports torch.
        QTimer.singleShot(0, self.window.curves.warm_up)

    @Slot()
    def close(self) -> None:
        """End the workers and the window; a run that is on ends within one step."""
        self.downloads.close()
        self.desk.close()
        self.window.close()

    def on_unexpected_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show an error that nobody caught, and go on."""
        sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.messages.show_error(error)

    def _tie(self) -> None:
        for source in (self.figures, self.sanity):
            source.error_raised.connect(self.messages.show_error)
            source.info_raised.connect(self.messages.show_info)
        self.surveys.info_raised.connect(self.messages.show_info)
        self.documents.layout_opened.connect(self._show_layout)
        self.documents.session_path_changed.connect(self._show_session_path)
        self.window.files_dropped.connect(self.documents.open_files)
        self.window.viewer.files_dropped.connect(self.documents.open_files)
        self.window.closing.connect(self._on_closing)

    def _layout(self) -> dict[str, bytes]:
        """How the window is laid out, for a session file."""
        window = self.window
        return {"columns": bytes(window.columns.saveState().data()), "rows": bytes(window.rows.saveState().data())}

    @Slot(object)
    def _show_layout(self, layout: Mapping[str, bytes]) -> None:
        """Lay the window out as a session had it; what Qt does not recognise is left as it is."""
        self.window.columns.restoreState(QByteArray(layout.get("columns", b"")))
        self.window.rows.restoreState(QByteArray(layout.get("rows", b"")))

    @Slot(object)
    def _show_session_path(self, path: Path | None) -> None:
        self.window.setWindowFilePath("" if path is None else str(path))

    @Slot()
    def _on_closing(self) -> None:
        self.memory.keep_layout()
        self.surveys.halt()
        self.filmstrips.halt()
        self.desk.close()
        # After the worker, which may be saving the session in this moment.
        self.autosave.close()
