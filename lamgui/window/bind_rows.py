"""Ties the rows of the viewer to the session: their pictures, maps and patches, and the user's actions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.attribution.patch import Patch
from lamgui.base.wording import di_in_words, psnr_in_words
from lamgui.control.messages import Messages
from lamgui.control.rows import RowsController
from lamgui.control.runs import RunController
from lamgui.control.session import Session
from lamgui.figures.palette import row_colour
from lamgui.imaging.prepare import Prepared
from lamgui.maps.progress import Progress
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State, Subject
from lamgui.widgets.viewer.row_header import RowTitle
from lamgui.window.main_window import MainWindow


class RowsBinding(QObject):
    """Shows every row in the viewer, and passes on what the user does to rows and patches."""

    def __init__(
        self, window: MainWindow, session: Session, runs: RunController, rows: RowsController, messages: Messages
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._rows = rows
        self._shown: list[tuple[Subject, Analysis | None]] = []
        self._stale: set[Subject] = set()
        """Rows that still show an old map, which the present run is to replace."""
        viewer = window.viewer
        viewer.patch_picked.connect(self._move_patch)
        window.patch_panel.patch_edited.connect(rows.move_patch)
        viewer.row_chosen.connect(self._choose_row)
        viewer.row_moved.connect(self._move_row)
        viewer.row_hidden.connect(self._hide_row)
        rows.refused.connect(self._show_all)
        rows.info_raised.connect(messages.show_info)
        rows.error_raised.connect(messages.show_error)
        session.changed.connect(self._on_changed)
        session.prepared_changed.connect(self._show_prepared)
        session.rows_changed.connect(self._show_rows)
        session.progress_changed.connect(self._show_progress)
        runs.run_ended.connect(self._end_run)
        self._show_all()

    @property
    def _visible(self) -> tuple[Subject, ...]:
        return self._session.state.visible_subjects

    @Slot()
    def _show_all(self) -> None:
        self._show_rows()
        self._show_patches()
        self._window.viewer.grid.settle_rows()

    @Slot(object, object)
    def _on_changed(self, before: State, after: State) -> None:
        self._show_rows()
        self._show_patches()
        if _rows_of(before) != _rows_of(after):
            self._window.viewer.grid.settle_rows()

    @Slot()
    def _show_rows(self) -> None:
        """Show the visible rows, each with its map if it has one."""
        self._window.viewer.show_rows(tuple(self._title(subject) for subject in self._visible))
        wanted = [(subject, self._session.analyses.get(subject)) for subject in self._visible]
        for row, (subject, analysis) in enumerate(wanted):
            self._show_row(row, subject, analysis)
        self._shown = wanted

    def _show_row(self, row: int, subject: Subject, analysis: Analysis | None) -> None:
        """Show a row; where its map is being computed again, the old one stays until the new one has begun."""
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
        """Show the picture of the session in a new row, if it is the row's own."""
        prepared, facts = self._session.prepared, self._session.facts
        if prepared is not None and facts is not None and subject.bookmark is None:
            self._window.viewer.show_picture(prepared.lr, prepared.hr, facts.scale, row)

    @Slot(object, int)
    def _show_prepared(self, prepared: Prepared, scale: int) -> None:
        """The picture of the session is reduced, but not yet restored."""
        for row, subject in enumerate(self._visible):
            if subject.bookmark is None or subject == self._session.state.focus:
                self._window.viewer.show_picture(prepared.lr, prepared.hr, scale, row)

    @Slot(str)
    def _end_run(self, _: str) -> None:
        """Remove maps that the run should have replaced: they do not belong to this state."""
        for row, subject in enumerate(self._visible):
            if subject in self._stale:
                self._window.viewer.show_map(None, row)
        self._stale.clear()

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
        return RowTitle(subject.label, colour, " · ".join(details), subject == state.focus)

    @Slot(int, object, str)
    def _move_patch(self, row: int, patch: Patch, gesture: str) -> None:
        self._rows.move_patch(patch, gesture, self._visible[row] if self._visible else None)

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        self._rows.choose_row(self._visible[row])

    @Slot(int, int)
    def _move_row(self, row: int, to: int) -> None:
        if 0 <= to < len(self._visible):
            self._rows.move_row(self._visible[row], self._visible[to])

    @Slot(int)
    def _hide_row(self, row: int) -> None:
        self._rows.hide_row(self._visible[row], True)


def _rows_of(state: State) -> list[tuple[NetworkEntry, str | None]]:
    """The identity of the rows, regardless of their patches."""
    return [(s.network, None if s.is_network else s.name) for s in state.visible_subjects]
