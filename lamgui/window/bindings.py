"""Ties a window to the controllers: a binding or commands for each concern, and the menus that act on all of them."""

from __future__ import annotations

from lamgui.control.controllers import FileControllers, MapControllers, ToolControllers
from lamgui.control.preferences import Preferences
from lamgui.session.consent import CodeAnswers
from lamgui.widgets.controls.file_dialogs import FileDialogs
from lamgui.window.appearance import Appearance
from lamgui.window.bind.along_path import AlongPathBinding
from lamgui.window.bind.catalogue import CatalogueCommands
from lamgui.window.bind.comparison import ComparisonBinding
from lamgui.window.bind.contrast import ContrastBinding
from lamgui.window.bind.documents import DocumentCommands
from lamgui.window.bind.figures import FigureBinding
from lamgui.window.bind.networks import NetworksBinding
from lamgui.window.bind.pictures import PicturesBinding
from lamgui.window.bind.preferences import PreferencesBinding
from lamgui.window.bind.rows import RowsBinding
from lamgui.window.bind.runs import RunsBinding
from lamgui.window.bind.sanity import SanityBinding
from lamgui.window.bind.studies import StudyBinding
from lamgui.window.bind.survey import SurveyBinding
from lamgui.window.bind.tooltip_words import TooltipWords
from lamgui.window.bind.user_code import CodeCommands, DetectorCommands
from lamgui.window.commands.targets import Targets
from lamgui.window.context_menus import ContextMenus
from lamgui.window.main_window import MainWindow
from lamgui.window.menu_binding import MenuBinding
from lamgui.window.message_places import MessagePlaces
from lamgui.window.tour import WindowTour


class Bindings:
    """All that listens to the widgets of a window.

    `answers` remembers which files of the user's may run code; without `preferences`, those of the user are read.
    """

    def __init__(
        self,
        window: MainWindow,
        maps: MapControllers,
        files: FileControllers,
        tools: ToolControllers,
        answers: CodeAnswers,
        preferences: Preferences | None = None,
    ) -> None:
        preferences = Preferences() if preferences is None else preferences
        self.dialogs = dialogs = FileDialogs(window, preferences.folders())
        session = maps.session
        self.places = places = MessagePlaces(window.message_bar, maps.messages, window)
        self.code = CodeCommands(window, maps.networks, answers, dialogs)
        self.detectors = DetectorCommands(window, tools.detectors, answers, dialogs)
        self.runs = RunsBinding(window, session, maps.choices, maps.runs)
        self.pictures = PicturesBinding(window, session, maps.pictures)
        self.networks = NetworksBinding(window, session, maps)
        self.rows = RowsBinding(window, session, maps.rows, maps.runs, maps.messages)
        self.comparison = ComparisonBinding(window, session, maps.rows, maps.runs)
        self.contrast = ContrastBinding(window, session, maps.choices)
        self.along_path = AlongPathBinding(window, session, tools.filmstrips)
        self.survey = SurveyBinding(window, session, tools.surveys)
        self.figures = FigureBinding(window, session, tools.figures, dialogs, places)
        self.documents = DocumentCommands(window, session, files.documents, files.autosave, dialogs)
        self.sanity = SanityBinding(window, session, tools.sanity, dialogs, places)
        self.studies = StudyBinding(window, session, tools.studies, dialogs, places)
        self.catalogue = CatalogueCommands(window, tools.downloads, places)
        self.appearance = Appearance(window)
        self.preferences = PreferencesBinding(window, self.appearance, preferences)
        self.tour = WindowTour(window, session)
        targets = Targets(
            tour=self.tour,
            window=window,
            session=session,
            choices=maps.choices,
            pictures=maps.pictures,
            runs=maps.runs,
            messages=maps.messages,
            networks=maps.networks,
            rows=maps.rows,
            surveys=tools.surveys,
            figures=self.figures,
            documents=self.documents,
            sanity=self.sanity,
            studies=self.studies,
            catalogue=self.catalogue,
            appearance=self.appearance,
            preferences=self.preferences,
            files=dialogs,
        )
        self.menus = MenuBinding(targets)
        self.context_menus = ContextMenus(targets)
        self.tooltip_words = TooltipWords(window, session)
        window.files_dropped.connect(files.documents.open_files)
        window.viewer.files_dropped.connect(files.documents.open_files)
