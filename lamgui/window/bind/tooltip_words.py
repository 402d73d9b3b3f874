"""Tooltips that are set once speak of SR and HR, and of restored and clean where the network keeps a picture's size."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lamgui.base.vocabulary import in_words_of
from lamgui.control.session import Session
from lamgui.window.main_window import MainWindow
from lamgui.window.show_once import ShowOnce


class TooltipWords(QObject):
    """Says the tooltips that a window is built with in the words of the network's scale, and leaves others alone."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._of_super_resolution: list[tuple[QWidget | QAction, str]] = []
        """Those that are said otherwise at scale 1, with their texts for others."""
        described: list[QWidget | QAction] = [*window.findChildren(QWidget), *window.findChildren(QAction)]
        for one in described:
            if in_words_of(1, one.toolTip()) != one.toolTip():
                self._of_super_resolution.append((one, one.toolTip()))
        self._show = ShowOnce(self._say)
        session.settled.connect(self._update)

    @Slot()
    def _update(self) -> None:
        self._show(self._window.viewer.cell.contents.scale_of_words == 1)

    def _say(self, is_restoration: bool) -> None:
        for one, text in self._of_super_resolution:
            restored = in_words_of(1, text)
            # What has been set to something else since is not of the window's building.
            if one.toolTip() == (text if is_restoration else restored):
                one.setToolTip(restored if is_restoration else text)
