"""Ties the strip of pictures to the session and to the controller that steps through them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.pictures import PicturesController
from lamgui.control.session import Session
from lamgui.window.main_window import MainWindow
from lamgui.window.show_once import ShowOnce


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
        session.settled.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        picture = self._session.state.picture
        self._show_pictures(self._session.pictures, None if picture is None else picture.path)
