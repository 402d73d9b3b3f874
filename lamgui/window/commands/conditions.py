"""When commands can be chosen, and why not: the conditions that several of them share."""

from __future__ import annotations

from lamgui.window.command import Condition
from lamgui.window.commands.targets import Targets

NO_PICTURE = "No picture is open."

has_picture: Condition[Targets] = Condition(lambda on: on.session.state.picture is not None, NO_PICTURE)
has_patch: Condition[Targets] = Condition(
    lambda on: has_picture(on) and on.session.state.patch is not None, "No patch is chosen: click a place in a picture."
)
has_several_rows: Condition[Targets] = Condition(
    lambda on: len(on.session.state.visible_subjects) > 1, "One row alone is shown: tick several networks to compare."
)
can_run: Condition[Targets] = Condition(
    lambda on: has_picture(on) and on.session.state.network is not None, "This needs a picture and a network."
)
has_analysis: Condition[Targets] = Condition(
    lambda on: on.session.analysis is not None, "The map in focus is not finished."
)
has_bookmarks: Condition[Targets] = Condition(
    lambda on: bool(on.session.state.bookmarks), "There is no bookmark yet: Ctrl+B makes one."
)
