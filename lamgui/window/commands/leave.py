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

    text: str
    """Of the menu item, as long as it is what Esc would do."""
    is_on: Callable[[Targets], bool]
    leave: Callable[[Targets], object]


THE_RUN = Leaving("Cancel the r&un", is_busy, cancel)
LEFT_BY_ESC: tuple[Leaving, ...] = (
    Leaving(
        "Two pictures, not a pa&ir",
        lambda on: bool(on.session.pairs),
        lambda on: on.session.set_pictures(on.session.pictures),
    ),
    # It covers the pictures, whatever is in their place.
    Leaving("Bac&k to the pictures", lambda on: on.window.centre.enlarged, lambda on: on.window.centre.enlarge(False)),
    Leaving("Bac&k to the cells", lambda on: on.window.viewer.duels, lambda on: on.window.viewer.set_duel(False)),
    Leaving("Remove the l&ine", lambda on: on.window.viewer.has_line, lambda on: on.window.viewer.remove_line()),
    Leaving("Bac&k to all cells", lambda on: on.session.view.large, lambda on: on.session.set_view(large=False)),
    THE_RUN,
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


def esc_cancels(on: Targets) -> bool:
    """Whether Esc would cancel the run that goes on, or that begins next, and has nothing else to leave."""
    return innermost(on) in (None, THE_RUN)


BACK = "Bac&k, or cancel the run"


def _text_now(on: Targets) -> str:
    left = innermost(on)
    return BACK if left is None else left.text


LEAVE: Command[Targets] = Command(
    "leave",
    BACK,
    "Esc",
    "Go back from what is innermost: a question, the enlarged drawer, two pictures in one place, one cell alone; the "
    "run is cancelled last",
    leave,
    Condition[Targets](lambda on: innermost(on) is not None, "There is nothing to go back from, and nothing runs."),
    text_now=_text_now,
)
