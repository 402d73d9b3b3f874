"""Ties the filmstrip to who restores what it lacks: it says which frame it shows, and shows what came."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.filmstrip import FilmstripController
from lamgui.control.session import Session
from lamgui.maps.restored_frames import Restored
from lamgui.window.main_window import MainWindow


class FilmstripBinding(QObject):
    """Passes on the frame at the cursor, and what the session knows of F(γ(α))."""

    def __init__(self, window: MainWindow, session: Session, filmstrips: FilmstripController) -> None:
        super().__init__(window)
        self._window = window
        window.filmstrip.frame_shown.connect(filmstrips.look_at)
        session.restored_changed.connect(self._show_restored)
        self._show_restored(session.restored)

    @Slot(object)
    def _show_restored(self, restored: Restored | None) -> None:
        self._window.filmstrip.show_restored(restored)
