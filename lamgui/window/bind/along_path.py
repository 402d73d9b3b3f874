"""Ties what is shown along the path to the session: curves and filmstrip, under one α."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.filmstrip import FilmstripController
from lamgui.control.row_content import RowContent
from lamgui.control.session import Session
from lamgui.maps.filled_in import FilledIn
from lamgui.maps.gap_words import gap_in_words
from lamgui.maps.result import Analysis, Curves
from lamgui.session.state import ColourMap, Subject
from lamgui.widgets.curves.curves import HINT as CURVES_HINT
from lamgui.widgets.curves.curves import OtherCurves
from lamgui.widgets.filmstrip.filmstrip import HINT as FRAMES_HINT
from lamgui.window.main_window import MainWindow
from lamgui.window.show_once import ShowOnce

NOTHING_CHOSEN = "Curves and pictures along the path appear here: open a picture and click a place in it."


class AlongPathBinding(QObject):
    """Shows the row in focus along the path, with the curves of the others, and passes on where the cursor is moved."""

    def __init__(self, window: MainWindow, session: Session, filmstrips: FilmstripController) -> None:
        super().__init__(window)
        self._session = session
        self._curves = window.curves
        self._filmstrip = window.filmstrip
        self._show_curves = ShowOnce(self._draw_curves)
        self._show_hints = ShowOnce(self._set_hints)
        self._show_frames = ShowOnce(self._draw_frames)
        self._show_filled_in = ShowOnce(self._draw_filled_in)
        self._show_restored = ShowOnce(window.filmstrip.show_restored)
        self._show_alpha = ShowOnce(self._draw_alpha)
        self._show_network = ShowOnce(window.centre.show_network)
        self._show_beside = ShowOnce(window.drawer.show_beside)
        window.curves.alpha_moved.connect(session.set_alpha)
        window.filmstrip.alpha_moved.connect(session.set_alpha)
        window.filmstrip.frame_shown.connect(filmstrips.look_at)
        session.settled.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        session, focus = self._session, self._session.state.focus
        content = RowContent() if focus is None else session.content(focus)
        self._show_hints(*self._hints(focus))
        several = len(session.state.subjects) > 1
        own_slot = session.state.slot_of(focus) if focus is not None and several else None
        self._show_network("" if focus is None else focus.label, own_slot)
        gap = "" if content.analysis is None else _gap(content.analysis)
        others = self._others()
        self._show_beside("curves", tuple((other.name, other.slot) for other in others))
        self._show_curves(content.curves, content.has_partial_curves, content.has_old_curves, others, own_slot, gap)
        self._show_filled_in(session.filled_in)
        self._show_frames(session.analysis, session.view.colour_map)
        self._show_restored(session.restored)
        self._show_alpha(session.alpha, content.curves, content.has_old_curves, session.analysis)

    def _hints(self, focus: Subject | None) -> tuple[str, str]:
        """What stands in the places of curves and frames while there are none."""
        session = self._session
        if focus is None or session.state.patch is None:
            return NOTHING_CHOSEN, NOTHING_CHOSEN
        if focus in session.failures:
            failed = f"{focus.label} has no map: {session.failures[focus]}"
            return failed, failed
        if session.running is not None and session.running != focus:
            waits = f"{focus.label} waits: {session.running.label} is being computed."
            return waits, waits
        return CURVES_HINT, FRAMES_HINT

    def _set_hints(self, of_curves: str, of_frames: str) -> None:
        self._curves.show_hint(of_curves)
        self._filmstrip.show_hint(of_frames)

    def _others(self) -> tuple[OtherCurves, ...]:
        """The curves of the other rows beside those of the one in focus."""
        session, state = self._session, self._session.state
        visible = state.visible_subjects
        return tuple(
            OtherCurves(subject.label, state.slot_of(subject), session.analyses[subject].curves)
            for subject in state.subjects
            if subject != state.focus and subject in session.analyses and subject in visible
        )

    def _draw_curves(
        self,
        curves: Curves | None,
        running: bool,
        is_old: bool,
        others: tuple[OtherCurves, ...],
        own_slot: int | None,
        gap: str,
    ) -> None:
        self._curves.show_old(is_old)
        self._curves.show_others(others, own_slot)
        self._curves.show_curves(curves, running)
        self._curves.show_gap(gap)

    def _draw_frames(self, analysis: Analysis | None, colour_map: ColourMap) -> None:
        if analysis is None:
            self._filmstrip.show_frames((), None, None, 1, colour_map)
            return
        pictures = analysis.pictures
        self._filmstrip.show_frames(analysis.frames, analysis.close_up, pictures.patch, pictures.scale, colour_map)

    def _draw_filled_in(self, filled_in: FilledIn | None) -> None:
        self._curves.show_filled_in(filled_in)
        self._filmstrip.show_filled_in(filled_in)

    def _draw_alpha(self, alpha: float, *_: object) -> None:
        self._curves.show_alpha(alpha)
        self._filmstrip.show_alpha(alpha)


def _gap(analysis: Analysis) -> str:
    return gap_in_words(analysis.completeness_gap, analysis.nonfinite)
