"""The Networks menu: files that are added, downloads, and the network in use."""

from __future__ import annotations

from lamgui.window.command import Command, Condition, Menu, Submenu
from lamgui.window.commands.targets import Targets

RECENT_NETWORKS = "recent_networks"


def add_network(on: Targets) -> None:
    """Ask for network files, and add them; the first time, beside the last that came by another way."""
    own = [entry.path for entry in on.session.state.networks if not entry.bundled]
    on.networks.add_files(on.files.ask_networks(own[-1] if own else None))


def rename_network(on: Targets) -> None:
    """Edit the name of the network in use in its list, which is shown for it."""
    on.window.show_rail(True)
    on.window.network_panel.select_in_use()
    on.window.network_panel.list.edit_name()


def remove_network(on: Targets) -> None:
    """Remove the network in use from the list."""
    entry = on.session.state.network
    if entry is not None:
        on.networks.remove(entry)


def _is_own(on: Targets) -> bool:
    network = on.session.state.network
    return network is not None and not network.bundled


def _name_in_use(on: Targets) -> str:
    network = on.session.state.network
    return "" if network is None or network.bundled else network.name


is_the_users = Condition[Targets](_is_own, "The network in use came with the program.")

NETWORKS: Menu[Targets] = Menu(
    "&Networks",
    (
        Command(
            "add_network",
            "&Add a network file…",
            "Ctrl+N",
            "A checkpoint, a program (.pt, .pt2) or your own .py",
            add_network,
        ),
        Submenu(RECENT_NETWORKS, "Add a rec&ent one"),
        Command(
            "get_networks",
            "&Get more…",
            "Ctrl+Shift+N",
            "Download releases of the networks' authors",
            lambda on: on.catalogue.open(),
        ),
        Command(
            "rename_network",
            "Re&name this network",
            "",
            "Rename the network in use; also by F2 in the list",
            rename_network,
            is_the_users,
            detail=_name_in_use,
        ),
        Command(
            "remove_network",
            "&Remove this network",
            "",
            "Take the network in use off the list",
            remove_network,
            is_the_users,
            detail=_name_in_use,
        ),
    ),
)
