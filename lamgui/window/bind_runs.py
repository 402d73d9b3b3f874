"""Ties the widgets to the session and the controllers: shows changes, passes on actions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.choices import ChoiceController
from lamgui.control.messages import Messages
from lamgui.control.runs import RunController
from lamgui.control.session import Session
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Prepared
from lamgui.maps.gap_words import gap_in_words
from lamgui.maps.progress import Progress, Stage
from lamgui.maps.result import Analysis
from lamgui.maps.verdict import kernel_note
from lamgui.session.state import Subject, View
from lamgui.window.main_window import MainWindow


class RunsBinding(QObject):
    """Listens to session and controllers on behalf of the widgets, which know neither."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        choices: ChoiceController,
        runs: RunController,
        messages: Messages,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._alpha = 1.0
        self._shows_old_map = False
        self._tie_user_to(choices)
        window.progress_strip.cancel_wanted.connect(runs.cancel)
        self._tie_widgets_to(session)
        messages.error_raised.connect(window.message_bar.show_error)
        messages.info_raised.connect(window.message_bar.show_info)
        runs.run_ended.connect(self._end_run)
        runs.devices_found.connect(self._show_devices)
        self._show_all()

    def _tie_user_to(self, choices: ChoiceController) -> None:
        window = self._window
        window.viewer.pane_chosen.connect(self._choose_pane)
        window.viewer.readout_changed.connect(window.progress_strip.show_readout)
        window.picture_panel.role_chosen.connect(choices.choose_role)
        window.picture_panel.reduction_chosen.connect(choices.choose_reduction)
        window.network_panel.network_chosen.connect(choices.choose_network)
        window.path_panel.settings_edited.connect(choices.choose_settings)
        window.device_panel.device_chosen.connect(choices.choose_device)
        window.view_panel.view_edited.connect(choices.change_view)
        window.curves.alpha_moved.connect(self._move_alpha)
        window.filmstrip.alpha_moved.connect(self._move_alpha)

    def _tie_widgets_to(self, session: Session) -> None:
        session.picture_changed.connect(self._show_picture)
        session.role_changed.connect(self._show_picture)
        session.reduction_changed.connect(self._show_picture)
        session.prepared_changed.connect(self._show_prepared)
        for changed in (
            session.network_changed,
            session.picture_changed,
            session.role_changed,
            session.reduction_changed,
        ):
            changed.connect(self._drop_curves)
        session.patch_changed.connect(self._show_patch)
        session.settings_changed.connect(self._show_settings)
        session.device_changed.connect(self._window.device_panel.show_current)
        session.view_changed.connect(self._show_view)
        session.progress_changed.connect(self._show_progress)
        session.analysis_changed.connect(self._show_analysis)

    def _show_all(self) -> None:
        self._show_view(self._session.view)
        self._show_settings()
        self._show_picture()
        self._show_patch()
        self._show_analysis(self._session.analysis)
        self._window.device_panel.show_current(self._session.state.device)

    @Slot(object)
    def _show_picture(self, _: object = None) -> None:
        state = self._session.state
        self._window.picture_panel.show_picture(state.picture, state.role, state.reduction, None)
        self._window.setWindowTitle(_title(state.picture))
        if state.picture is None:
            self._window.viewer.show_scene(None)

    @Slot(object, int)
    def _show_prepared(self, prepared: Prepared, scale: int) -> None:
        state = self._session.state
        height, width = prepared.lr.shape[:2]
        self._window.picture_panel.show_picture(state.picture, state.role, state.reduction, (width, height))
        self._window.patch_panel.show_limits(width * scale, height * scale)

    @Slot(object)
    def _drop_curves(self, _: object) -> None:
        """Clear curves that belong to another network or picture."""
        self._window.curves.show_curves(None, False)

    @Slot(object)
    def _show_patch(self, _: object = None) -> None:
        patch = self._session.state.patch
        self._window.patch_panel.show_patch(patch)
        if patch is not None:
            self._window.path_panel.detectors.show_patch_size(patch.size)

    @Slot(object)
    def _show_settings(self, _: object = None) -> None:
        settings = self._session.state.settings
        self._window.path_panel.show_settings(settings)
        self._window.path_panel.show_note(kernel_note(settings))

    @Slot(object)
    def _show_view(self, view: View) -> None:
        window = self._window
        window.viewer.show_view(view)
        window.view_panel.show_view(view)
        window.numbers_panel.show_share(view.share)
        self._show_frames()

    @Slot(object)
    def _show_devices(self, devices: tuple[tuple[str, str], ...]) -> None:
        self._window.device_panel.show_devices(devices, self._session.state.device)

    @Slot(object)
    def _show_progress(self, progress: Progress | None) -> None:
        window, running = self._window, self._session.running
        entry = self._session.state.network if running is None else running.network
        window.progress_strip.show_progress(progress, self._place_of(running, entry.name if entry else ""))
        is_focus = running is None or running == self._session.state.focus
        loading = progress is not None and progress.stage is Stage.LOADING
        window.network_panel.show_loading(loading and is_focus and self._session.facts is None)
        if progress is None or not is_focus:
            return
        window.numbers_panel.show_progress(progress)
        if progress.curves is not None:
            self._shows_old_map = False
            window.curves.show_curves(progress.curves, True)

    def _place_of(self, running: Subject | None, name: str) -> str:
        """The name of the running network, with its row and the number of rows."""
        subjects = self._session.state.subjects
        if running is None or len(subjects) < 2:
            return name
        done = len(self._session.analyses) + len(self._session.failures)
        return f"{running.name} ({min(done + 1, len(subjects))} of {len(subjects)})"

    @Slot(object)
    def _show_analysis(self, analysis: Analysis | None) -> None:
        window = self._window
        window.numbers_panel.show_analysis(analysis)
        self._shows_old_map = analysis is None
        if analysis is not None:
            window.curves.show_curves(analysis.curves, False)
            window.curves.show_gap(gap_in_words(analysis.completeness_gap, analysis.nonfinite))
            window.progress_strip.show_result(analysis)
            band = analysis.curves.steepest_band()
            self._alpha = sum(band) / 2 if band else 1.0
            window.curves.show_alpha(self._alpha)
        self._show_frames()

    @Slot(str)
    def _end_run(self, reason: str) -> None:
        """Show how the run ended; remove a map that it should have replaced, which is not of this state."""
        self._window.progress_strip.show_idle(reason)
        if self._shows_old_map:
            self._window.curves.show_curves(None, False)
        elif self._session.analysis is None:
            self._window.numbers_panel.show_ended(reason)
        if self._session.analysis is None:
            self._window.progress_strip.show_result(None)

    def _show_frames(self) -> None:
        analysis = self._session.analysis
        if analysis is None:
            self._window.filmstrip.show_frames((), None, None, 1, self._session.view.colour_map)
            return
        frames, region, pictures = analysis.frames, analysis.close_up, analysis.pictures
        self._window.filmstrip.show_frames(
            frames, region, pictures.patch, pictures.scale, self._session.view.colour_map
        )
        self._window.filmstrip.show_alpha(self._alpha)

    @Slot(float)
    def _move_alpha(self, alpha: float) -> None:
        self._alpha = alpha
        self._window.curves.show_alpha(alpha)
        self._window.filmstrip.show_alpha(alpha)

    @Slot(int, object)
    def _choose_pane(self, pane: int, content: object) -> None:
        panes = list(self._session.view.panes)
        panes[pane] = content  # type: ignore[call-overload]
        self._session.set_view(panes=tuple(panes))


def _title(picture: Picture | None) -> str:
    return f"{picture.name} - lamgui" if picture is not None else "lamgui"
