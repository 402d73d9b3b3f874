"""Ties the widgets that choose and compare rows to the session: table, ticks, bookmarks, other curves, consensus."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.rows import RowsController
from lamgui.control.session import Session
from lamgui.figures.palette import row_colour
from lamgui.files.shipped import sample_picture
from lamgui.maps.result import Analysis
from lamgui.networks.catalogue import wide_entry, wide_releases
from lamgui.session.state import State
from lamgui.widgets.curves.curves import OtherCurves
from lamgui.widgets.viewer.consensus_row import Area
from lamgui.window.main_window import MainWindow


class ComparisonBinding(QObject):
    """Shows the rows of the comparison, hidden ones in the table only, and passes on what the user does there."""

    def __init__(self, window: MainWindow, session: Session, rows: RowsController) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._rows = rows
        self._table_shows: tuple[object, ...] = ()
        self._areas: dict[tuple[Analysis, float, int], Area] = {}
        self._may_agree = True
        table = window.table
        table.row_chosen.connect(self._choose_row)
        table.row_moved.connect(self._move_row)
        table.row_hidden.connect(self._hide_row)
        table.sort_wanted.connect(rows.sort_rows)
        window.network_panel.network_ticked.connect(rows.tick_network)
        bookmarks = window.bookmarks_panel
        bookmarks.add_wanted.connect(rows.add_bookmark)
        bookmarks.bookmark_chosen.connect(rows.go_to_bookmark)
        bookmarks.rename_wanted.connect(rows.rename_bookmark)
        bookmarks.remove_wanted.connect(rows.remove_bookmark)
        bookmarks.rows_chosen.connect(rows.choose_rows)
        window.viewer.consensus_hidden.connect(self._hide_consensus)
        rows.refused.connect(self._show_all)
        session.changed.connect(self._on_changed)
        session.rows_changed.connect(self._show_rows)
        session.entries_changed.connect(self._show_networks)
        session.view_changed.connect(self._show_areas)
        self._show_all()

    @Slot()
    def _show_all(self) -> None:
        """Show all state again, also after a refused action that a widget already shows."""
        self._table_shows = ()
        self._show_networks()
        self._show_bookmarks()
        self._show_rows()

    @Slot(object, object)
    def _on_changed(self, before: State, after: State) -> None:
        if (before.compared, before.network, before.picture) != (after.compared, after.network, after.picture):
            self._show_networks()
        if (before.bookmarks, before.rows, before.picture) != (after.bookmarks, after.rows, after.picture):
            self._show_bookmarks()
        self._show_rows()

    @Slot(object)
    def _show_networks(self, _: object = None) -> None:
        state = self._session.state
        self._window.network_panel.show_entries(self._session.entries, state.network, state.networks)
        self._window.network_panel.show_hint(hint_of(state))

    def _show_bookmarks(self) -> None:
        state = self._session.state
        sha256 = "" if state.picture is None else state.picture.sha256
        self._window.bookmarks_panel.show_bookmarks(state.bookmarks, sha256, state.rows)

    @Slot()
    def _show_rows(self) -> None:
        self._show_table()
        self._window.show_comparison(len(self._session.state.subjects) > 1)
        self._show_curves()
        self._show_areas()

    def _show_table(self) -> None:
        session, state = self._session, self._session.state
        rows = (state.subjects, session.analyses, session.failures, state.focus, state.hidden)
        if rows != self._table_shows:
            self._table_shows = rows
            self._window.table.show_rows(*rows)

    def _show_curves(self) -> None:
        """The curves of the other rows beside those of the one in focus."""
        session, state = self._session, self._session.state
        visible = state.visible_subjects
        others = tuple(
            OtherCurves(subject.label, row_colour(index), session.analyses[subject].curves)
            for index, subject in enumerate(state.subjects)
            if subject != state.focus and subject in session.analyses and subject in visible
        )
        focus = state.focus
        colour = row_colour(state.subjects.index(focus)) if focus is not None and len(state.subjects) > 1 else None
        self._window.curves.show_others(others, colour)

    @Slot(object)
    def _show_areas(self, _: object = None) -> None:
        """The areas of the finished rows of one patch, for the consensus; each is made once."""
        session, state = self._session, self._session.state
        share, visible = session.view.share, state.visible_subjects
        areas: dict[tuple[Analysis, float, int], Area] = {}
        for index, subject in enumerate(state.subjects):
            analysis = session.analyses.get(subject)
            if analysis is None or subject not in visible or subject.bookmark is not None:
                continue
            key = (analysis, share, index)
            areas[key] = self._areas.get(key) or Area(
                analysis.area(share), row_colour(index), analysis.pictures.lr_origin
            )
        may_agree = all(subject.bookmark is None for subject in state.subjects)
        if areas != self._areas or may_agree != self._may_agree:
            self._areas, self._may_agree = areas, may_agree
            self._window.viewer.show_areas(tuple(areas.values()), may_agree)

    @Slot()
    def _hide_consensus(self) -> None:
        self._session.set_view(consensus=False)

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        self._rows.choose_row(self._session.state.subjects[row])

    @Slot(int, int)
    def _move_row(self, row: int, to: int) -> None:
        subjects = self._session.state.subjects
        if 0 <= to < len(subjects):
            self._rows.move_row(subjects[row], subjects[to])

    @Slot(int, bool)
    def _hide_row(self, row: int, hidden: bool) -> None:
        self._rows.hide_row(self._session.state.subjects[row], hidden)


def hint_of(state: State) -> str:
    """What is one tick away while the sample is open and no wide network is chosen: how far a map can reach."""
    wide = wide_entry()
    if wide is None or state.picture is None or state.picture.path != sample_picture() or wide in state.networks:
        return ""
    offered = " and ".join(f"{release.architecture} ({release.size_in_words})" for release in wide_releases())
    return f"Tick {wide.label}: its map reaches over the louvres.\nGet more… has the authors' {offered}."
