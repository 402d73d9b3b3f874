"""Which menu items can be chosen and which are ticked, true to the session at any time."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from lamgui.control.session import Session
from lamgui.session.state import View
from lamgui.window.menus import Menus

OF_PICTURE = ("zoom_in", "zoom_out", "fit")
OF_FIGURE = (
    "build_figure",
    "compare_paths",
    "copy_figure",
    "copy_caption",
    "copy_python",
    "check_sanity",
    "save_session",
    "save_session_as",
)
OF_SURVEY = ("next_hard_patch", "previous_hard_patch")
OF_ANALYSIS = (
    "save_figure",
    "save_overlay",
    "save_map",
    "save_sr",
    "save_numbers",
    "copy_overlay",
    "copy_numbers",
)


class MenuState(QObject):
    """Listens to the session on behalf of the menus."""

    def __init__(self, menus: Menus, session: Session) -> None:
        super().__init__(menus)
        self._actions = menus.actions
        self._session = session
        # The stack says so a last time while it is deleted, when it can no longer be asked.
        session.undo_stack.canUndoChanged.connect(self._actions["undo"].setEnabled)
        session.undo_stack.canRedoChanged.connect(self._actions["redo"].setEnabled)
        session.undo_stack.undoTextChanged.connect(self._show_undo)
        session.undo_stack.redoTextChanged.connect(self._show_redo)
        for changed in (
            session.changed,
            session.progress_changed,
            session.analysis_changed,
            session.loading_changed,
            session.survey_changed,
        ):
            changed.connect(self._show_possible)
        session.view_changed.connect(self._show_ticks)
        self._actions["undo"].setEnabled(session.undo_stack.canUndo())
        self._actions["redo"].setEnabled(session.undo_stack.canRedo())
        self._show_possible()
        self._show_ticks(session.view)

    @Slot()
    def _show_possible(self) -> None:
        session, state = self._session, self._session.state
        hard = session.survey is not None and state.patch is not None and session.survey.hard_of(state.patch.size)
        possible = {
            "zoom_to_patch": state.picture is not None and state.patch is not None,
            "run_again": state.picture is not None and state.network is not None,
            "cancel": session.progress is not None or bool(session.loading),
            "rename_network": state.network is not None and not state.network.bundled,
            "remove_network": state.network is not None and not state.network.bundled,
            "add_bookmark": state.picture is not None and state.patch is not None,
            "show_all_rows": bool(state.hidden),
            **dict.fromkeys(("export_bookmarks", "rows_bookmarks"), bool(state.bookmarks)),
            **dict.fromkeys(OF_SURVEY, bool(hard)),
            **dict.fromkeys(OF_FIGURE, state.picture is not None and state.network is not None),
            **dict.fromkeys(OF_PICTURE, state.picture is not None),
            **dict.fromkeys(OF_ANALYSIS, session.analysis is not None),
        }
        for command, can in possible.items():
            self._actions[command].setEnabled(can)
        self._actions[f"rows_{state.rows.value}"].setChecked(True)

    @Slot(str)
    def _show_undo(self, what: str) -> None:
        self._actions["undo"].setText(f"&Undo: {what}" if what else "&Undo")

    @Slot(str)
    def _show_redo(self, what: str) -> None:
        self._actions["redo"].setText(f"&Redo: {what}" if what else "&Redo")

    @Slot(object)
    def _show_ticks(self, view: View) -> None:
        self._actions["toggle_signed"].setChecked(view.signed)
        self._actions["toggle_contour"].setChecked(view.contour)
        self._actions["toggle_field"].setChecked(view.receptive_field)
        self._actions["toggle_common_scale"].setChecked(view.common_scale)
        self._actions["toggle_consensus"].setChecked(view.consensus)
        self._actions["toggle_hover_curve"].setChecked(view.hover_curve)
        panes = self._actions.get(f"panes_{len(view.panes)}")
        if panes is not None:
            panes.setChecked(True)
