"""The values a session holds: what is analysed, and how it is shown. Free of torch and Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lamgui.attribution.measures import DEFAULT_SHARE
from lamgui.attribution.patch import Patch
from lamgui.attribution.settings import Settings
from lamgui.imaging.picture import Picture
from lamgui.imaging.prepare import Role
from lamgui.imaging.reduce import Reduction
from lamgui.networks.entry import NetworkEntry


@dataclass(frozen=True)
class State:
    """What a map depends on; every change of it can be undone."""

    picture: Picture | None = None
    role: Role = Role.HR
    reduction: Reduction = Reduction.PILLOW
    network: NetworkEntry | None = None
    patch: Patch | None = None
    settings: Settings = field(default_factory=Settings)
    device: str = "auto"


MAX_PANES = 4


class PaneContent(StrEnum):
    """What a pane of the viewer shows."""

    INPUT = "input"
    SR = "sr"
    HR = "hr"
    MAP = "map"
    OVERLAY = "overlay"
    HEAT_MAP = "heat map"


class ColourMap(StrEnum):
    """Colours for importance, from 0 to its maximum."""

    INFERNO = "inferno"
    VIRIDIS = "viridis"
    MAGMA = "magma"
    TURBO = "turbo"
    JET = "jet"
    GREY = "grey"


@dataclass(frozen=True)
class View:
    """How a result is shown; it changes nothing about the numbers."""

    panes: tuple[PaneContent, ...] = (PaneContent.INPUT, PaneContent.SR, PaneContent.OVERLAY)
    colour_map: ColourMap = ColourMap.INFERNO
    opacity: float = 0.7
    """Of the map over the input, 0..1."""
    signed: bool = False
    contour: bool = True
    """Whether the area of contribution is outlined."""
    share: float = DEFAULT_SHARE
    """Of the importance that the area holds, 0..1."""

    def __post_init__(self) -> None:
        if not 1 <= len(self.panes) <= MAX_PANES:
            raise ValueError(f"{len(self.panes)} panes were asked for; the viewer holds 1 to {MAX_PANES}")
        if not 0 <= self.opacity <= 1 or not 0 < self.share <= 1:
            raise ValueError(f"opacity {self.opacity:g} and share {self.share:g} must lie between 0 and 1")
