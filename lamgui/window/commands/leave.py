"""Esc leaves what is innermost and cancels the run last: the one place that says what, and in which order.

Dialogs and text that is being edited take the key themselves, before it comes here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lamgui.window.command import Command, Condition
from lamgui.window.commands.targets import Targets


def cancel(on: Targets) -> None:
    """Cancel the run, and the loading of network files."""
    on.networks.cancel()
    on.runs.cancel()


is_busy: Condition[Targets] = Condition(
    lambda on: on.session.progress is not None or bool(on.session.loading), "Nothing runs."
)


@dataclass(frozen=True)
class Leaving:
    """Something that Esc leaves."""

    name: str
    is_on: Callable[[Targets], bool]
    leave: Callable[[Targets], object]


LEFT_BY_ESC: tuple[Leaving, ...] = (
    # It covers the pictures, whatever is in their place.
    Leaving("the enlarged drawer", lambda on: on.window.centre.enlarged, lambda on: on.window.centre.enlarge(False)),
    Leaving(
        "two pictures in one place", lambda on: on.window.viewer.duels, lambda on: on.window.viewer.set_duel(False)
    ),
    Leaving("one cell alone", lambda on: on.session.view.large, lambda on: on.session.set_view(large=False)),
    Leaving("the run", is_busy, cancel),
)
"""From the innermost outwards."""


def innermost(on: Targets) -> Leaving | None:
    """What Esc leaves now."""
    return next((one for one in LEFT_BY_ESC if one.is_on(on)), None)


def leave(on: Targets) -> None:
    """Leave what is innermost."""
    left = innermost(on)
    if left is not None:
        left.leave(on)


def _innermost_name(on: Targets) -> str:
    left = innermost(on)
    return "" if left is None else left.name


LEAVE: Command[Targets] = Command(
    "leave",
    "&Leave",
    "Esc",
    "Leave what is innermost: the enlarged drawer, two pictures in one place, a cell alone; the run is cancelled last",
    leave,
    Condition[Targets](lambda on: innermost(on) is not None, "There is nothing to leave, and nothing runs."),
    detail=_innermost_name,
)
