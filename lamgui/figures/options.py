"""What a user chooses about an exported figure: its layout, its columns and its style. Free of matplotlib."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.figures.columns import FigureColumn
from lamgui.figures.layouts.registry import LAYOUTS
from lamgui.figures.style import FigureStyle


@dataclass(frozen=True)
class FigureOptions(FigureStyle):
    """All choices about a figure; raises SettingsError for impossible ones."""

    layout: str = "strip"
    """A name of LAYOUTS."""
    columns: tuple[FigureColumn, ...] = ()
    """Empty: those that suit the layout. `figure3` and `consensus` have their own."""

    def __post_init__(self) -> None:
        LAYOUTS.require(self.layout)
        super().__post_init__()

    @property
    def shown_columns(self) -> tuple[FigureColumn, ...]:
        """The columns, with the layout's own where none are chosen."""
        return self.columns or LAYOUTS[self.layout].columns
