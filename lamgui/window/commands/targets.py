"""The objects that commands act on, and that decide when they can be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.control.choices import ChoiceController
from lamgui.control.messages import Messages
from lamgui.control.networks.networks import NetworksController
from lamgui.control.pictures import PicturesController
from lamgui.control.rows import RowsController
from lamgui.control.runs import RunController
from lamgui.control.session import Session
from lamgui.control.survey import SurveyController
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.window.appearance import Appearance
from lamgui.window.bind.catalogue import CatalogueCommands
from lamgui.window.bind.documents import DocumentCommands
from lamgui.window.bind.figures import FigureBinding
from lamgui.window.bind.preferences import PreferencesBinding
from lamgui.window.bind.sanity import SanityBinding
from lamgui.window.bind.studies import StudyBinding
from lamgui.window.main_window import MainWindow
from lamgui.window.tour import WindowTour


@dataclass(frozen=True)
class Targets:
    """The parts of the program that a command may reach."""

    window: MainWindow
    session: Session
    choices: ChoiceController
    pictures: PicturesController
    runs: RunController
    messages: Messages
    networks: NetworksController
    rows: RowsController
    surveys: SurveyController
    figures: FigureBinding
    documents: DocumentCommands
    sanity: SanityBinding
    studies: StudyBinding
    catalogue: CatalogueCommands
    appearance: Appearance
    preferences: PreferencesBinding
    files: FileDialogs
    tour: WindowTour
