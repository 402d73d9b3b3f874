"""The View menu: zoom, panes, what is drawn over the pictures, rows, and the theme."""

from __future__ import annotations

from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.contents import MAPS
from lamgui.window.command import SEPARATOR, Command, Condition, Menu
from lamgui.window.commands.conditions import has_patch, has_picture
from lamgui.window.commands.targets import Targets


def panes_for(count: int, panes: tuple[PaneContent, ...]) -> tuple[PaneContent, ...]:
    """The first `count` of `panes`, with others where they are too few; a map among `panes` is never lost."""
    usual = (PaneContent.INPUT, PaneContent.SR, PaneContent.OVERLAY, PaneContent.MAP, PaneContent.HEAT_MAP)
    chosen = (panes + tuple(content for content in usual if content not in panes))[:count]
    maps = [content for content in panes if content in MAPS]
    if maps and not set(maps) & set(chosen):
        return (*chosen[:-1], maps[0])
    return chosen


def _panes(count: int, tip: str) -> Command[Targets]:
    """A command that shows `count` panes."""
    return Command(
        f"panes_{count}",
        f"&{count} panes",
        f"Alt+{count}",
        tip,
        lambda on: on.session.set_view(panes=panes_for(count, on.session.view.panes)),
        checked=lambda on: len(on.session.view.panes) == count,
        group="panes",
    )


def _switch(id_: str, field: str, text: str, shortcut: str, tip: str) -> Command[Targets]:
    """A command that switches a field of the view on and off."""

    def is_on(on: Targets) -> bool:
        return bool(getattr(on.session.view, field))

    return Command(id_, text, shortcut, tip, lambda on: on.session.set_view(**{field: not is_on(on)}), checked=is_on)


def _theme(theme: str, text: str, tip: str) -> Command[Targets]:
    """A command that chooses `theme`."""
    return Command(
        f"theme_{theme}",
        text,
        "",
        tip,
        lambda on: on.appearance.set_theme(theme),
        checked=lambda on: on.appearance.theme == theme,
        group="theme",
    )


def toggle_duel(on: Targets) -> None:
    """Show two panes in one place, or all panes side by side again."""
    on.window.viewer.set_duel(not on.window.viewer.duels)


VIEW: Menu[Targets] = Menu(
    "&View",
    (
        Command(
            "zoom_in",
            "Zoom &in",
            "Ctrl++",
            "Zoom in, in every pane",
            lambda on: on.window.viewer.zoom_in(),
            has_picture,
        ),
        Command(
            "zoom_out",
            "Zoom &out",
            "Ctrl+-",
            "Zoom out, in every pane",
            lambda on: on.window.viewer.zoom_out(),
            has_picture,
        ),
        Command(
            "fit",
            "&Fit the picture",
            "Ctrl+0",
            "Show the whole picture in every pane",
            lambda on: on.window.viewer.fit(),
            has_picture,
        ),
        Command(
            "zoom_to_patch",
            "Zoom to the &patch",
            "Ctrl+1",
            "The patch, and all that the map marks around it, in every pane",
            lambda on: on.window.viewer.zoom_to_patch(),
            has_patch,
        ),
        SEPARATOR,
        _panes(2, "Two pictures side by side, one of them the map"),
        _panes(3, "Three pictures side by side"),
        _panes(4, "Four pictures side by side"),
        SEPARATOR,
        _switch(
            "toggle_signed",
            "signed",
            "&Signed map",
            "Ctrl+T",
            "Show the sign of the attribution: red raises D, blue lowers it",
        ),
        _switch("toggle_contour", "contour", "&Contour", "Ctrl+K", "Outline the area of contribution"),
        _switch(
            "toggle_field",
            "receptive_field",
            "&Receptive field",
            "Ctrl+R",
            "Outline what the patch can see and what it does see",
        ),
        _switch(
            "toggle_hover_curve",
            "hover_curve",
            "C&urve under the pointer",
            "Ctrl+U",
            "Draw D along the path, dashed, for the patch that a click at the pointer would pick",
        ),
        SEPARATOR,
        _switch(
            "toggle_common_scale",
            "common_scale",
            "Common map sca&le",
            "Ctrl+L",
            "The maps of all rows share one maximum",
        ),
        _switch("toggle_consensus", "consensus", "Conse&nsus row", "", "Where the compared networks agree"),
        Command(
            "show_all_rows",
            "Show &all rows",
            "",
            "Bring back the rows that were hidden",
            lambda on: on.rows.show_all_rows(),
            Condition[Targets](lambda on: bool(on.session.state.hidden), "No row is hidden."),
        ),
        Command(
            "toggle_duel",
            "Compare two panes: flick, split, &difference",
            "Ctrl+D",
            "Two panes in one place",
            toggle_duel,
            checked=lambda on: on.window.viewer.duels,
        ),
        SEPARATOR,
        _theme("system", "Follow the s&ystem", "Dark or light as the system is"),
        _theme("light", "Li&ght", "Dark writing on light ground"),
        _theme("dark", "Dar&k", "Light writing on dark ground"),
    ),
)
