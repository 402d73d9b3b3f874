"""What a figure of a study declares: its name, its words, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.study.figures.shown import ShownStudy


@dataclass(frozen=True)
class StudyFigureKind:
    """One kind of figure; its file is imported to list the names, and imports matplotlib only inside its functions."""

    name: str
    title: str
    """What it shows, for lists and captions."""
    draw: Callable[[Sheet, ShownStudy], Figure]
    """Raises UserError for a study that it cannot show."""
