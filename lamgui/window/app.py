"""The program with its window: builds controllers and bindings in their order, and runs the event loop."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from lamgui import __version__
from lamgui.base.escape import for_terminal
from lamgui.base.memory_budget import state_budget
from lamgui.base.threads import take_threads
from lamgui.control.controllers import FileControllers, MapControllers, ToolControllers
from lamgui.control.last_session import last_session_in
from lamgui.control.preferences import Preferences
from lamgui.control.session import Session
from lamgui.files.shipped import icon, sample_picture
from lamgui.files.user_folders import user_folder
from lamgui.jobs.pipeline import Pipeline
from lamgui.maps.cache import AnalysisCache
from lamgui.session.consent import CodeAnswers
from lamgui.session.file import SMALL_VIEW
from lamgui.window.bind.preferences import BUDGET_MIB, MEMORY_MIB, THREADS
from lamgui.window.bindings import Bindings
from lamgui.window.commands.bar import MENUS
from lamgui.window.layout import WindowLayout
from lamgui.window.main_window import MainWindow
from lamgui.window.memory import LAYOUT, WindowMemory
from lamgui.window.options import WindowOptions
from lamgui.window.recents import Recents
from lamgui.window.signals import EndingSignals
from lamgui.window.start import beginning
from lamgui.window.unattended import FirstMap

NOWHERE = str(Path(os.devnull) / "settings")
"""A place where no file can lie."""


def run_window(options: WindowOptions) -> int:
    """Open the window and return the program's exit status when it is closed."""
    application = make_application()
    preferences = Preferences()
    take_threads(preferences.number(THREADS, 0))
    state_budget(preferences.number(BUDGET_MIB, 0))
    program = Program(options, preferences)
    sys.excepthook = program.on_unexpected_error
    signals = EndingSignals()
    program.window.show()
    # Whatever is heavy waits until the window has been painted once.
    QTimer.singleShot(0, program.begin)
    # Not 0 where a signal ended it, or Qt because the display is gone.
    status: int = application.exec()
    program.close(is_cut_off=status != 0)
    signals.close()
    return status or program.first_map.exit_status


def make_application() -> QApplication:
    """The application object, one a process."""
    # Qt's file dialog would load Python objects from a file of settings that all programs with Qt share.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, NOWHERE)
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("lamgui")
    application.setApplicationDisplayName("lamgui")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("lamgui")
    application.setWindowIcon(QIcon(str(icon("lamgui"))))
    return application


def _map_cache(preferences: Preferences) -> AnalysisCache:
    """The cache of finished maps, as large as the user wants it."""
    memory_mib = preferences.number(MEMORY_MIB, 0)
    return AnalysisCache(memory_mib << 20 if memory_mib else None)


class Program(QObject):
    """One running window with all that belongs to it."""

    def __init__(self, options: WindowOptions, preferences: Preferences, user_data: Path | None = None) -> None:
        super().__init__()
        self._options = options
        self._is_first_start = preferences.are_new
        self._is_cut_off = False
        home = user_data or user_folder()
        self._beginning = beginning(options, preferences, last_session_in(home))
        session = Session(self._beginning.state, preferences.view(), self)
        session.set_entries(self._beginning.entries)
        answers = CodeAnswers(home / "own_code.json")
        self.maps = MapControllers(session, Pipeline(_map_cache(preferences), answers), self)
        self.files = FileControllers(self.maps, home, self._layout, self)
        self.tools = ToolControllers(self.maps, home, self)
        self.window = MainWindow(MENUS)
        self.bindings = Bindings(self.window, self.maps, self.files, self.tools, answers, preferences)
        self.memory = WindowMemory(
            self.window,
            session,
            self.bindings.appearance,
            preferences,
            options,
            self.bindings.dialogs.folders,
        )
        self.recents = Recents(self.window.menus, session, self.maps, self.files, self.tools, preferences)
        self.recents.changed.connect(self.memory.save_soon)
        self.first_map = FirstMap(self.window, session, self.maps.runs, options)
        self.files.documents.layout_opened.connect(self._show_layout)
        self.files.documents.session_path_changed.connect(self._show_session_path)
        self.window.closing.connect(self._on_closing)

    @Slot()
    def begin(self) -> None:
        """Say what could not be opened, and start the first run."""
        for problem in self._beginning.problems:
            self.maps.messages.show_error(problem)
        self.files.records.bring_bookmarks()
        self.maps.runs.start()
        if self._beginning.reopens:
            self.files.last_session.open(self.recents.session_saved_at(), self._begin_with_sample)
        if not self._options.quit_after_first_map:
            QTimer.singleShot(0, self.bindings.documents.offer_left_behind)
        if self._is_first_start and not self._options.is_unattended and not self._options.names_files:
            self.bindings.tour.open()
        # The plots are the heaviest widgets: they are made while the worker imports torch.
        QTimer.singleShot(0, self.window.curves.warm_up)

    def _begin_with_sample(self) -> None:
        self.maps.choices.open_picture(sample_picture())

    def close(self, is_cut_off: bool = False) -> None:
        """End the workers and the window; a run that is on ends within one step.

        `is_cut_off` says that it was not the user who closed the window: the session is saved to be offered again.
        """
        if is_cut_off:
            self._is_cut_off = True
            self.files.autosave.save_at_the_end()
        self.tools.close()
        self.maps.desk.close()
        self.window.close()

    def on_unexpected_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show an error that nobody caught, and go on."""
        sys.stderr.write(for_terminal("".join(traceback.format_exception(kind, error, trace))))
        self.maps.messages.show_error(error)

    def _layout(self) -> dict[str, bytes]:
        """How the window is laid out, for a session file."""
        layout = {LAYOUT: self.window.layout_in_use.as_bytes()}
        # Without a display nothing can be drawn any more.
        return layout if self._is_cut_off else layout | {SMALL_VIEW: self.window.small_view()}

    @Slot(object)
    def _show_layout(self, layout: Mapping[str, bytes]) -> None:
        """Lay the window out as a session had it; one without a layout that can be read leaves it as it is."""
        stored = WindowLayout.from_bytes(layout.get(LAYOUT, b""))
        if stored is not None:
            self.window.show_layout(stored)

    @Slot(object)
    def _show_session_path(self, path: Path | None) -> None:
        self.window.setWindowFilePath("" if path is None else str(path))

    @Slot()
    def _on_closing(self) -> None:
        self.files.autosave.stop()
        self.recents.keep_place()
        self.memory.keep_layout()
        self.tools.surveys.halt()
        self.tools.filmstrips.halt()
        self.tools.fill_in.halt()
        if self._is_cut_off:
            return
        if not self._options.is_unattended and self.maps.desk.has_running_thread:
            # Closing never asks, and what was on the screen is there again at the next start.
            self.files.last_session.keep()
        self.window.hide()
        self.maps.desk.close()
        # After the worker, which may be saving the session in this moment.
        if not self.files.last_session.is_lost:
            self.files.autosave.close()
