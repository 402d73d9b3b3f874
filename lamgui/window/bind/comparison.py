"""Ties the widgets that choose and compare rows to the session: table, bookmarks, consensus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Slot

from lamgui.attribution.measures.measures import area_of_contribution
from lamgui.base.arrays import Floats
from lamgui.control.row_content import RowContent
from lamgui.control.rows import RowsController
from lamgui.control.runs import RunController
from lamgui.control.session import Session
from lamgui.maps.pictures import Pictures
from lamgui.session.state import Bookmark, RowsOf, Subject
from lamgui.widgets.controls.later import Later
from lamgui.widgets.viewer.cells.consensus_cell import Area, ComparedAreas
from lamgui.window.bind.cell_words import RUNS_AGAIN
from lamgui.window.main_window import MainWindow
from lamgui.window.show_once import ShowOnce

AreaKey = tuple[int, float, int]


class ComparisonBinding(QObject):
    """Shows the rows of the comparison, hidden ones in the table only, and passes on what the user does there."""

    def __init__(self, window: MainWindow, session: Session, rows: RowsController, runs: RunController) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._rows = rows
        self._runs = runs
        self._show_table = ShowOnce(self._set_table)
        self._show_bookmarks = ShowOnce(window.bookmarks_panel.show_bookmarks)
        self._areas: dict[AreaKey, tuple[Floats, Area]] = {}
        """By the identity of the map, which is kept beside its area, the share and the slot."""
        self._show_areas = ShowOnce(window.viewer.show_areas)
        self._clicked = Later(self, self._show_again)
        table = window.table
        table.row_chosen.connect(self._choose_row)
        table.row_moved.connect(self._move_row)
        table.row_hidden.connect(self._hide_row)
        table.sort_wanted.connect(rows.sort_rows)
        bookmarks = window.bookmarks_panel
        bookmarks.add_wanted.connect(rows.add_bookmark)
        bookmarks.bookmark_chosen.connect(self._go_to_bookmark)
        bookmarks.rename_wanted.connect(rows.rename_bookmark)
        bookmarks.remove_wanted.connect(rows.remove_bookmark)
        bookmarks.rows_chosen.connect(self._choose_rows)
        window.viewer.consensus_hidden.connect(self._hide_consensus)
        rows.refused.connect(self._show_again)
        session.settled.connect(self._show)
        self._show()

    @Slot()
    def _show_again(self) -> None:
        """Show what the user has changed in a widget as the session has it."""
        self._show_table.forget()
        self._show_bookmarks.forget()
        self._show()

    @Slot()
    def _show(self) -> None:
        session, state = self._session, self._session.state
        slots = tuple(state.slot_of(subject) for subject in state.subjects)
        facts = [session.known_facts.get(subject.network.path) for subject in state.subjects]
        parameters = tuple(None if known is None else known.parameters for known in facts)
        self._show_table(
            (session.view.sorted_by, session.view.sorted_down),
            *(state.subjects, session.analyses, session.failures, state.focus, state.hidden, slots, parameters),
        )
        sha256 = "" if state.picture is None else state.picture.sha256
        self._show_bookmarks(state.bookmarks, sha256, state.rows, state.bookmark_here)
        self._window.centre.show_several(len(state.subjects) > 1)
        self._show_areas(self._consensus())

    def _set_table(self, sorted_by: tuple[str, bool], *rows: Any) -> None:
        self._window.table.show_sorted(*sorted_by)
        self._window.table.show_rows(*rows)

    def _consensus(self) -> ComparedAreas:
        """Areas of finished rows of one patch; until there are two, all those of the last complete run."""
        session, state = self._session, self._session.state
        subjects = state.visible_subjects
        may_agree = all(subject.bookmark is None for subject in state.subjects)
        with_map = sum(session.content(subject).signed is not None for subject in subjects)
        known = self._areas
        self._areas = {}
        finished = {subject: session.content(subject) for subject in subjects if subject in session.analyses}
        areas = self._areas_of(finished, known) if may_agree else ()
        before = self._areas_of({subject: session.content_before(subject) for subject in subjects}, known)
        is_old = may_agree and len(areas) < 2 <= len(before)
        shown, total = (before, len(before)) if is_old else (areas, len(subjects))
        return ComparedAreas(shown, may_agree, with_map > 1, total, is_old, self._why_none())

    def _areas_of(
        self, contents: Mapping[Subject, RowContent], known: Mapping[AreaKey, tuple[Floats, Area]]
    ) -> tuple[Area, ...]:
        """The areas of the rows that have a map; those that are `known` are not computed again."""
        found = []
        for subject, content in contents.items():
            signed, pictures = content.signed, content.pictures
            if signed is not None and pictures is not None:
                share, slot = self._session.view.share, self._session.state.slot_of(subject)
                key = (id(signed), share, slot)
                self._areas[key] = known.get(key) or (signed, _area_of(signed, share, slot, pictures))
                found.append(self._areas[key][1])
        return tuple(found)

    def _why_none(self) -> str:
        """What the consensus says where there are not two areas."""
        session = self._session
        if session.running is not None or not session.ended:
            return "waits for two maps"
        cancelled = any(subject in session.cancelled for subject in session.state.visible_subjects)
        return RUNS_AGAIN if cancelled else "needs two maps"

    @Slot()
    def _hide_consensus(self) -> None:
        self._session.set_view(consensus=False)

    @Slot(object)
    def _go_to_bookmark(self, bookmark: Bookmark) -> None:
        self._rows.go_to_bookmark(bookmark)
        # Its picture may have to be read first.
        self._show_again()

    @Slot(object)
    def _choose_rows(self, rows: RowsOf) -> None:
        self._rows.choose_rows(rows)
        self._show_again()

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        subject = self._session.state.subjects[row]
        self._rows.choose_row(subject)
        self._runs.resume(subject)
        self._show_again()

    @Slot(int, int)
    def _move_row(self, row: int, to: int) -> None:
        subjects = self._session.state.subjects
        if 0 <= to < len(subjects):
            self._rows.move_row(subjects[row], subjects[to])

    @Slot(int, bool)
    def _hide_row(self, row: int, hidden: bool) -> None:
        self._rows.hide_row(self._session.state.subjects[row], hidden)
        # The click that took the tick away selects its row afterwards, which is no longer the one in focus.
        self._clicked.start()


def _area_of(signed: Floats, share: float, slot: int, pictures: Pictures) -> Area:
    """The area of contribution of a map, Σ_c (h, w), in the place of what the network was given."""
    return Area(area_of_contribution(np.abs(signed), share), slot, pictures.lr_origin)
