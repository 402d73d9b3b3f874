"""A list of pictures to step through: several that were dropped, or those of a folder; read one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.control.choices import ChoiceController
from lamgui.control.desk.desk import OPEN, Desk
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.imaging.pairs import Pair
from lamgui.imaging.picture import Pixels
from lamgui.jobs.picture_files import pairs_in, pictures_in, thumbnails

FOLDER, PAIRS, THUMBNAILS = "folder", "pairs", "thumbnails"
THUMBNAIL_PX = 96
"""Longer side of the small pictures; they are shown smaller, or at twice the size on a fine screen."""


class PicturesController(QObject):
    """Steps through the list, which the session holds, and makes small pictures of what is in view."""

    thumbnails_made = Signal(object)
    """Small pictures by path."""

    def __init__(
        self, session: Session, desk: Desk, choices: ChoiceController, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._choices = choices
        self._messages = messages
        self._made: dict[Path, Pixels] = {}
        self._opening: Path | None = None

    def open_folder(self, folder: Path) -> None:
        """List the pictures of a folder, and open the first."""
        self._desk.submit(FOLDER, pictures_in(folder), self.open_all, self._messages.show_error)

    def open_all(self, paths: Sequence[Path]) -> None:
        """List pictures, and open the first."""
        self._made = {path: pixels for path, pixels in self._made.items() if path in paths}
        self._session.set_pictures(tuple(paths))
        self.open(paths[0])
        self._desk.cancel(PAIRS)
        if len(paths) == 2:
            facts = self._session.facts
            same_size = facts is not None and facts.scale == 1
            self._desk.submit(PAIRS, pairs_in(paths, same_size), self._offer_pairs, self._messages.show_error)

    def open_pair(self, pair: Pair) -> None:
        """Open the picture of a pair with its original, in place of the list of the two."""
        self.close_list()
        self._choices.open_pair(pair)

    def take_no_pair(self) -> None:
        """The two pictures of the list do not belong together."""
        self._session.set_pictures(self._session.pictures)

    def _offer_pairs(self, pairs: tuple[Pair, ...]) -> None:
        if all({pair.lr, pair.reference} == set(self._session.pictures) for pair in pairs):
            self._session.set_pictures(self._session.pictures, pairs)

    @Slot(object)
    def open(self, path: Path) -> None:
        """Open a picture of the list."""
        self._opening = path
        self._choices.open_picture(path)

    @Slot()
    def next(self) -> None:
        """Open the next picture, after the last the first."""
        self._step(1)

    @Slot()
    def previous(self) -> None:
        """Open the picture before, before the first the last."""
        self._step(-1)

    @Slot()
    def close_list(self) -> None:
        """Have no list; the picture in use stays."""
        self._desk.cancel(THUMBNAILS)
        self._desk.cancel(PAIRS)
        self._session.set_pictures(())

    @Slot(object)
    def want_thumbnails(self, paths: Sequence[Path]) -> None:
        """Make small pictures of these files, which are in view, and of no others."""
        missing = [path for path in paths if path not in self._made]
        self.thumbnails_made.emit({path: self._made[path] for path in paths if path in self._made})
        if missing:
            work = thumbnails(missing, THUMBNAIL_PX)
            self._desk.submit(THUMBNAILS, work, self._take, self._messages.show_error, self._take)

    def _step(self, by: int) -> None:
        paths, picture = self._session.pictures, self._session.state.picture
        if not paths:
            return
        # Pressed again before the picture is read, the key goes on from that one.
        here = self._opening if self._desk.is_busy(OPEN) else None if picture is None else picture.path
        at = paths.index(here) if here in paths else (-1 if by > 0 else 0)
        self.open(paths[(at + by) % len(paths)])

    def _take(self, made: Mapping[Path, Pixels]) -> None:
        new = {path: pixels for path, pixels in made.items() if path not in self._made}
        self._made.update(new)
        if new:
            self.thumbnails_made.emit(new)
