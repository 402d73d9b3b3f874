"""The Window menu: the drawer; and the command of the rail at the left, which stands in the View menu."""

from __future__ import annotations

from lamgui.widgets.drawer.layout import Place
from lamgui.window.command import SEPARATOR, Command, Condition, Menu
from lamgui.window.commands.targets import Targets


def _put(place: Place, text: str, tip: str) -> Command[Targets]:
    """A command that puts the drawer somewhere, or (chosen again) back where it fits best."""

    def is_there(on: Targets) -> bool:
        return on.window.centre.layout_in_use.place is place

    return Command(
        f"drawer_{place.value}",
        text,
        "",
        tip,
        lambda on: on.window.centre.put(Place.AUTO if is_there(on) else place),
        checked=is_there,
    )


is_docked: Condition[Targets] = Condition(
    lambda on: not on.window.centre.layout_in_use.detached, "The drawer is in a window of its own."
)
can_fold: Condition[Targets] = Condition(
    lambda on: is_docked(on) and not on.window.centre.enlarged, "The drawer is enlarged, or in a window of its own."
)

RAIL: Command[Targets] = Command(
    "toggle_rail",
    "Rail at the left (&7)",
    "F9",
    "What is chosen, at the left; Tab does the same while a picture has the focus",
    lambda on: on.window.toggle_rail(),
    checked=lambda on: not on.window.rail.isHidden(),
)

LAYOUT: Menu[Targets] = Menu(
    "&Window",
    (
        Command(
            "toggle_drawer",
            "&Drawer unfolded",
            "C",
            "Curves, path, table and numbers, below the pictures or beside them; C, but in a text field",
            lambda on: on.window.centre.fold(not on.window.drawer.folded),
            can_fold,
            checked=lambda on: not on.window.drawer.folded,
        ),
        Command(
            "enlarge_drawer",
            "Drawer &enlarged",
            "",
            "Give the drawer all of the middle, or its place again",
            lambda on: on.window.centre.enlarge(not on.window.centre.enlarged),
            is_docked,
            checked=lambda on: on.window.centre.enlarged,
        ),
        Command(
            "detach_drawer",
            "Drawer in a window of its &own",
            "",
            "Put the drawer into a window of its own; closing that brings it back",
            lambda on: on.window.centre.detach(not on.window.centre.layout_in_use.detached),
            checked=lambda on: on.window.centre.layout_in_use.detached,
        ),
        SEPARATOR,
        _put(
            Place.RIGHT, "Drawer at the &right", "A column beside the pictures; if not chosen, only beside a single one"
        ),
        _put(Place.BOTTOM, "Drawer at the &bottom", "A strip below the pictures; if not chosen, only below several"),
    ),
)
