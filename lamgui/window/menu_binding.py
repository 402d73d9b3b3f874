"""Ties the menus to the program: runs the chosen command, and shows which can be chosen and which are ticked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from shiboken6 import isValid

from lamgui.base.vocabulary import in_words_of
from lamgui.widgets.controls.available import show_available
from lamgui.window.command import Command, shown_in_menu
from lamgui.window.commands.leave import esc_cancels
from lamgui.window.commands.targets import Targets
from lamgui.window.show_once import ShowOnce

OF_HISTORY = ("undo", "redo")
"""The commands that ask the history of changes."""


class MenuBinding(QObject):
    """Listens to the menus on behalf of the commands, and to the session on behalf of the menus."""

    def __init__(self, targets: Targets) -> None:
        window, session = targets.window, targets.session
        super().__init__(window)
        self._targets = targets
        self._menus = window.menus
        self._stack = session.undo_stack
        self._menus.chosen.connect(self._carry_out)
        actions = self._menus.actions
        window.viewer.duel_toggled.connect(actions["toggle_duel"].trigger)
        window.picture_panel.open_wanted.connect(actions["open_picture"].trigger)
        window.picture_panel.reading.reference_wanted.connect(actions["open_reference"].trigger)
        window.picture_panel.sample_wanted.connect(actions["open_sample"].trigger)
        window.network_panel.add_wanted.connect(actions["add_network"].trigger)
        for changed in (
            self._stack.canUndoChanged,
            self._stack.canRedoChanged,
            self._stack.undoTextChanged,
            self._stack.redoTextChanged,
        ):
            changed.connect(self._show_history)
        for changed in (
            targets.appearance.changed,
            window.layout_changed,
            window.viewer.duel_kind_changed,
            window.viewer.line_changed,
            window.viewer.consensus_changed,
            window.curves.zoom_changed,
        ):
            changed.connect(self._show_state)
        self._session = session
        self._show_menus = ShowOnce(self._show_state)
        session.settled.connect(self._on_settled)
        self._on_settled()

    @Slot()
    def _on_settled(self) -> None:
        """Commands depend on whether there is a run, not on its progress."""
        session = self._session
        self._show_menus(
            session.state,
            session.view,
            session.analysis,
            session.loading,
            session.survey,
            session.pictures,
            session.pairs,
            session.progress is None,
        )

    @Slot(object)
    def _carry_out(self, command: Command[Targets]) -> None:
        command.run(self._targets)
        # Qt has ticked the action already, although the command may have changed nothing.
        self._show_state()

    @Slot()
    def _show_state(self, *_: object) -> None:
        for command in self._menus.commands.values():
            self._show_command(command)
        self._targets.window.progress_strip.show_esc_cancels(esc_cancels(self._targets))

    @Slot()
    def _show_history(self, *_: object) -> None:
        """What can be undone and redone changes after the session has settled, one signal after the other."""
        # The stack emits its signals once more while it is deleted, when its methods can no longer be called.
        if isValid(self._stack):
            for name in OF_HISTORY:
                self._show_command(self._menus.commands[name])

    def _show_command(self, command: Command[Targets]) -> None:
        action = self._menus.actions[command.id]
        scale = self._targets.window.viewer.cell.contents.scale_of_words
        reason = in_words_of(scale, command.unavailable_because(self._targets))
        show_available(action, not reason, reason)
        action.setStatusTip(reason or in_words_of(scale, command.tip))
        if command.checked is not None:
            action.setChecked(command.checked(self._targets))
        if command.detail is not None:
            detail = command.detail(self._targets)
            action.setText(f"{command.text}: {shown_in_menu(detail)}" if detail else command.text)
        if command.text_now is not None:
            action.setText(command.text_now(self._targets))
