"""What a user chooses about an exported figure: its layout, its columns and its style. Free of matplotlib."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.base.errors import SettingsError
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.style import FigureStyle
from lamgui.figures.words.columns import FigureColumn

MIN_FRAME_MS, MAX_FRAME_MS = 20, 10_000
MAX_PLAYS = 1000


@dataclass(frozen=True)
class FigureOptions(FigureStyle):
    """All choices about a figure; raises SettingsError for impossible ones."""

    layout: str = "strip"
    """A name of LAYOUTS."""
    columns: tuple[FigureColumn, ...] = ()
    """Empty: those that suit the layout. `figure3` and `consensus` have their own."""
    frame_ms: int = 150
    """How long a frame of an animation is shown; the last one stays longer."""
    plays: int = 0
    """How often an animation is played; 0 for ever. An MP4 leaves that to its player."""

    of_bookmarks: bool = False
    """In the window: whether a layout that stacks pictures and patches shows all bookmarks instead of the patch."""

    def __post_init__(self) -> None:
        LAYOUTS.require(self.layout)
        if not MIN_FRAME_MS <= self.frame_ms <= MAX_FRAME_MS:
            raise SettingsError(
                f"The time of a frame came as {self.frame_ms} ms.", f"It can be {MIN_FRAME_MS} to {MAX_FRAME_MS} ms."
            )
        if not 0 <= self.plays <= MAX_PLAYS:
            raise SettingsError(
                f"An animation was asked to play {self.plays} times.", f"It can up to {MAX_PLAYS}, or for ever: 0."
            )
        super().__post_init__()

    @property
    def shown_columns(self) -> tuple[FigureColumn, ...]:
        """The columns, with the layout's own where none are chosen."""
        return self.columns or LAYOUTS[self.layout].columns
