"""Ties the cells of the viewer to the session: their pictures, maps and patches, and the user's actions."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.attribution.patch import Patch
from lamgui.control.messages import Messages
from lamgui.control.row_content import RowContent
from lamgui.control.rows import RowsController
from lamgui.control.runs import RunController
from lamgui.control.session import Session
from lamgui.maps.input_frames.maps import InputFrames
from lamgui.maps.result import Analysis
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State, Subject
from lamgui.widgets.viewer.cells.cell import OF_RUN_BEFORE, UNFINISHED
from lamgui.window.bind.cell_marks import marks_of
from lamgui.window.bind.cell_words import note_of, references_of, title_of
from lamgui.window.main_window import MainWindow


class RowsBinding(QObject):
    """Shows every row in a cell, and passes on what the user does to cells and patches.

    Cells compare what they are to show with what they show: whatever has changed, all of it is shown again.
    """

    def __init__(
        self, window: MainWindow, session: Session, rows: RowsController, runs: RunController, messages: Messages
    ) -> None:
        super().__init__(window)
        self._viewer = window.viewer
        self._session = session
        self._rows = rows
        self._runs = runs
        self._settled_rows: list[tuple[NetworkEntry, str | None]] | None = None
        viewer = window.viewer
        viewer.patch_picked.connect(self._move_patch)
        window.patch_panel.patch_edited.connect(rows.move_patch)
        viewer.cell_chosen.connect(self._choose_row)
        viewer.cell_moved.connect(self._move_row)
        viewer.cell_hidden.connect(self._hide_row)
        rows.refused.connect(self._show)
        rows.info_raised.connect(messages.show_info)
        rows.error_raised.connect(messages.show_error)
        session.settled.connect(self._show)
        self._show()

    @property
    def _visible(self) -> tuple[Subject, ...]:
        return self._session.state.visible_subjects

    @Slot()
    def _show(self) -> None:
        """Show the visible rows, each with its map if it has one."""
        state, viewer = self._session.state, self._viewer
        viewer.show_awaited(state.picture is not None)
        titles = tuple(title_of(self._session, subject) for subject in self._visible)
        viewer.show_cells(titles, references_of(state))
        for row, subject in enumerate(self._visible):
            self._show_row(row, subject)
        if not self._visible:
            self._show_input(0, None)
            viewer.show_map_words(0, "")
            viewer.show_cell_note(0, "no network is chosen")
            viewer.show_patch(state.patch, row=0)
            viewer.show_marks((), row=0)
        frames = self._input_frames
        viewer.toolbar.look.show_frames(*((0, 0) if frames is None else (len(frames.lam), frames.at)))
        rows = _rows_of(state)
        if rows != self._settled_rows:
            self._settled_rows = rows
            viewer.grid.settle()

    def _show_row(self, row: int, subject: Subject) -> None:
        viewer, state, content = self._viewer, self._session.state, self._session.content(subject)
        if content.pictures is not None:
            shown = self._in_frame(content.analysis)
            viewer.show_scene(content.pictures if shown is None else shown.pictures, row=row)
            viewer.show_map(content.signed if shown is None else shown.signed, row=row)
        else:
            self._show_input(row, subject)
        viewer.show_patch(state.patch if subject.bookmark is None else subject.bookmark.patch, row=row)
        cell, analysis = viewer.grid.cells[row], content.analysis
        theory = None if analysis is None else analysis.network.theoretical_field
        cell.show_field(theory, None if analysis is None else analysis.field_mask)
        viewer.show_map_words(row, self._map_words(subject, content))
        viewer.show_marks(marks_of(self._session, subject), row)
        viewer.show_cell_note(row, note_of(self._session, subject))

    @property
    def _input_frames(self) -> InputFrames | None:
        """Those of the row in focus; None for a network of one input."""
        focus = self._session.state.focus
        analysis = None if focus is None else self._session.content(focus).analysis
        return None if analysis is None else analysis.input_frames

    def _in_frame(self, analysis: Analysis | None) -> Analysis | None:
        """The run with the frame of its input that the view asks for; None for a network of one."""
        if analysis is None or analysis.input_frames is None:
            return None
        return analysis.of_input_frame(analysis.input_frames.shown(self._session.view.input_frame))

    def _show_input(self, row: int, subject: Subject | None) -> None:
        """Show the picture of the session in a row without results, if it is the row's own and has been prepared."""
        session, viewer = self._session, self._viewer
        bookmark = None if subject is None else subject.bookmark
        is_own = bookmark is None or bookmark == session.state.bookmark_in_use
        if is_own and session.prepared is not None:
            prepared, scale = session.prepared
            viewer.show_picture(prepared.lr, prepared.hr, scale, row)
        else:
            viewer.show_scene(None, row=row)
        viewer.show_map(None, row=row)

    def _map_words(self, subject: Subject, content: RowContent) -> str:
        """Why the map that a row shows is not that of its present run."""
        if content.signed is None or content.analysis is not None:
            return ""
        if content.has_old_map:
            return OF_RUN_BEFORE
        return UNFINISHED if subject in self._session.cancelled else ""

    @Slot(int, object, str)
    def _move_patch(self, row: int, patch: Patch, gesture: str) -> None:
        self._rows.move_patch(patch, gesture, self._visible[row] if self._visible else None)
        # The viewer has shown it before it was asked, in every cell that seemed to be of the same patch.
        self._show()

    @Slot(int)
    def _choose_row(self, row: int) -> None:
        subject = self._visible[row]
        self._rows.choose_row(subject)
        self._runs.resume(subject)

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
