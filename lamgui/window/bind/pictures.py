"""Ties the strip of pictures to the session and to the controller that steps through them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.pictures import PicturesController
from lamgui.control.session import Session
from lamgui.imaging.pairs import Pair
from lamgui.window.main_window import MainWindow
from lamgui.window.show_once import ShowOnce

TWO_PICTURES = "Two pictures"


class PicturesBinding(QObject):
    """Shows the list with the picture in use, and passes on what the user does."""

    def __init__(self, window: MainWindow, session: Session, pictures: PicturesController) -> None:
        super().__init__(window)
        self._session = session
        strip = window.picture_panel.pictures
        self._show_pictures = ShowOnce(strip.show_pictures)
        strip.picture_chosen.connect(pictures.open)
        strip.next_wanted.connect(pictures.next)
        strip.previous_wanted.connect(pictures.previous)
        strip.close_wanted.connect(pictures.close_list)
        strip.thumbnails_wanted.connect(pictures.want_thumbnails)
        pictures.thumbnails_made.connect(strip.show_thumbnails)
        self._pictures = pictures
        self._bar = window.message_bar
        self._show_pairs = ShowOnce(self._ask)
        self._bar.answered.connect(self._take_answer)
        session.settled.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        picture = self._session.state.picture
        self._show_pictures(self._session.pictures, None if picture is None else picture.path)
        self._show_pairs(self._session.pairs)

    def _ask(self, pairs: tuple[Pair, ...]) -> None:
        self._bar.show_question(*question_of(pairs))

    @Slot(int)
    def _take_answer(self, index: int) -> None:
        pairs = self._session.pairs
        if index < len(pairs):
            self._pictures.open_pair(pairs[index])
        else:
            self._pictures.take_no_pair()


def question_of(pairs: tuple[Pair, ...]) -> tuple[str, tuple[str, ...]]:
    """What is asked of two pictures that may belong together, and the answers: the pairs, and that they do not."""
    if not pairs:
        return "", ()
    lr, reference, scale = pairs[0].lr.name, pairs[0].reference.name, pairs[0].scale
    if scale == 1:
        clean = tuple(f"{pair.reference.name} is the clean one" for pair in pairs)
        return f"{lr} and {reference} are of one size. Is one the original of the other?", (*clean, TWO_PICTURES)
    return f"{reference} is {scale} times as large as {lr}. Is it its HR original?", ("LR with its HR", TWO_PICTURES)
