"""Ties the contrast bar to the session: the values of the map in focus, and the contrast that the user drags."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.choices import ChoiceController
from lamgui.control.session import Session
from lamgui.figures.pixels.contrast import Contrast
from lamgui.window.main_window import MainWindow


class ContrastBinding(QObject):
    """Shows the map of the row in focus in the bar; on one scale, against the largest peak of all rows."""

    def __init__(self, window: MainWindow, session: Session, choices: ChoiceController) -> None:
        super().__init__(window)
        self._bar = window.viewer.toolbar.contrast_bar
        self._session = session
        self._choices = choices
        self._bar.contrast_chosen.connect(self._choose)
        session.settled.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        session, view = self._session, self._session.view
        focus = session.state.focus
        signed = None if focus is None else session.content(focus).signed
        subjects = session.state.visible_subjects if view.common_scale else ()
        maps = [signed, *(session.content(subject).signed for subject in subjects)]
        peak = max((view.contrast.peak_of(one) for one in maps if one is not None), default=0.0)
        self._bar.show_map(signed, peak)
        self._bar.show_contrast(view.contrast, view.colour_map, signed=view.signed)

    @Slot(object)
    def _choose(self, contrast: Contrast) -> None:
        self._choices.change_view({"contrast": contrast})
