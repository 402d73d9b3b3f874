"""The menu bar: an action for each command, which reports that it was chosen and follows the command's state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from lamgui.widgets.dialogs.part_keys import KeyTable
from lamgui.window.command import SEPARATOR, Command, Menu, Submenu


class Menus(QObject):
    """Builds the menu bar and reports which command was chosen."""

    chosen = Signal(object)
    """The Command."""

    def __init__(self, bar: QMenuBar, menus: Sequence[Menu[Any]]) -> None:
        super().__init__(bar)
        self.commands = {command.id: command for menu in menus for command in menu.commands}
        self.actions: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        self.menus = tuple(menus)
        self._groups: dict[str, QActionGroup] = {}
        for menu in menus:
            shown = bar.addMenu(menu.text)
            shown.setToolTipsVisible(True)
            shown.triggered.connect(self._on_triggered)
            for item in menu.items:
                self._add(shown, item)

    def shortcuts(self) -> tuple[KeyTable, ...]:
        """By menu, the keys and the name of every command that has keys."""
        tables = (
            (menu.name, tuple((command.shortcut, command.name) for command in menu.commands if command.shortcut))
            for menu in self.menus
        )
        return tuple(table for table in tables if table[1])

    @Slot(str)
    def trigger(self, command: str) -> None:
        """Choose the command with an id, as a click in the menu does."""
        self.actions[command].trigger()

    def _add(self, menu: QMenu, item: Command[Any] | Submenu | None) -> None:
        if item is SEPARATOR:
            menu.addSeparator()
        elif isinstance(item, Submenu):
            self.submenus[item.id] = menu.addMenu(item.text)
        else:
            menu.addAction(self._action(item))

    def _action(self, command: Command[Any]) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.id)
        action.setShortcut(QKeySequence(command.shortcut))
        action.setCheckable(command.checked is not None)
        action.setToolTip(command.tip)
        action.setStatusTip(command.tip)
        if command.group:
            self._groups.setdefault(command.group, QActionGroup(self)).addAction(action)
        self.actions[command.id] = action
        return action

    def _on_triggered(self, action: QAction) -> None:
        """Also emitted for the actions of submenus, which others fill."""
        command = self.commands.get(action.objectName())
        if command is not None:
            self.chosen.emit(command)
