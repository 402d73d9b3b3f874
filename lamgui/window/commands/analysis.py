"""The Analysis menu: runs, hard patches, the user's own detector, what is compared, sanity tests."""

from __future__ import annotations

from collections.abc import Callable

from lamgui.session.state import RowsOf
from lamgui.window.command import SEPARATOR, Command, Condition, Menu, always
from lamgui.window.commands.conditions import can_run, has_bookmarks
from lamgui.window.commands.leave import LEAVE, cancel, is_busy
from lamgui.window.commands.targets import Targets


def _hard_patches_known(on: Targets) -> bool:
    survey, patch = on.session.survey, on.session.state.patch
    return survey is not None and patch is not None and bool(survey.hard_of(patch.size))


has_hard_patches = Condition[Targets](
    _hard_patches_known, "Hard patches of this size are not known: they are ranked when the map is done."
)


def _compare(
    rows: RowsOf, text: str, shortcut: str, tip: str, enabled: Callable[[Targets], bool] = always
) -> Command[Targets]:
    """Makes the rows of the comparison those of `rows`."""
    return Command(
        f"rows_{rows.value}",
        text,
        shortcut,
        f"The rows: {tip[0].lower()}{tip[1:]}",
        lambda on: on.rows.choose_rows(rows),
        enabled,
        lambda on: on.session.state.rows is rows,
        group="rows",
    )


ANALYSIS: Menu[Targets] = Menu(
    "&Analysis",
    (
        Command(
            "run_again",
            "&Run again",
            "F5",
            "Compute the map of this patch again",
            lambda on: on.runs.run_again(),
            can_run,
        ),
        Command(
            "cancel",
            "&Cancel the run",
            "Ctrl+.",
            "Cancel the run, as Esc does where there is nothing else to leave; the results on the screen stay",
            cancel,
            is_busy,
        ),
        LEAVE,
        SEPARATOR,
        Command(
            "next_hard_patch",
            "&Next hard patch",
            "Ctrl+J",
            "Where much is to be restored, and is restored wrongly",
            lambda on: on.surveys.next(),
            has_hard_patches,
        ),
        Command(
            "previous_hard_patch",
            "&Previous hard patch",
            "Ctrl+Shift+J",
            "Back through the hard patches",
            lambda on: on.surveys.previous(),
            has_hard_patches,
        ),
        SEPARATOR,
        Command(
            "choose_detector",
            "&Detector of your own…",
            "Ctrl+Alt+D",
            "A Python function, which is run only after you allow it",
            lambda on: on.window.path_panel.own_detector_wanted.emit(),
        ),
        Command(
            "copy_detector_template",
            "Copy a detector &template",
            "",
            "A few lines to write your own detector from",
            lambda on: on.window.path_panel.detectors.copy_template(),
        ),
        SEPARATOR,
        _compare(RowsOf.NETWORKS, "Compare net&works", "Alt+Shift+1", "A cell for each ticked network"),
        _compare(
            RowsOf.BOOKMARKS, "Compare &bookmarks", "Alt+Shift+2", "A cell for each bookmarked patch", has_bookmarks
        ),
        _compare(RowsOf.PATHS, "Compare pat&hs", "Alt+Shift+3", "A cell for each path, as in Figure 3"),
        _compare(RowsOf.PRESETS, "Compare pre&sets", "Alt+Shift+4", "How far the maps of the presets differ"),
        SEPARATOR,
        Command(
            "check_sanity",
            "Sanit&y tests…",
            "",
            "Does the map follow the weights, do its pixels matter, is it stable?",
            lambda on: on.sanity.open(),
            can_run,
        ),
    ),
)
