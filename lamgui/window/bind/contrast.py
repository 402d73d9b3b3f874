"""Ties the contrast bar to the session: the values that are coloured, and the contrast that the user drags."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Slot

from lamgui.attribution.measures.measures import difference
from lamgui.base.arrays import Floats
from lamgui.control.choices import ChoiceController
from lamgui.control.session import Session
from lamgui.figures.pixels.contrast import Contrast
from lamgui.session.state import PaneContent
from lamgui.window.main_window import MainWindow


class ContrastBinding(QObject):
    """Shows the map in focus in the bar, on one scale against the largest peak of all; or all differences."""

    def __init__(self, window: MainWindow, session: Session, choices: ChoiceController) -> None:
        super().__init__(window)
        self._bar = window.viewer.toolbar.contrast_bar
        self._session = session
        self._choices = choices
        self._compared: tuple[Floats, ...] = ()
        self._differences: Floats | None = None
        """Of those maps, the first being the one in focus, in percent."""
        self._bar.contrast_chosen.connect(self._choose)
        session.settled.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        view = self._session.view
        is_difference = view.content is PaneContent.DIFFERENCE
        self._bar.show_map(*(self._of_differences() if is_difference else self._of_maps()))
        self._bar.show_contrast(view.contrast, view.colour_map, signed=view.signed or is_difference)

    def _of_maps(self) -> tuple[Floats | None, float]:
        """The map in focus, and what of it counts as 1."""
        session, view = self._session, self._session.view
        focus = session.state.focus
        signed = None if focus is None else session.content(focus).signed
        subjects = session.state.visible_subjects if view.common_scale else ()
        maps = [signed, *(session.content(subject).signed for subject in subjects)]
        return signed, max((view.contrast.peak_of(one) for one in maps if one is not None), default=0.0)

    def _of_differences(self) -> tuple[Floats | None, float, str]:
        """All differences to the map in focus, one beside the other, what of them counts as 1, and their unit."""
        session = self._session
        focus = session.state.focus
        signed = None if focus is None else session.content(focus).signed
        others = [session.content(subject).signed for subject in session.state.visible_subjects if subject != focus]
        alike = [one for one in others if one is not None and signed is not None and one.shape == signed.shape]
        compared = () if signed is None or not alike else (signed, *alike)
        if list(map(id, compared)) != list(map(id, self._compared)):
            self._compared = compared
            found = [100 * difference(np.abs(one), np.abs(compared[0])) for one in compared[1:]]
            self._differences = np.stack(found) if found else None
        shown = self._differences
        peak = 0.0 if shown is None else max(session.view.contrast.peak_of(one) for one in shown)
        return shown, peak, " %"

    @Slot(object)
    def _choose(self, contrast: Contrast) -> None:
        self._choices.change_view({"contrast": contrast})
