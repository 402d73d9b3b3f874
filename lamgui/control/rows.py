"""Actions on the rows of a comparison, its networks and bookmarks, become changes of the session."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from lamgui.attribution.patch import Patch
from lamgui.control.desk.desk import OPEN, Desk
from lamgui.control.session import Session
from lamgui.figures.table import NAME_TITLE, TABLE_COLUMNS
from lamgui.files.names import first_free, free_name
from lamgui.imaging.picture import Picture
from lamgui.jobs.pipeline import Pipeline
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import MAX_NETWORKS, OF_SETTINGS, Bookmark, RowsOf, State, Subject

Item = TypeVar("Item")


class RowsController(QObject):
    """Every slot is an action of the user on the rows; all of them can be undone."""

    error_raised = Signal(object)
    """Exception to be shown to the user."""
    info_raised = Signal(str)
    refused = Signal()
    """An action was refused: widgets show the session's state again."""

    def __init__(self, session: Session, desk: Desk, pipeline: Pipeline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self._pipeline = pipeline

    @Slot(object, bool)
    def tick_networks(self, entries: Sequence[NetworkEntry], ticked: bool) -> None:
        """Add several networks to the comparison, as many as it holds, or remove all but one of them; one step."""
        state = self._session.state
        if not ticked:
            self._untick(state, entries)
            return
        new = tuple(entry for entry in entries if entry not in state.networks)
        room = MAX_NETWORKS - len(state.networks)
        if len(new) > room:
            self.info_raised.emit(f"At most {MAX_NETWORKS} networks are compared: untick one first.")
        if not new[:room]:
            self.refused.emit()
            return
        self._session.update(
            f"Compare {_named(new[:room])}",
            compared=(*state.networks, *new[:room]),
            network=state.network or new[0],
            rows=RowsOf.NETWORKS,
        )

    @Slot(object)
    def choose_row(self, subject: Subject) -> None:
        """Put a row in focus: its curves, numbers and filmstrip are shown."""
        if subject.bookmark is not None:
            self.go_to_bookmark(subject.bookmark)
        elif subject.variant is not None:
            self._session.update(f"Take {subject.name}", "focus", settings=subject.variant.settings)
        else:
            hidden = self._session.state.hidden - {subject.network}
            self._session.update(f"Look at {subject.name}", "focus", network=subject.network, hidden=hidden)

    @Slot(object, object)
    def move_row(self, subject: Subject, to: Subject) -> None:
        """Move a row to the place of another."""
        state = self._session.state
        if subject.variant is not None:
            self.refused.emit()
        elif subject.bookmark is not None and to.bookmark is not None:
            bookmarks = _moved(state.bookmarks, subject.bookmark, to.bookmark)
            self._session.update(f"Move {subject.name}", bookmarks=bookmarks)
        else:
            self._session.update(f"Move {subject.name}", compared=_moved(state.networks, subject.network, to.network))

    @Slot(object, bool)
    def hide_row(self, subject: Subject, hidden: bool) -> None:
        """Hide a network's row, or show it again; one row always stays, and the focus goes to the next that does."""
        state = self._session.state
        wanted = state.hidden | {subject.network} if hidden else state.hidden - {subject.network}
        if not subject.is_network or not set(state.networks) - wanted:
            self.refused.emit()
            return
        focus = state.network
        if focus in wanted:
            at = state.networks.index(focus)
            focus = next(n for n in (*state.networks[at:], *reversed(state.networks[:at])) if n not in wanted)
        self._session.update(f"{'Hide' if hidden else 'Show'} {subject.name}", hidden=wanted, network=focus)

    @Slot()
    def show_all_rows(self) -> None:
        """Show every row again."""
        self._session.update("Show all rows", hidden=frozenset())

    @Slot(str, bool)
    def sort_rows(self, column: str, descending: bool) -> None:
        """Sort the rows by the column of the table with this title, or by name; rows without a number go last."""
        session = self._session
        if session.state.rows in OF_SETTINGS:
            self.info_raised.emit("Rows of paths and presets keep their order.")
            return

        if column == NAME_TITLE:
            ordered = sorted(session.state.subjects, key=lambda subject: subject.label.casefold(), reverse=descending)
        else:
            ordered = self._by_number(column, descending)
        bookmarks = tuple(subject.bookmark for subject in ordered if subject.bookmark is not None)
        if bookmarks:
            session.update(f"Sort by {column}", bookmarks=bookmarks)
        else:
            session.update(f"Sort by {column}", compared=tuple(subject.network for subject in ordered))
        session.set_view(sorted_by=column, sorted_down=descending)

    def _by_number(self, column: str, descending: bool) -> list[Subject]:
        value_of = next(shown.sort_value for shown in TABLE_COLUMNS if shown.title == column)
        analyses = self._session.analyses

        def place(subject: Subject) -> tuple[bool, float]:
            analysis = analyses.get(subject)
            value = None if analysis is None else value_of(analysis)
            if value is None or math.isnan(value):
                return True, 0.0
            return False, -value if descending else value

        return sorted(self._session.state.subjects, key=place)

    @Slot(object, str)
    def move_patch(self, patch: Patch, gesture: str, subject: Subject | None = None) -> None:
        """Move the patch of a row: that of its bookmark, where the rows are bookmarks.

        Without a `subject`, the patch in use is moved, and with it the bookmark in focus.
        Steps of one `gesture` are undone together.
        """
        state = self._session.state
        bookmark = state.bookmark_in_use if subject is None else subject.bookmark
        if bookmark is None or bookmark not in state.bookmarks:
            self._session.update("Move patch", gesture, patch=patch)
            return
        moved = replace(bookmark, patch=patch)
        bookmarks = tuple(moved if b == bookmark else b for b in state.bookmarks)
        is_here = state.picture is not None and state.picture.sha256 == bookmark.picture_sha256
        place = _place_of(moved) if is_here else {}
        self._session.update(f"Move {bookmark.name}", gesture, bookmarks=bookmarks, **place)

    @Slot()
    def add_bookmark(self, patch: Patch | None = None) -> None:
        """Remember a patch of the picture in use, that in use unless another is given, under a name to be changed."""
        state = self._session.state
        patch = patch or state.patch
        if state.picture is None or patch is None:
            self.info_raised.emit("Pick a patch first, then bookmark it.")
            return
        taken = {bookmark.name for bookmark in state.bookmarks}
        name = first_free((f"Patch {number}" for number in count(1)), taken)
        picture = state.picture
        bookmark = Bookmark(name, patch, picture.name, picture.sha256, picture.path, state.role)
        if any(replace(b, name="") == replace(bookmark, name="") for b in state.bookmarks):
            self.info_raised.emit("This patch is bookmarked already.")
            return
        self._session.update(f"Bookmark {bookmark.name}", bookmarks=(*state.bookmarks, bookmark))

    @Slot(object, str)
    def rename_bookmark(self, bookmark: Bookmark, name: str) -> None:
        """Rename a bookmark; an empty name changes nothing, and one that is taken gets a number."""
        state, name = self._session.state, name.strip()
        if not name or name == bookmark.name:
            self.refused.emit()
            return
        renamed = replace(bookmark, name=free_name(name, {b.name for b in state.bookmarks if b != bookmark}))
        self._session.update(
            f"Rename {bookmark.name}",
            bookmarks=tuple(renamed if b == bookmark else b for b in state.bookmarks),
            bookmark=renamed if state.bookmark == bookmark else state.bookmark,
        )

    @Slot(object)
    def remove_bookmark(self, bookmark: Bookmark) -> None:
        """Delete a bookmark."""
        state = self._session.state
        remaining = tuple(b for b in state.bookmarks if b != bookmark)
        changes: dict[str, Any] = {"bookmarks": remaining}
        if state.rows is RowsOf.BOOKMARKS and state.bookmark_in_use in (bookmark, None):
            # Another of its picture gets the focus; without one, the patch stays in use.
            here = [b for b in remaining if b.picture_sha256 == bookmark.picture_sha256]
            changes |= _place_of(here[0]) if here else {"rows": state.rows_without_bookmarks}
        self._session.update(f"Remove {bookmark.name}", **changes)

    @Slot(object)
    def go_to_bookmark(self, bookmark: Bookmark) -> None:
        """Look at a bookmarked patch, opening its picture where another is in use."""
        self._go_to(bookmark, self._session.state.rows)

    @Slot(object)
    def choose_rows(self, rows: RowsOf) -> None:
        """Compare networks on one patch, or patches under one network.

        Of bookmarks, one is always in use: where the patch is none of theirs, the first of its picture, or of all.
        """
        state = self._session.state
        if rows is not RowsOf.BOOKMARKS or state.bookmark_here is not None:
            self._session.update(f"Compare {rows.value}", rows=rows)
            return
        if not state.bookmarks:
            self.info_raised.emit("There is no bookmark yet: pick a patch and press Ctrl+B.")
            self.refused.emit()
            return
        sha256 = "" if state.picture is None else state.picture.sha256
        here = [bookmark for bookmark in state.bookmarks if bookmark.picture_sha256 == sha256]
        self._go_to((here or list(state.bookmarks))[0], RowsOf.BOOKMARKS)

    def _go_to(self, bookmark: Bookmark, rows: RowsOf) -> None:
        """Use the picture and patch of a bookmark, with these rows; a picture that is not in use is read first."""
        state = self._session.state
        if state.picture is not None and state.picture.sha256 == bookmark.picture_sha256:
            self._show_bookmark(bookmark, state.picture, rows)
        else:
            opened = _Opened(self, bookmark, rows)
            self._desk.submit(OPEN, self._pipeline.open_bookmark(bookmark), opened.show, self.error_raised.emit)

    def _show_bookmark(self, bookmark: Bookmark, picture: Picture, rows: RowsOf) -> None:
        gesture = "bookmark" if rows is self._session.state.rows else ""
        self._session.update(f"Go to {bookmark.name}", gesture, picture=picture, rows=rows, **_place_of(bookmark))

    def _untick(self, state: State, entries: Sequence[NetworkEntry]) -> None:
        remaining = tuple(network for network in state.networks if network not in entries)
        if not remaining or remaining == state.networks:
            self.refused.emit()
            return
        self._session.update(
            f"Do not compare {_named(entries)}",
            compared=remaining,
            network=state.network if state.network in remaining else remaining[0],
            hidden=state.hidden & set(remaining[1:]),
        )


class _Opened:
    """Remembers to which bookmark to go, and with which rows, once its picture is read."""

    def __init__(self, controller: RowsController, bookmark: Bookmark, rows: RowsOf) -> None:
        self._controller = controller
        self._bookmark = bookmark
        self._rows = rows

    def show(self, picture: Picture) -> None:
        self._controller._show_bookmark(self._bookmark, picture, self._rows)


def _place_of(bookmark: Bookmark) -> dict[str, Any]:
    """What is in use in a picture when a bookmark of it is."""
    return {"role": bookmark.role, "patch": bookmark.patch, "bookmark": bookmark}


def _moved(items: tuple[Item, ...], item: Item, to: Item) -> tuple[Item, ...]:
    """The items with one of them moved to the place of another."""
    remaining = [other for other in items if other != item]
    remaining.insert(items.index(to), item)
    return tuple(remaining)


def _named(networks: Sequence[NetworkEntry]) -> str:
    """The name of a network, or how many there are."""
    return networks[0].name if len(networks) == 1 else f"{len(networks)} networks"
