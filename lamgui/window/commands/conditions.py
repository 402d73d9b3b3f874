"""When commands can be chosen: the conditions that several of them share."""

from __future__ import annotations

from lamgui.window.commands.targets import Targets


def has_picture(on: Targets) -> bool:
    """A picture is open."""
    return on.session.state.picture is not None


def has_patch(on: Targets) -> bool:
    """A patch of the picture is chosen."""
    return has_picture(on) and on.session.state.patch is not None


def can_run(on: Targets) -> bool:
    """A picture is open and a network is in use."""
    return has_picture(on) and on.session.state.network is not None


def has_analysis(on: Targets) -> bool:
    """The map in focus is finished."""
    return on.session.analysis is not None


def has_bookmarks(on: Targets) -> bool:
    """There are bookmarks."""
    return bool(on.session.state.bookmarks)
