"""What a user chooses about a figure of a study: which it is, of which rows, and its style. Free of matplotlib."""

from __future__ import annotations

from dataclasses import dataclass

from lamgui.base.errors import SettingsError
from lamgui.figures.style import FigureStyle


@dataclass(frozen=True, kw_only=True)
class StudyFigureOptions(FigureStyle):
    """All choices about a figure; raises SettingsError for impossible ones."""

    figure: str = "figure7a"
    """A name of STUDY_FIGURES; another is refused where the figure is drawn."""
    networks: tuple[str, ...] = ()
    """Those that are shown; empty: all."""
    settings: int | None = None
    """The place of the settings of the maps that are shown; None: those of the first row."""
    pictures: tuple[str, ...] = ()
    """Those that are shown, by path or name; empty: some, evenly spread from large to small DI."""
    count: int | None = None
    """How many pictures are shown where none are named; None: as many as suit the figure."""
    metric: str = ""
    """In Figure 7b; empty: the first metric of the study, PSNR where it has none."""
    diverging: bool = False
    """In Figure 6: one diverging map v = B - 0.5 (A - B) / max(A - B) instead of red and blue."""

    def __post_init__(self) -> None:
        if self.count is not None and self.count < 1:
            raise SettingsError(f"{self.count} pictures were asked for.", "Ask for one at least.")
        super().__post_init__()
