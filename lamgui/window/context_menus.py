"""Menus at the pointer: of a cell and of the curves, made from commands as those of the menu bar are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lamgui.base.escape import for_qt
from lamgui.widgets.viewer.cells.cell import Cell
from lamgui.window.command import Command
from lamgui.window.commands.cell import ALSO_IN_CELL, CELL, CellTargets
from lamgui.window.commands.curve import CURVES
from lamgui.window.commands.targets import Targets

On = TypeVar("On")


class ContextMenu(QMenu, Generic[On]):
    """A menu of commands that act on one thing; it is deleted when it is closed."""

    def __init__(self, commands: Sequence[Command[On]], on: On, parent: QWidget) -> None:
        super().__init__(parent)
        self._on = on
        self._commands = {command.id: command for command in commands}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setToolTipsVisible(True)
        for command in commands:
            action = self.addAction(command.text)
            action.setObjectName(command.id)
            action.setEnabled(command.enabled(on))
            action.setToolTip(for_qt(command.unavailable_because(on) or command.tip))
        self.triggered.connect(self._carry_out)

    @Slot(QAction)
    def _carry_out(self, action: QAction) -> None:
        """Actions of the menu bar, which are in it too, report for themselves."""
        command = self._commands.get(action.objectName())
        if command is not None:
            command.run(self._on)


class ContextMenus(QObject):
    """Opens them where the user asks for one."""

    def __init__(self, targets: Targets) -> None:
        super().__init__(targets.window)
        self._targets = targets
        self._viewer, self._curves = targets.window.viewer, targets.window.curves
        for widget in (self._viewer, self._curves):
            widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._viewer.customContextMenuRequested.connect(self._open_of_cell)
        self._curves.customContextMenuRequested.connect(self._open_of_curves)

    def of_cell(self, at: QPoint) -> QMenu | None:
        """The menu of the cell at a point of the viewer; None where there is none."""
        widget: QWidget | None = self._viewer.childAt(at)
        while widget is not None and not isinstance(widget, Cell):
            widget = widget.parentWidget()
        if not isinstance(widget, Cell):
            return None
        canvas = widget.canvas
        menu = ContextMenu(
            CELL, CellTargets(self._targets, widget, canvas.lr_at(canvas.mapFrom(self._viewer, at))), self._viewer
        )
        menu.addSeparator()
        menu.addActions([self._targets.window.menus.actions[command] for command in ALSO_IN_CELL])
        return menu

    def of_curves(self) -> QMenu:
        """The menu of the curves."""
        return ContextMenu(CURVES, self._targets, self._curves)

    @Slot(QPoint)
    def _open_of_cell(self, at: QPoint) -> None:
        menu = self.of_cell(at)
        if menu is not None:
            menu.popup(self._viewer.mapToGlobal(at))

    @Slot(QPoint)
    def _open_of_curves(self, at: QPoint) -> None:
        self.of_curves().popup(self._curves.mapToGlobal(at))
