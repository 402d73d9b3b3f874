"""The first state of the window, from options and preferences, and the problems in opening it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lamgui.attribution.patch import Patch
from lamgui.base.errors import UserError
from lamgui.control.preferences import Preferences, Recent
from lamgui.files.presence import is_there
from lamgui.files.shipped import sample_picture
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role, require_room
from lamgui.imaging.read import read_picture
from lamgui.imaging.reference import read_with_reference
from lamgui.jobs.pipeline import LIKELY_SCALE
from lamgui.maps.sample import SAMPLE_PATCH
from lamgui.networks.catalogue import bundled, default_entry, entry_named
from lamgui.networks.entry import NetworkEntry
from lamgui.session.state import State
from lamgui.window.options import WindowOptions


@dataclass(frozen=True)
class Beginning:
    """The first state, the networks to choose from, and a problem for each file that could not be opened."""

    state: State
    entries: tuple[NetworkEntry, ...]
    problems: tuple[UserError, ...]
    reopens: bool = False
    """Whether the last session is opened in place of the first state."""


LAST, SAMPLE = AT_START = ("last", "sample")
"""What the window begins with where no file is named: the session of last time, or the bundled picture."""


def beginning(options: WindowOptions, preferences: Preferences, last_session: Path) -> Beginning:
    """The state of the options, else the session of last time, else the bundled picture and network."""
    problems: list[UserError] = []
    named: list[NetworkEntry] = []
    for name in options.networks:
        try:
            named.append(entry_named(name))
        except UserError as error:
            problems.append(error)
    listed = (*bundled(), *preferences.networks())
    network = named[0] if named else default_entry()
    reopens = (
        not options.names_files
        and not options.is_unattended
        and preferences.choice("start", LAST, AT_START) == LAST
        and is_there(last_session)
    )
    picture, patch = None, None
    if not reopens:
        picture, patch = _picture(options, preferences, network.scale or LIKELY_SCALE, problems)
    state = State(
        picture=picture,
        role=_role(options, preferences),
        reduction=preferences.reduction(),
        network=network,
        compared=tuple(named) if len(named) > 1 else (),
        patch=patch,
        settings=preferences.settings(),
        device=preferences.choice("device", "auto"),
        degradation=preferences.degradation(),
    )
    return Beginning(state, (*listed, *(entry for entry in named if entry not in listed)), tuple(problems), reopens)


def _picture(
    options: WindowOptions, preferences: Preferences, scale: int, problems: list[UserError]
) -> tuple[Picture, Patch | None]:
    """The picture of the options, without a patch; else the bundled one with its own patch."""
    if options.picture is not None:
        try:
            picture = read_with_reference(options.picture, options.reference, options.reading)
            role = _role(options, preferences)
            require_room(picture, role, scale)
            preferences.add_recent(Recent.PICTURES, options.picture)
            return picture, None
        except UserError as error:
            problems.append(error)
    return read_picture(sample_picture()), SAMPLE_PATCH


def _role(options: WindowOptions, preferences: Preferences) -> Role:
    """What the picture is to the network: LR where its original is named, else as it was chosen last."""
    return preferences.role() if options.reference is None else Role.LR
