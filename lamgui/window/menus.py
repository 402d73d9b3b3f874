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
        Item("open_session", "Open s&ession or figure…", "Ctrl+Shift+O", "Go on where a session or a figure was saved"),
        Item("save_session", "&Save session", "Ctrl+S", "Picture, networks, patches, settings and results in one file"),
        Item("save_session_as", "Save session &as…", "Ctrl+Shift+S", "The session in a file of another name"),
        SEPARATOR,
        Item("save_figure", "Save summary pa&ge…", tip="Pictures, map and curves on one page, as PNG"),
        Item("save_overlay", "Save map over &input…", tip="The overlay as PNG, with the settings inside"),
        Item("save_map", "Save &map…", tip="The map alone as PNG, with the settings inside"),
        Item("save_sr", "Save SR pi&cture…", tip="The network's output as PNG"),
        Item("save_numbers", "Save &numbers…", "Ctrl+Alt+S", "Map, curves and settings as a NumPy .npz file"),
        SEPARATOR,
        Item("quit", "&Quit", "Ctrl+Q", "Close the window; a run that is on is stopped"),
    ),
    "&Edit": (
        Item("undo", "&Undo", "Ctrl+Z", "Take back the last change of picture, network, patch or settings"),
        Item("redo", "&Redo", "Ctrl+Shift+Z", "Make the change again that was taken back"),
        SEPARATOR,
        Item("copy_overlay", "Copy &map over input", "Ctrl+Shift+C", "Put the overlay on the clipboard as a picture"),
        Item("add_bookmark", "&Bookmark this patch", "Ctrl+B", "Remember the patch under a name"),
        Item("copy_numbers", "Copy &numbers", "Ctrl+Alt+C", "Put DI, gap, PSNR and settings on the clipboard as text"),
    ),
    "&View": (
        Item("zoom_in", "Zoom &in", "Ctrl++", "Look closer, in every pane"),
        Item("zoom_out", "Zoom &out", "Ctrl+-", "Look from farther, in every pane"),
        Item("fit", "&Fit the picture", "Ctrl+0", "Show the whole picture in every pane"),
        Item(
            "zoom_to_patch",
            "Zoom to the &patch",
            "Ctrl+1",
            "The patch, and all that the map marks around it, in every pane",
        ),
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
        Item("toggle_field", "&Receptive field", "Ctrl+R", "Outline what the patch can see and what it does see", True),
        Item(
            "toggle_hover_curve",
            "C&urve under the pointer",
            "Ctrl+U",
            "Draw D along the path, dashed, for the patch that a click at the pointer would pick",
            True,
        ),
        SEPARATOR,
        Item("toggle_common_scale", "Common map sca&le", "Ctrl+L", "The maps of all rows share one maximum", True),
        Item("toggle_consensus", "Conse&nsus row", tip="Where the compared networks agree", checkable=True),
        Item("show_all_rows", "Show &all rows", tip="Bring back the rows that were hidden"),
        Item("toggle_duel", "Compare two panes: flick, split, &difference", "Ctrl+D", "Two panes in one place", True),
        SEPARATOR,
        Item("theme_system", "Follow the s&ystem", tip="Dark or light as the system is", checkable=True, group="theme"),
        Item("theme_light", "Li&ght", tip="Dark writing on light ground", checkable=True, group="theme"),
        Item("theme_dark", "Dar&k", tip="Light writing on dark ground", checkable=True, group="theme"),
    ),
    "&Analysis": (
        Item("run_again", "&Run again", "F5", "Compute the map of this patch again"),
        Item("cancel", "&Cancel", "Esc", "Stop the run; what is on the screen stays"),
        SEPARATOR,
        Item("next_hard_patch", "&Next hard patch", "Ctrl+J", "Where much is to be restored, and is restored wrongly"),
        Item("previous_hard_patch", "&Previous hard patch", "Ctrl+Shift+J", "Back through the hard patches"),
        SEPARATOR,
        Item(
            "choose_detector",
            "&Detector of your own…",
            "Ctrl+Alt+D",
            "A Python function, after your word that it may run",
        ),
        Item("copy_detector_template", "Copy a detector &template", tip="A few lines to write your own detector from"),
        SEPARATOR,
        Item("rows_networks", "Compare net&works", "Alt+Shift+1", "A row for each ticked network", group="rows"),
        Item("rows_bookmarks", "Compare &bookmarks", "Alt+Shift+2", "A row for each bookmarked patch", group="rows"),
        Item("rows_paths", "Compare pat&hs", "Alt+Shift+3", "A row for each path, as in Figure 3", group="rows"),
        Item("rows_presets", "Compare pre&sets", "Alt+Shift+4", "How far the maps of the presets differ", group="rows"),
        SEPARATOR,
        Item(
            "check_sanity",
            "Sanit&y tests…",
            tip="Does the map follow the weights, do its pixels matter, is it stable?",
        ),
    ),
    "&Networks": (
        Item("add_network", "&Add a network file…", "Ctrl+N", "A checkpoint, a program (.pt, .pt2) or your own .py"),
        Item("get_networks", "&Get more…", "Ctrl+Shift+N", "Download releases of the networks' authors"),
        Item(
            "rename_network", "Re&name this network", tip="Call the network in use otherwise; F2 in the list does too"
        ),
        Item("remove_network", "&Remove this network", tip="Take the network in use off the list"),
    ),
    "Fi&gure": (
        Item(
            "build_figure", "&Figure for a paper…", "Ctrl+E", "Strips, grids, galleries: with a preview, to PDF or SVG"
        ),
        Item("compare_paths", "Figure of the &paths…", "Ctrl+Shift+E", "The three paths side by side, as in Figure 3"),
        SEPARATOR,
        Item("copy_figure", "&Copy the figure", tip="Put the figure on the clipboard as a picture"),
        Item("copy_caption", "Copy the cap&tion", tip="A LaTeX figure with the settings in words"),
        Item("copy_python", "Copy as P&ython", tip="A script that makes the same numbers and figure"),
        SEPARATOR,
        Item("export_bookmarks", "&Export all bookmarks…", tip="A figure for each bookmark, into a folder"),
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
