"""What a layout declares: its name, its texts, what it shows, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from lamgui.figures.words.columns import FigureColumn

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from lamgui.figures.layouts.sheet import Sheet
    from lamgui.maps.result import Analysis


class Shows(Enum):
    """Which maps a layout puts beside each other."""

    NETWORKS = "networks"
    """Those of one patch."""
    PATHS = "paths"
    """Those of one network and patch along the paths of Figure 3."""
    PATCHES = "patches"
    """Those of one network at several patches, where there are any."""


@dataclass(frozen=True)
class LayoutKind:
    """One layout; its file is imported by the window, and imports matplotlib only inside its functions."""

    name: str
    title: str
    """Name in the figure builder."""
    tooltip: str
    subject: str
    """Begins a LaTeX caption."""
    draw: Callable[[Sheet, Sequence[Analysis]], Figure]
    """Raises SettingsError for analyses that it cannot show."""
    columns: tuple[FigureColumn, ...] = ()
    """Those that suit it; empty for a layout whose pictures are its own."""
    shows: Shows = Shows.NETWORKS
    prints_di: bool = False
    """Whether DI stands beside or under its pictures."""
    prints_psnr: bool = False
    """Whether PSNR stands beside or under its pictures."""
    compares_quality: bool = False
    """Whether PSNR and SSIM are of what `quality_of` says, the best in bold."""
    turns: bool = False
    """Whether networks can be its columns instead of its rows."""
    stacks_places: bool = False
    """Whether several pictures, or several patches of one, are drawn one below the other."""
    scales_maps: bool = False
    """Whether its maps can share one scale."""
