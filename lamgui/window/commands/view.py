"""The View menu: zoom, kinds of picture, layout of cells, what is drawn over the pictures, and the theme."""

from __future__ import annotations

from collections.abc import Callable

from lamgui.base.vocabulary import heading_of
from lamgui.session.state import PaneContent
from lamgui.widgets.viewer.kinds import MAIN_KINDS, MORE_KINDS, Kind
from lamgui.window.command import SEPARATOR, Command, Condition, Menu, always
from lamgui.window.commands.conditions import has_patch, has_picture, has_several_rows
from lamgui.window.commands.curve import CURVE_ZOOM
from lamgui.window.commands.layout import RAIL
from lamgui.window.commands.targets import Targets

has_cells_to_compare: Condition[Targets] = Condition(
    lambda on: has_several_rows(on) and not on.window.viewer.duels,
    "This compares cells with that in focus: show several, side by side.",
)


def _kind(kind: Kind, text: str, key: str = "") -> Command[Targets]:
    """A command that shows a kind of picture in all cells."""
    return Command(
        f"kind_{kind.id}",
        text,
        key,
        kind.tip,
        lambda on: on.window.viewer.edit_view(kind.changes),
        has_cells_to_compare if kind.content is PaneContent.DIFFERENCE else always,
        checked=lambda on: kind.is_of(on.window.viewer.kind_shown),
        group="kind",
        text_now=lambda on: heading_of(on.window.viewer.cell.contents.scale_of_words, text),
    )


def _layout(id_: str, text: str, shortcut: str, tip: str, large: bool) -> Command[Targets]:
    """A command that shows all cells, or the one in focus alone."""

    def show(on: Targets) -> None:
        on.window.viewer.set_duel(False)
        on.session.set_view(large=large)

    def is_shown(on: Targets) -> bool:
        return on.session.view.large is large and not on.window.viewer.duels

    return Command(id_, text, shortcut, tip, show, checked=is_shown)


def _switch(
    id_: str, field: str, text: str, shortcut: str, tip: str, enabled: Callable[[Targets], bool] = always
) -> Command[Targets]:
    """A command that switches a field of the view on and off; what cannot be shown is not ticked."""

    def switch(on: Targets) -> None:
        on.session.set_view(**{field: not getattr(on.session.view, field)})

    return Command(
        id_, text, shortcut, tip, switch, enabled, checked=lambda on: getattr(on.session.view, field) and enabled(on)
    )


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
    """Show two pictures in one place, or the cells again."""
    on.window.viewer.set_duel(not on.window.viewer.duels)


MORE_TEXTS = ("&Map alone", "&Heat map", "&Error |SR − HR|", "Area ou&tline")
"""Of MORE_KINDS, with their letters."""

VIEW: Menu[Targets] = Menu(
    "&View",
    (
        Command(
            "zoom_in",
            "Zoom &in",
            "Ctrl++",
            "Zoom in, in every cell",
            lambda on: on.window.viewer.zoom_in(),
            has_picture,
        ),
        Command(
            "zoom_out",
            "Zoom &out",
            "Ctrl+-",
            "Zoom out, in every cell",
            lambda on: on.window.viewer.zoom_out(),
            has_picture,
        ),
        Command(
            "fit",
            "&Fit the picture",
            "Ctrl+0",
            "Show the whole picture in every cell",
            lambda on: on.window.viewer.fit(),
            has_picture,
        ),
        Command(
            "zoom_to_patch",
            "Zoom to the &patch",
            "Ctrl+1",
            "The patch, and the areas of contribution of all rows, in every cell",
            lambda on: on.window.viewer.zoom_to_patch(),
            has_patch,
        ),
        Command(
            "zoom_100",
            "&Zoom to 100 %",
            "Ctrl+2",
            "A pixel of the screen for each SR pixel, in every cell",
            lambda on: on.window.viewer.zoom_whole(0),
            has_picture,
        ),
        Command(
            "zoom_whole_in",
            "Ne&xt whole zoom",
            "Alt++",
            "The next zoom at which every SR pixel is 1, 2, 3 … pixels of the screen wide",
            lambda on: on.window.viewer.zoom_whole(1),
            has_picture,
        ),
        Command(
            "zoom_whole_out",
            "Pre&vious whole zoom",
            "Alt+-",
            "The previous zoom at which every SR pixel is 1, 2, 3 … pixels of the screen wide",
            lambda on: on.window.viewer.zoom_whole(-1),
            has_picture,
        ),
        *CURVE_ZOOM,
        SEPARATOR,
        *(_kind(kind, f"{kind.name} (&{key})", str(key)) for key, kind in enumerate(MAIN_KINDS, start=1)),
        *(_kind(kind, text) for kind, text in zip(MORE_KINDS, MORE_TEXTS, strict=True)),
        SEPARATOR,
        _layout(
            "layout_grid", "All cells side &by side", "Alt+1", "The cells beside and below each other", large=False
        ),
        _layout("layout_one", "One cell, enlarge&d", "Alt+2", "The cell in focus alone", large=True),
        Command(
            "toggle_duel",
            "T&wo in one place",
            "Ctrl+D",
            "Two pictures in one place: flick, split, difference",
            toggle_duel,
            checked=lambda on: on.window.viewer.duels,
        ),
        SEPARATOR,
        _switch(
            "toggle_signed",
            "signed",
            "&Signed map (±LAM)",
            "Ctrl+T",
            "Show the sign of the attribution: red raises D, blue lowers it",
        ),
        _switch("toggle_contour", "contour", "Outline (&C)", "Ctrl+K", "Outline the area of contribution"),
        _switch(
            "toggle_field",
            "receptive_field",
            "&Receptive field",
            "Ctrl+R",
            "Outline what the patch can see and what it does see",
        ),
        _switch(
            "toggle_marks",
            "marks",
            "Marks of bookmarks and hard patches (&Q)",
            "Ctrl+M",
            "Mark bookmarks and hard patches on the pictures",
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
            "Same sca&le",
            "Ctrl+L",
            "The maps of all cells share one maximum",
            has_several_rows,
        ),
        _switch(
            "toggle_consensus",
            "consensus",
            "Conse&nsus",
            "",
            "A cell that shows where the compared networks agree",
            Condition[Targets](
                lambda on: not on.window.viewer.no_consensus_because,
                "It needs all cells, and two finished maps of one patch.",
            ),
        ),
        Command(
            "show_all_rows",
            "Show &all rows",
            "",
            "Bring back the rows that were hidden",
            lambda on: on.rows.show_all_rows(),
            Condition[Targets](lambda on: bool(on.session.state.hidden), "No row is hidden."),
        ),
        SEPARATOR,
        RAIL,
        SEPARATOR,
        _theme("system", "Follow the s&ystem", "Dark or light as the system is"),
        _theme("light", "Li&ght", "Dark writing on light ground"),
        _theme("dark", "Dar&k", "Light writing on dark ground"),
    ),
)
