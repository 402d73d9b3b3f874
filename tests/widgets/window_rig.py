"""The whole window with session and controller behind it, and a hand for the dialogs that it opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lamgui.control.detector import DetectorController
from lamgui.control.downloads import DownloadController
from lamgui.control.figures import FigureController
from lamgui.control.filmstrip import FilmstripController
from lamgui.control.sanity import SanityController
from lamgui.control.survey import SurveyController
from lamgui.files.user_folders import user_folder
from lamgui.jobs.figures import FigureJobs
from lamgui.jobs.sanity import SanityJobs
from lamgui.networks.downloads.folder import DownloadedNetworks
from lamgui.session.consent import CodeAnswers
from lamgui.session.state import State
from lamgui.widgets.controls.elided_label import ElidedLabel
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
from lamgui.window.bind_user_code import DetectorCommands
from lamgui.window.commands.bar import MENUS
from lamgui.window.commands.file import RECENT
from lamgui.window.commands.targets import Targets
from lamgui.window.main_window import MainWindow
from lamgui.window.menu_binding import MenuBinding
from lamgui.window.recent_files import RecentFilesMenu
from tests.rig import Files, Rig

Dialog = TypeVar("Dialog", bound=QDialog)
LOOK_AGAIN_MS = 20


class WindowRig(Rig):
    """A Rig under a window of 1280x800."""

    def __init__(self, qtbot: QtBot, state: State | None = None) -> None:
        super().__init__(qtbot, state)
        self.window = MainWindow(MENUS)
        qtbot.addWidget(self.window)
        self.runs_binding = RunsBinding(self.window, self.session, self.choices, self.runs, self.messages)
        self.networks_binding = NetworksBinding(self.window, self.session, self.networks)
        self.rows_binding = RowsBinding(self.window, self.session, self.runs, self.rows, self.messages)
        self.comparison_binding = ComparisonBinding(self.window, self.session, self.rows)
        files = Files(self, user_folder())
        self.documents, self.autosave, self.records = files.documents, files.autosave, files.records
        self.surveys = SurveyController(self.session, self.desk, self.pipeline)
        self.survey_binding = SurveyBinding(self.window, self.session, self.surveys)
        self.filmstrips = FilmstripController(self.session, self.desk, self.pipeline)
        self.filmstrip_binding = FilmstripBinding(self.window, self.session, self.filmstrips)
        answers = CodeAnswers()
        self.detectors = DetectorController(self.session, self.desk, self.pipeline, self.messages)
        self.detector_commands = DetectorCommands(self.window, self.detectors, answers)
        self.figures = FigureController(self.session, self.desk, FigureJobs(self.pipeline))
        self.figure_binding = FigureBinding(self.window, self.session, self.figures)
        self.document_commands = DocumentCommands(self.window, self.session, self.documents, self.autosave)
        self.sanity = SanityController(self.session, self.desk, SanityJobs(self.pipeline))
        self.sanity_binding = SanityBinding(self.window, self.session, self.sanity)
        self.downloads = DownloadController(DownloadedNetworks(), self.networks)
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
        self.window.files_dropped.connect(self.documents.open_files)
        self.window.viewer.files_dropped.connect(self.documents.open_files)
        self.window.resize(1280, 800)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def choose(self, command: str) -> None:
        """Choose a menu item."""
        self.window.menus.actions[command].trigger()

    def close(self) -> None:
        """End the workers, then the window."""
        self.downloads.close()
        self.desk.close()
        self.window.close()


def words_in(widget: QWidget) -> str:
    """All that the labels of a widget say, those included that elide what has no room."""
    said = [label.text() for label in widget.findChildren(QLabel)]
    return "\n".join(said + [label.text() for label in widget.findChildren(ElidedLabel)])


def on_dialog(answer: Callable[[QWidget], None]) -> None:
    """Give the next modal dialog an answer as soon as it is there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(0, look)
        else:
            answer(dialog)

    QTimer.singleShot(0, look)


def choose_file(path: Path, kind: str = "", replace: bool | None = None) -> None:
    """Choose a file in the next file dialog, of a kind if it is named; `replace` answers that question."""

    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(path.parent))
        dialog.selectFile(path.name)
        if kind:
            dialog.selectNameFilter(kind)
            dialog.filterSelected.emit(kind)
        if replace is not None:
            on_question(replace)
        dialog.accept()
        if dialog.isVisible():
            dialog.reject()

    on_dialog(answer)


def on_question(yes: bool) -> None:
    """Answer the next question as soon as it is asked."""
    buttons = QMessageBox.StandardButton
    answering(QMessageBox, lambda question: question.button(buttons.Yes if yes else buttons.No).click())


def answering(kind: type[Dialog], answer: Callable[[Dialog], object]) -> list[Dialog]:
    """Give the next dialog of a kind an answer as soon as it is there, and others none; the list tells of it."""
    seen: list[Dialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            seen.append(dialog)
            answer(dialog)
        else:
            QTimer.singleShot(LOOK_AGAIN_MS, look)

    QTimer.singleShot(0, look)
    return seen
