"""The menus as data: what each item is called, its keys, and the command it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

SEPARATOR = None


@dataclass(frozen=True)
class Item:
    """A menu item that reports `command` when it is chosen."""

    command: str
    text: str
    keys: str = ""
    tip: str = ""
    """What it does, in a line: tooltip and status bar."""
    checkable: bool = False
    group: str = ""
    """Of the checkable items of one group, one is checked."""


@dataclass(frozen=True)
class Submenu:
    """A menu whose items are filled in while the program runs."""

    name: str
    text: str


MENUS: Mapping[str, tuple[Item | Submenu | None, ...]] = {
    "&File": (
        Item("open_picture", "&Open picture…", "Ctrl+O", "Open an HR or LR picture"),
        Submenu("recent", "Open &recent"),
        Item("open_sample", "Open the &bundled picture", tip="The picture that comes with the program"),
        Item("paste_picture", "&Paste picture", "Ctrl+V", "Use the picture on the clipboard"),
        SEPARATOR,
        Item("save_figure", "Save &figure…", "Ctrl+S", "Pictures, map and curves on one page, as PNG, PDF or SVG"),
        Item("save_overlay", "Save map over &input…", "Ctrl+Shift+S", "The overlay as PNG, with the settings inside"),
        Item("save_map", "Save &map…", tip="The map alone as PNG, with the settings inside"),
        Item("save_sr", "Save &SR picture…", tip="The network's output as PNG"),
        Item("save_numbers", "Save &numbers…", "Ctrl+Alt+S", "Map, curves and settings as a NumPy .npz file"),
        SEPARATOR,
        Item("quit", "&Quit", "Ctrl+Q", "Close the window; a run that is on is stopped"),
    ),
    "&Edit": (
        Item("undo", "&Undo", "Ctrl+Z", "Take back the last change of picture, network, patch or settings"),
        Item("redo", "&Redo", "Ctrl+Shift+Z", "Make the change again that was taken back"),
        SEPARATOR,
        Item("copy_overlay", "Copy &map over input", "Ctrl+Shift+C", "Put the overlay on the clipboard as a picture"),
        Item("copy_numbers", "Copy &numbers", "Ctrl+Alt+C", "Put DI, gap, PSNR and settings on the clipboard as text"),
    ),
    "&View": (
        Item("zoom_in", "Zoom &in", "Ctrl++", "Look closer, in every pane"),
        Item("zoom_out", "Zoom &out", "Ctrl+-", "Look from farther, in every pane"),
        Item("fit", "&Fit the picture", "Ctrl+0", "Show the whole picture in every pane"),
        Item("zoom_to_patch", "Zoom to the &patch", "Ctrl+1", "Put the patch in the middle of every pane"),
        SEPARATOR,
        Item(
            "panes_2",
            "&2 panes",
            "Alt+2",
            "Two pictures side by side, one of them the map",
            checkable=True,
            group="panes",
        ),
        Item("panes_3", "&3 panes", "Alt+3", "Three pictures side by side", checkable=True, group="panes"),
        Item("panes_4", "&4 panes", "Alt+4", "Four pictures side by side", checkable=True, group="panes"),
        SEPARATOR,
        Item(
            "toggle_signed",
            "&Signed map",
            "Ctrl+T",
            "Show the sign of the attribution: red raises D, blue lowers it",
            True,
        ),
        Item("toggle_contour", "&Contour", "Ctrl+K", "Outline the area of contribution", True),
        SEPARATOR,
        Item("theme_system", "Follow the s&ystem", tip="Dark or light as the system is", checkable=True, group="theme"),
        Item("theme_light", "&Light", tip="Dark writing on light ground", checkable=True, group="theme"),
        Item("theme_dark", "&Dark", tip="Light writing on dark ground", checkable=True, group="theme"),
    ),
    "&Analysis": (
        Item("run_again", "&Run again", "F5", "Compute the map of this patch again"),
        Item("cancel", "&Cancel", "Esc", "Stop the run; what is on the screen stays"),
    ),
    "&Networks": (
        Item("add_network", "&Add a network file…", "Ctrl+N", "A checkpoint: .pth .pt .ckpt .bin .safetensors"),
        Item("remove_network", "&Remove this network", tip="Take the network in use off the list"),
    ),
    "&Help": (
        Item(
            "show_help", "&What is a Local Attribution Map?", "F1", "The method in a page, and how to read the window"
        ),
        Item("show_shortcuts", "&Keyboard and mouse", "Ctrl+F1", "What keys and mouse do"),
        Item("show_about", "&About lamgui", tip="Version and licence"),
    ),
}


class Menus(QObject):
    """Builds the menu bar and reports which command was chosen."""

    chosen = Signal(str)

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self.actions: dict[str, QAction] = {}
        self.submenus: dict[str, QMenu] = {}
        self._groups: dict[str, QActionGroup] = {}
        for title, items in MENUS.items():
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for item in items:
                self._add(menu, item)

    def _add(self, menu: QMenu, item: Item | Submenu | None) -> None:
        if item is SEPARATOR:
            menu.addSeparator()
        elif isinstance(item, Submenu):
            self.submenus[item.name] = menu.addMenu(item.text)
        else:
            menu.addAction(self._action(item))

    def _action(self, item: Item) -> QAction:
        action = QAction(item.text, self)
        action.setObjectName(item.command)
        action.setShortcut(QKeySequence(item.keys))
        action.setCheckable(item.checkable or bool(item.group))
        action.setToolTip(item.tip)
        action.setStatusTip(item.tip)
        if item.group:
            self._groups.setdefault(item.group, QActionGroup(self)).addAction(action)
        action.triggered.connect(self._on_triggered)
        self.actions[item.command] = action
        return action

    def _on_triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.chosen.emit(sender.objectName())
