"""Choices in the panels (picture, network, settings, device and view) become changes of the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.attribution.settings.settings import Settings
from lamgui.base.errors import PictureError
from lamgui.control.desk.desk import OPEN, Desk
from lamgui.control.messages import Messages
from lamgui.control.session import Session
from lamgui.imaging.degradation import Degradation
from lamgui.imaging.pairs import Pair
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, fitted_reference, require_room
from lamgui.imaging.reading import Reading
from lamgui.imaging.reduce import Reduction
from lamgui.jobs.pipeline import LIKELY_SCALE, Pipeline
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import MAX_NETWORKS


class ChoiceController(QObject):
    """Every slot is a choice of the user's; all of them can be undone."""

    picture_opened = Signal(object)
    """Path of a picture that was opened, for the list of recent files."""

    def __init__(
        self, session: Session, desk: Desk, pipeline: Pipeline, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._pipeline = pipeline
        self._messages = messages

    @Slot(object)
    def open_picture(self, path: Path) -> None:
        """Read a picture on the worker; the session changes only when it has been read."""
        self._desk.submit(OPEN, self._pipeline.open_picture(path), self.take_picture, self._messages.show_error)

    def open_pair(self, pair: Pair) -> None:
        """Read an LR picture with its HR original, and measure it against that."""
        self._desk.submit(
            OPEN, self._pipeline.open_picture(pair.lr, pair.reference), self._take_pair, self._messages.show_error
        )

    def _take_pair(self, picture: Picture) -> None:
        if self._fits_its_reference(picture):
            rows = self._session.state.rows_without_bookmarks
            label = f"Open {picture.name} with its original"
            self._session.update(label, picture=picture, role=Role.LR, patch=None, rows=rows)

    @Slot(object)
    def take_picture(self, picture: Picture) -> None:
        """Use a picture that is in memory already, such as a pasted one."""
        state, facts = self._session.state, self._session.facts
        scale = facts.scale if facts is not None else state.network.scale if state.network is not None else None
        try:
            require_room(picture, state.role, scale or LIKELY_SCALE)
        except PictureError as error:
            self._messages.show_error(error)
            return
        patch = state.patch if _same_size(picture, state.picture) else None
        # The rows of bookmarks may all be of other pictures, and the one that was opened is to be seen.
        self._session.update(f"Open {picture.name}", picture=picture, patch=patch, rows=state.rows_without_bookmarks)
        if picture.path is not None:
            self.picture_opened.emit(picture.path)

    @Slot()
    def read_picture_again(self) -> None:
        """Read the file of the picture in use again; where it has changed, the new picture takes its place."""
        picture = self._session.state.picture
        if picture is None or picture.path is None:
            return
        self._read_again(picture, picture.reading, _reference_of(picture), self._take_changed)

    def _take_changed(self, picture: Picture) -> None:
        before = self._session.state.picture
        if before is not None and before.sha256 == picture.sha256:
            self._messages.show_info(f"{picture.name} is as it was read before.")
            return
        self.take_picture(picture)
        self._messages.show_info(f"{picture.name} was read again: its file has changed.")

    @Slot(object)
    def choose_reading(self, reading: Reading) -> None:
        """Read the picture in use with other levels, another page, other bands or colours."""
        picture = self._session.state.picture
        if picture is not None and picture.path is not None:
            self._read_again(picture, reading, _reference_of(picture), self._take_reading)

    @Slot(object)
    def choose_reference(self, reference: Path) -> None:
        """Measure the LR picture in use against its HR original."""
        picture = self._session.state.picture
        if picture is not None and picture.path is not None:
            self._read_again(picture, picture.reading, reference, self._take_reading)

    @Slot()
    def drop_reference(self) -> None:
        """Measure the LR picture in use against nothing."""
        picture = self._session.state.picture
        if picture is not None:
            self._take_reading(replace(picture, reference=None))

    def _read_again(
        self, picture: Picture, reading: Reading, reference: Path | None, take: Callable[[Picture], None]
    ) -> None:
        self._desk.submit(OPEN, self._pipeline.read_again(picture, reading, reference), take, self._messages.show_error)

    def _take_reading(self, picture: Picture) -> None:
        if not self._fits_its_reference(picture):
            return
        state = self._session.state
        patch = state.patch if _same_size(picture, state.picture) else None
        self._session.update(f"Read {picture.name} otherwise", picture=picture, patch=patch)

    def _fits_its_reference(self, picture: Picture) -> bool:
        """Whether the network in use makes pictures of the reference's size; where it does not, that is said."""
        facts = self._session.facts
        try:
            if picture.reference is not None and facts is not None:
                fitted_reference(picture, picture.reference, facts.scale)
        except PictureError as error:
            self._messages.show_error(error)
            return False
        return True

    @Slot(object)
    def choose_network(self, entry: NetworkEntry, entries: tuple[NetworkEntry, ...] | None = None) -> None:
        """Use a network; where several are compared, it is added to them and gets the focus.

        `entries` are the new list, where it has been added to that.
        """
        label = f"Network {entry.name}" if entries is None else f"Add {entry.name}"
        networks = self._session.state.networks
        if len(networks) > 1 and entry not in networks:
            if len(networks) >= MAX_NETWORKS:
                self._messages.show_info(f"At most {MAX_NETWORKS} networks are compared: untick one first.")
                self._session.update(label, entries=entries)
                return
            networks = (*networks, entry)
        compared = networks if len(networks) > 1 else ()
        self._session.update(label, entries=entries, network=entry, compared=compared)

    @Slot(object)
    def choose_role(self, role: Role) -> None:
        """Say whether the picture is HR (to be reduced) or LR (used as it is)."""
        label, rows = "HR picture" if role is Role.HR else "LR picture", self._session.state.rows_without_bookmarks
        self._session.update(label, role=role, patch=None, rows=rows)

    @Slot(object)
    def choose_reduction(self, reduction: Reduction) -> None:
        """Say how an HR picture is reduced."""
        self._session.update("Reduction", reduction=reduction)

    @Slot(object, str)
    def choose_degradation(self, degradation: Degradation, gesture: str) -> None:
        """Say what is added to an HR picture for networks of scale 1."""
        self._session.update("Degradation", gesture, degradation=degradation)

    @Slot(object, str)
    def choose_settings(self, settings: Settings, gesture: str) -> None:
        """Change the settings."""
        self._session.update("Change settings", gesture, settings=settings)

    @Slot(str)
    def choose_device(self, device: str) -> None:
        """Compute on another device."""
        self._session.update("Device", device=device)

    @Slot(object)
    def change_view(self, changes: dict[str, Any]) -> None:
        """Show the result differently."""
        self._session.set_view(**changes)


def _reference_of(picture: Picture) -> Path | None:
    return None if picture.reference is None else picture.reference.path


def _same_size(picture: Picture, other: Picture | None) -> bool:
    return other is not None and picture.pixels.shape == other.pixels.shape
