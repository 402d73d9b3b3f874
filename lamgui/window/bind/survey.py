"""Ties the survey to the window: the curve under the pointer, and hard patches."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.attribution.patch import Patch
from lamgui.control.session import Session
from lamgui.control.survey import SurveyController
from lamgui.maps.survey.survey import Surveyed
from lamgui.window.main_window import MainWindow
from lamgui.window.show_once import ShowOnce

RANKING = "Ranking…"
WAITING = "Ranked when the map is done."
CANCELLED = "Not ranked: the run was cancelled. F5 runs it again."
NONE_IS_HARD = "No patch is hard: ΔD or the error is 0 everywhere."


class SurveyBinding(QObject):
    """Shows what the session knows of all patches, and passes on which one the user goes to."""

    def __init__(self, window: MainWindow, session: Session, surveys: SurveyController) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._surveys = surveys
        self._show_hard = ShowOnce(self._set_hard)
        self._hovered: Patch | None = None
        window.viewer.patch_hovered.connect(self._hover)
        window.hard_patches_panel.patch_chosen.connect(self._go_to)
        window.hard_patches_panel.next_wanted.connect(surveys.next)
        window.hard_patches_panel.previous_wanted.connect(surveys.previous)
        session.settled.connect(self._show)
        self._show()

    @Slot(object)
    def _go_to(self, patch: Patch) -> None:
        if patch != self._session.state.patch:
            self._surveys.go_to(patch)

    @Slot()
    def _show(self) -> None:
        session = self._session
        focus = session.state.focus
        name = "" if focus is None or len(session.state.networks) < 2 else focus.network.label
        self._show_hard(session.survey, session.state.patch, self._waiting(), name)
        self._show_hover_curve()

    def _waiting(self) -> str:
        """What a ranking waits for where there is none yet."""
        session, focus = self._session, self._session.state.focus
        if focus is not None and focus in session.failures:
            return f"Not ranked: {focus.label} has no map."
        if focus in session.cancelled:
            return CANCELLED
        if session.progress is not None:
            return WAITING
        if session.analysis is not None:
            return RANKING
        return CANCELLED if session.ended else WAITING

    def _set_hard(self, survey: Surveyed | None, patch: Patch | None, waiting: str, name: str) -> None:
        panel = self._window.hard_patches_panel
        hard = () if survey is None or patch is None else survey.hard_of(patch.size)
        panel.show_hard(hard, note_on(survey, None if patch is None else patch.size, waiting), name)
        panel.show_patch(patch)

    @Slot(int, object)
    def _hover(self, row: int, patch: Patch | None) -> None:
        self._hovered = patch if self._shows_surveyed_picture(row) else None
        self._show_hover_curve()

    def _show_hover_curve(self) -> None:
        """D(F(γ(α))) of the patch under the pointer, where the survey knows it, and its ΔD in the status bar."""
        wanted = self._hovered if self._session.view.hover_curve else None
        hover_curve = None if wanted is None else self._surveys.objective(wanted)
        self._window.curves.show_hover_curve(hover_curve)
        delta = None if hover_curve is None else float(hover_curve[1][-1] - hover_curve[1][0])
        self._window.progress_strip.show_delta(delta)

    def _shows_surveyed_picture(self, row: int) -> bool:
        """Whether a row of the viewer shows the picture that was surveyed: a bookmark's may be another."""
        state = self._session.state
        rows = state.visible_subjects
        bookmark = rows[row].bookmark if row < len(rows) else None
        return bookmark is None or (state.picture is not None and bookmark.picture_sha256 == state.picture.sha256)


def note_on(survey: Surveyed | None, size: int | None, waiting: str) -> str:
    """What a survey still lacks, why there is none, or why it is incomplete; empty where it is complete.

    `waiting` is what is said where nothing is ranked yet.
    """
    if survey is None or (not survey.failed and survey.size != size):
        return waiting
    if survey.note:
        return survey.note
    if not survey.hard:
        return NONE_IS_HARD
    return "" if survey.is_whole else f"Curves under the pointer: {survey.done} of {survey.nodes} nodes."
