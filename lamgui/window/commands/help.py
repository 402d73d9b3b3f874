"""The Help menu: all commands in one list, the method in a page, the keys, and the program itself."""

from __future__ import annotations

from lamgui.widgets.dialogs.about import AboutDialog
from lamgui.widgets.dialogs.help import show_help, show_shortcuts
from lamgui.widgets.dialogs.message_log import MessageLog
from lamgui.widgets.dialogs.palette import Palette, PaletteLine
from lamgui.window.bind.preferences import user_data_folders
from lamgui.window.command import SEPARATOR, Command, Menu
from lamgui.window.commands.targets import Targets


def palette_lines(on: Targets) -> tuple[PaletteLine, ...]:
    """Every command of the menus, with the reason where it cannot be chosen now."""
    return tuple(
        PaletteLine(
            command.id,
            menu.name,
            command.name,
            command.shortcut,
            command.tip,
            command.unavailable_because(on),
            command.checked is not None and command.checked(on),
            command.search_words,
        )
        for menu in on.window.menus.menus
        for command in menu.commands
    )


def show_palette(on: Targets) -> None:
    """Open the list of all commands."""
    palette = Palette(palette_lines(on), on.window)
    palette.command_chosen.connect(on.window.menus.trigger)
    palette.open()


def show_about(on: Targets) -> None:
    """Say what the program is and runs on."""
    devices = [label for name, label in on.session.devices if name != "auto"]
    AboutDialog(devices, user_data_folders(), on.window).open()


HELP: Menu[Targets] = Menu(
    "&Help",
    (
        Command(
            "show_palette", "&Find a command…", "Ctrl+Shift+P", "All commands in one list: type, Enter", show_palette
        ),
        Command(
            "show_shortcuts",
            "&Keyboard and mouse",
            "F1",
            "What keys and mouse do, in every part of the window",
            lambda on: show_shortcuts(on.window, on.window.menus.shortcuts()),
        ),
        Command(
            "show_tour",
            "&Tour",
            "",
            "From a checkpoint to a figure in five minutes, a step at a time",
            lambda on: on.tour.open(),
        ),
        Command(
            "show_help",
            "The &method",
            "",
            "What a Local Attribution Map is, in a page, and how to read the window",
            lambda on: show_help(on.window),
        ),
        Command(
            "show_messages",
            "M&essages",
            "",
            "All messages since the program was started",
            lambda on: MessageLog(on.window.message_bar.logged(), on.window).show(),
        ),
        SEPARATOR,
        Command("show_about", "&About lamgui", "", "Versions, devices, folders, and how to cite", show_about),
    ),
)
