"""Ties picture, patch, settings, numbers and status bar to the session, and passes on what is chosen there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.attribution.patch import Patch
from lamgui.attribution.settings.settings import Settings
from lamgui.control.choices import ChoiceController
from lamgui.control.runs import CANCELLED, RunController
from lamgui.control.session import Session
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import kernel_note
from lamgui.session.state import Subject
from lamgui.widgets.panels.patch import MAX_SIDE_PX
from lamgui.window.main_window import MainWindow
from lamgui.window.show_once import ShowOnce


class RunsBinding(QObject):
    """Listens to session and controllers on behalf of the widgets, which know neither."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        choices: ChoiceController,
        runs: RunController,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._show_title = ShowOnce(window.setWindowTitle)
        self._show_picture = ShowOnce(window.picture_panel.show_picture)
        self._show_limits = ShowOnce(window.patch_panel.show_limits)
        self._show_patch = ShowOnce(self._set_patch)
        self._show_scale = ShowOnce(window.path_panel.show_scale)
        self._show_settings = ShowOnce(self._set_settings)
        self._show_devices = ShowOnce(window.device_panel.show_devices)
        self._show_view = ShowOnce(window.viewer.show_view)
        self._show_numbers = ShowOnce(self._set_numbers)
        self._show_result = ShowOnce(window.progress_strip.show_result)
        self._show_run = ShowOnce(self._set_run)
        self._tie_user_to(choices)
        window.progress_strip.cancel_wanted.connect(runs.cancel)
        session.settled.connect(self._show)
        self._show()

    def _tie_user_to(self, choices: ChoiceController) -> None:
        window = self._window
        window.viewer.view_edited.connect(choices.change_view)
        window.viewer.readout_changed.connect(window.progress_strip.show_readout)
        window.picture_panel.role_chosen.connect(choices.choose_role)
        window.picture_panel.reduction_chosen.connect(choices.choose_reduction)
        window.picture_panel.degradation.edited.connect(choices.choose_degradation)
        window.picture_panel.degradation.corrected.connect(window.message_bar.show_info)
        window.picture_panel.reading.reading_chosen.connect(choices.choose_reading)
        window.picture_panel.reading.reference_dropped.connect(choices.drop_reference)
        window.path_panel.settings_edited.connect(choices.choose_settings)
        window.device_panel.device_chosen.connect(choices.choose_device)

    @Slot()
    def _show(self) -> None:
        session, state = self._session, self._session.state
        self._show_title("lamgui" if state.picture is None else f"{state.picture.name} - lamgui")
        lr_size, sr_size, scale = None, (MAX_SIDE_PX, MAX_SIDE_PX), None
        if session.prepared is not None:
            prepared, scale = session.prepared
            height, width = prepared.lr.shape[:2]
            lr_size, sr_size = (width, height), (width * scale, height * scale)
        self._show_picture(state.picture, state.role, state.reduction, lr_size, state.degradation, scale)
        self._show_limits(*sr_size)
        self._show_patch(state.patch)
        self._show_scale(scale)
        self._show_settings(state.settings)
        self._show_devices(session.devices, state.device)
        self._show_view(session.view)
        self._show_result(session.analysis)
        self._show_run(*self._run())
        growing = None if state.focus is None else session.growing.get(state.focus)
        ended = CANCELLED if state.focus in session.cancelled else session.ended
        self._show_numbers(session.analysis, growing, session.view.share, ended, session.progress is not None)

    def _run(self) -> tuple[Progress | None, str, str]:
        """What the status bar says: the run, or files that are being loaded, with a name; else how the run ended."""
        session, running = self._session, self._session.running
        if session.progress is None and session.loading:
            return Progress(Stage.LOADING, words=session.loading_words), session.loading[0].name, ""
        entry = session.state.network if running is None else running.network
        return session.progress, self._place_of(running, entry.name if entry else ""), session.ended

    def _place_of(self, running: Subject | None, name: str) -> str:
        """The name of the running network, with its row and the number of rows."""
        subjects = self._session.state.subjects
        if running is None or len(subjects) < 2:
            return name
        done = len(self._session.analyses) + len(self._session.failures)
        return f"{running.name} ({min(done + 1, len(subjects))} of {len(subjects)})"

    def _set_run(self, progress: Progress | None, name: str, ended: str) -> None:
        strip = self._window.progress_strip
        strip.show_idle(ended) if progress is None else strip.show_progress(progress, name)

    def _set_numbers(
        self, analysis: Analysis | None, growing: Progress | None, share: float, ended: str, is_running: bool
    ) -> None:
        panel = self._window.numbers_panel
        panel.show_share(share)
        if analysis is None and (is_running or growing is not None):
            panel.show_run(growing, "" if growing is None else ended)
        else:
            panel.show_analysis(analysis)

    def _set_patch(self, patch: Patch | None) -> None:
        self._window.patch_panel.show_patch(patch)
        if patch is not None:
            self._window.path_panel.detectors.show_patch_size(patch.size)

    def _set_settings(self, settings: Settings) -> None:
        self._window.path_panel.show_settings(settings)
        self._window.path_panel.show_note(kernel_note(settings))
