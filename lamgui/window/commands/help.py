"""The Help menu: the method in a page, the keys, and the program itself."""

from __future__ import annotations

from lamgui.widgets.dialogs.help import show_about, show_help, show_shortcuts
from lamgui.window.command import Command, Menu
from lamgui.window.commands.targets import Targets

HELP: Menu[Targets] = Menu(
    "&Help",
    (
        Command(
            "show_help",
            "&What is a Local Attribution Map?",
            "F1",
            "The method in a page, and how to read the window",
            lambda on: show_help(on.window),
        ),
        Command(
            "show_shortcuts",
            "&Keyboard and mouse",
            "Ctrl+F1",
            "What keys and mouse do",
            lambda on: show_shortcuts(on.window, on.window.menus.shortcuts()),
        ),
        Command("show_about", "&About lamgui", "", "Version and licence", lambda on: show_about(on.window)),
    ),
)
