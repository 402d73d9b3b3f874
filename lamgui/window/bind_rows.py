"""Ties the rows of a comparison to the session: viewer, table, curves of the others, bookmarks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.attribution.patch import Patch
from lamgui.base.wording import di_in_words, psnr_in_words
from lamgui.control.rows import RowsController
from lamgui.control.runs import Controller
from lamgui.control.session import Session
from lamgui.figures.palette import row_colour
from lamgui.imaging.prepare import Prepared
from lamgui.maps.result import Analysis, Progress
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State, Subject
from lamgui.widgets.curves.curves import OtherCurves
from lamgui.widgets.viewer.consensus_row import Area
from lamgui.widgets.viewer.row_header import RowTitle
from lamgui.window.main_window import MainWindow


class RowsBinding(QObject):
    """Shows every row where it belongs, and passes on what the user does to rows."""

    def __init__(self, window: MainWindow, session: Session, controller: Controller, rows: RowsController) -> None:
        super().__init__(window)
        self._stale: set[Subject] = set()
        self._window = window
        self._session = session
        self._rows = rows
        self._shown: list[tuple[Subject, Analysis | None]] = []
        self._areas: dict[tuple[Analysis, float, int], Area] = {}
        self._may_agree = True
        self._tie_user()
        self._tie_session()
        controller.run_ended.connect(self._end_run)
        rows.info_raised.connect(window.message_bar.show_info)
        rows.error_raised.connect(controller.show_error)
        window.viewer.consensus_hidden.connect(self._hide_consensus)
        self._show_all()

    def _tie_user(self) -> None:
        viewer, table, bookmarks, rows = (
            self._window.viewer,
            self._window.table,
            self._window.bookmarks_panel,
            self._rows,
        )
        viewer.patch_picked.connect(self._move_patch)
        self._window.patch_panel.patch_edited.connect(rows.move_patch)
        viewer.row_chosen.connect(self._choose_visible)
        viewer.row_moved.connect(self._move_visible)
        viewer.row_hidden.connect(self._hide_visible)
        table.row_chosen.connect(self._choose_row)
        table.row_moved.connect(self._move_row)
        table.row_hidden.connect(self._hide_row)
        table.sort_wanted.connect(rows.sort_rows)
        self._window.network_panel.network_ticked.connect(rows.tick_network)
        bookmarks.add_wanted.connect(rows.add_bookmark)
        bookmarks.bookmark_chosen.connect(rows.go_to_bookmark)
        bookmarks.rename_wanted.connect(rows.rename_bookmark)
        bookmarks.remove_wanted.connect(rows.remove_bookmark)
        bookmarks.rows_chosen.connect(rows.choose_rows)
        rows.refused.connect(self._show_all)

    def _tie_session(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.entries_changed.connect(self._show_networks)
        session.prepared_changed.connect(self._show_prepared)
        session.rows_changed.connect(self._show_rows)
        session.progress_changed.connect(self._show_progress)
        session.view_changed.connect(self._show_view)

    @property
    def _visible(self) -> tuple[Subject, ...]:
        return self._session.state.visible_subjects

    @Slot()
    def _show_all(self) -> None:
        self._show_networks()
        self._show_bookmarks()
        self._show_rows()
        self._show_patches()
        self._window.viewer.grid.settle_rows()

    @Slot(object, object)
    def _on_changed(self, before: State, after: State) -> None:
        if (before.compared, before.network) != (after.compared, after.network):
            self._show_networks()
        if (before.bookmarks, before.rows, before.picture) != (after.bookmarks, after.rows, after.picture):
            self._show_bookmarks()
        self._show_rows()
        self._show_patches()
        if _rows_of(before) != _rows_of(after):
            self._window.viewer.grid.settle_rows()

    @Slot(object)
    def _show_networks(self, _: object = None) -> None:
        state = self._session.state
        self._window.network_panel.show_entries(self._session.entries, state.network, state.networks)

    @Slot(object)
    def _show_view(self, _: object) -> None:
        self._show_areas()

    def _show_bookmarks(self) -> None:
        state = self._session.state
        sha256 = "" if state.picture is None else state.picture.sha256
        self._window.bookmarks_panel.show_bookmarks(state.bookmarks, sha256, state.rows)

    @Slot()
    def _show_rows(self) -> None:
        session, state, viewer = self._session, self._session.state, self._window.viewer
        viewer.show_rows(tuple(self._title(subject) for subject in self._visible))
        self._window.table.show_rows(state.subjects, session.analyses, session.failures, state.focus, state.hidden)
        self._window.show_comparison(len(state.subjects) > 1)
        wanted = [(subject, session.analyses.get(subject)) for subject in self._visible]
        for row, (subject, analysis) in enumerate(wanted):
            self._show_row(row, subject, analysis)
        self._shown = wanted
        self._show_curves()
        self._show_areas()

    def _show_row(self, row: int, subject: Subject, analysis: Analysis | None) -> None:
        """A row whose map is being computed again keeps the one that it shows until the new one grows."""
        viewer, session = self._window.viewer, self._session
        before = self._shown[row] if row < len(self._shown) else (None, None)
        if analysis is not None and before != (subject, analysis):
            viewer.show_scene(analysis.pictures, row=row)
            viewer.show_map(analysis.signed, row=row)
            viewer.grid.rows[row].show_field(analysis.network.theoretical_field, analysis.field_mask)
            self._stale.discard(subject)
        elif analysis is None and before[0] != subject:
            viewer.drop_results(row)
            viewer.grid.rows[row].show_field(None, None)
            self._show_input(row, subject)
        elif analysis is None and before[1] is not None:
            self._stale.add(subject)
        failure = session.failures.get(subject)
        waits = analysis is None and session.running is not None and session.running != subject
        viewer.show_row_note(row, str(failure) if failure is not None else "Waiting for its turn" if waits else "")
        if failure is not None:
            viewer.drop_results(row)

    def _show_input(self, row: int, subject: Subject) -> None:
        """The picture of a row that is new, where it is that of the session."""
        prepared, facts = self._session.prepared, self._session.facts
        if prepared is not None and facts is not None and subject.bookmark is None:
            self._window.viewer.show_picture(prepared.lr, prepared.hr, facts.scale, row)

    @Slot(object, int)
    def _show_prepared(self, prepared: Prepared, scale: int) -> None:
        """The picture of the session is ready, before any network has seen it."""
        for row, subject in enumerate(self._visible):
            if subject.bookmark is None or subject == self._session.state.focus:
                self._window.viewer.show_picture(prepared.lr, prepared.hr, scale, row)

    @Slot(str)
    def _end_run(self, _: str) -> None:
        """A map that the run should have replaced goes, for it is not of this state."""
        for row, subject in enumerate(self._visible):
            if subject in self._stale:
                self._window.viewer.show_map(None, row)
        self._stale.clear()

    @Slot()
    def _hide_consensus(self) -> None:
        self._session.set_view(consensus=False)

    def _show_patches(self) -> None:
        for row, subject in enumerate(self._visible):
            patch = self._session.state.patch if subject.bookmark is None else subject.bookmark.patch
            self._window.viewer.show_patch(patch, row=row)

    @Slot(object)
    def _show_progress(self, progress: Progress | None) -> None:
        running = self._session.running
        if progress is None or running not in self._visible:
            return
        row, viewer = self._visible.index(running), self._window.viewer
        if progress.pictures is not None:
            viewer.show_scene(progress.pictures, row=row)
        if progress.partial is not None:
            self._stale.discard(self._visible[row])
            viewer.show_map(progress.partial, row=row)

    def _show_curves(self) -> None:
        """The curves of the other rows beside those of the one in focus."""
        session, state = self._session, self._session.state
        others = tuple(
            OtherCurves(subject.name, row_colour(index), session.analyses[subject].curves)
            for index, subject in enumerate(state.subjects)
            if subject != state.focus and subject in session.analyses and subject in self._visible
        )
        focus = state.focus
        colour = row_colour(state.subjects.index(focus)) if focus is not None and len(state.subjects) > 1 else None
        self._window.curves.show_others(others, colour)

    def _show_areas(self) -> None:
        """The areas of the finished rows of one patch, for the consensus; each is made once."""
        session, state = self._session, self._session.state
        share = session.view.share
        made: dict[tuple[Analysis, float, int], Area] = {}
        for index, subject in enumerate(state.subjects):
            analysis = session.analyses.get(subject)
            if analysis is None or subject not in self._visible or subject.bookmark is not None:
                continue
            key = (analysis, share, index)
            made[key] = self._areas.get(key) or Area(analysis.area(share), row_colour(index))
        may_agree = all(subject.bookmark is None for subject in state.subjects)
        if made != self._areas or may_agree != self._may_agree:
            self._areas, self._may_agree = made, may_agree
            self._window.viewer.show_areas(tuple(made.values()), may_agree)

    def _title(self, subject: Subject) -> RowTitle:
        session, state = self._session, self._session.state
        analysis = session.analyses.get(subject)
        details = []
        if analysis is not None:
            di = analysis.diffusion_index
            details.append("DI none" if di is None else f"DI {di_in_words(di)}")
            if analysis.pictures.quality is not None:
                details.append(psnr_in_words(analysis.pictures.quality.psnr_y))
        colour = row_colour(state.subjects.index(subject))
        return RowTitle(subject.name, colour, " · ".join(details), subject == state.focus)

    @Slot(int, object, str)
    def _move_patch(self, row: int, patch: Patch, gesture: str) -> None:
        self._rows.move_patch(patch, gesture, self._visible[row] if self._visible else None)

    @Slot(int)
    def _choose_visible(self, row: int) -> None:
        self._rows.choose_row(self._visible[row])

    @Slot(int, int)
    def _move_visible(self, row: int, to: int) -> None:
        if 0 <= to < len(self._visible):
            self._rows.move_row(self._visible[row], self._visible[to])

    @Slot(int)
    def _hide_visible(self, row: int) -> None:
        self._rows.hide_row(self._visible[row], True)

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


def _rows_of(state: State) -> list[tuple[NetworkEntry, str | None]]:
    """What the rows are, wherever their patches lie."""
    return [(s.network, None if s.is_network else s.name) for s in state.visible_subjects]
