"""The controllers of one program, each with its collaborators: those of maps, of files, and of what goes with maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject

from lamgui.control.autosave import AutosaveController
from lamgui.control.choices import ChoiceController
from lamgui.control.desk.desk import Desk
from lamgui.control.detector import DetectorController
from lamgui.control.documents import DocumentController
from lamgui.control.figures import FigureController
from lamgui.control.fill_in import FillInController
from lamgui.control.filmstrip import FilmstripController
from lamgui.control.last_session import LastSessionController
from lamgui.control.messages import Messages
from lamgui.control.networks.downloads import DownloadController
from lamgui.control.networks.networks import NetworksController
from lamgui.control.pictures import PicturesController
from lamgui.control.rows import RowsController
from lamgui.control.runs import RunController
from lamgui.control.sanity import SanityController
from lamgui.control.session import Session
from lamgui.control.studies import StudyController
from lamgui.control.survey import SurveyController
from lamgui.control.user_records import UserRecords
from lamgui.files.elsewhere import AgreedPlaces
from lamgui.files.known_files import KnownFiles
from lamgui.jobs.documents import DocumentJobs
from lamgui.jobs.figures import FigureJobs
from lamgui.jobs.pipeline import Pipeline
from lamgui.jobs.sanity import SanityJobs
from lamgui.jobs.studies.running import StudyJobs
from lamgui.networks.downloads.folder import DownloadedNetworks
from lamgui.session.autosave import Autosave
from lamgui.session.bookmarks import BookmarkStore


class MapControllers:
    """A session with what computes and compares its maps. Qt's `parent` owns all of them."""

    def __init__(self, session: Session, pipeline: Pipeline, parent: QObject | None = None) -> None:
        self.session = session
        self.pipeline = pipeline
        self.desk = Desk(parent)
        self.messages = Messages(parent)
        self.choices = ChoiceController(session, self.desk, pipeline, self.messages, parent)
        self.runs = RunController(session, self.desk, pipeline, self.messages, parent)
        self.networks = NetworksController(session, self.desk, pipeline, self.choices, self.runs, self.messages, parent)
        self.pictures = PicturesController(session, self.desk, self.choices, self.messages, parent)
        self.rows = RowsController(session, self.desk, pipeline, parent)


class FileControllers:
    """What opens and saves files, and keeps the user's records in the folder `home`.

    `layout` says how the window is laid out, for session files.
    """

    def __init__(
        self,
        maps: MapControllers,
        home: Path,
        layout: Callable[[], Mapping[str, bytes]] = dict,
        parent: QObject | None = None,
    ) -> None:
        session, desk, messages = maps.session, maps.desk, maps.messages
        store = Autosave(home / "autosave")
        jobs = DocumentJobs(
            maps.pipeline, KnownFiles(home / "known_files.json"), store, AgreedPlaces(home / "agreed_places.json")
        )
        self.documents = DocumentController(
            session, desk, maps.choices, messages, maps.networks, maps.pictures, jobs, layout, parent
        )
        self.autosave = AutosaveController(session, desk, messages, self.documents, jobs, store, parent)
        self.last_session = LastSessionController(session, desk, messages, self.documents, jobs, home, parent)
        self.records = UserRecords(session, desk, messages, jobs, BookmarkStore(home / "bookmarks.json"), parent)


class ToolControllers:
    """What goes with the maps: surveys, filmstrip, figures, sanity tests, studies, detectors of the user's, downloads.

    Networks are downloaded into the folder `home`. Figures, sanity tests, studies and downloads say by signals of their
    own what goes wrong, because each belongs to a dialog; what goes wrong elsewhere is among the messages.
    """

    def __init__(self, maps: MapControllers, home: Path, parent: QObject | None = None) -> None:
        session, desk, pipeline, messages = maps.session, maps.desk, maps.pipeline, maps.messages
        self.surveys = SurveyController(session, desk, pipeline, parent)
        self.filmstrips = FilmstripController(session, desk, pipeline, parent)
        self.fill_in = FillInController(session, desk, pipeline, parent)
        self.figures = FigureController(session, desk, FigureJobs(pipeline), parent)
        self.sanity = SanityController(session, desk, SanityJobs(pipeline), parent)
        self.detectors = DetectorController(session, desk, pipeline, messages, parent)
        self.studies = StudyController(session, desk, messages, StudyJobs(), parent)
        self.downloads = DownloadController(DownloadedNetworks(home), maps.networks, parent)
        self.surveys.info_raised.connect(messages.show_info)

    def close(self) -> None:
        """End the workers of downloads and studies; what has arrived or was computed stays."""
        self.studies.close()
        self.downloads.close()
