"""Where the drawer lies and how much of it is seen: what the user decided, and what follows from the room there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

LEAST_WIDTH_AT_RIGHT_PX = 1000
"""Least width of pictures and drawer together at which a single picture has the drawer at its right."""
LEAST_HEIGHT_UNFOLDED_PX = 1000
"""Least height of the window at which the drawer is unfolded by default below several pictures."""
SHARE_OF_WIDTH, WIDTHS_PX = 0.31, (300, 480)
SHARE_OF_HEIGHT, HEIGHTS_PX = 0.24, (190, 320)


class Place(StrEnum):
    """Where the drawer lies beside the pictures."""

    AUTO = "auto"
    """At the right of a single picture where there is room, else at the bottom."""
    RIGHT = "right"
    BOTTOM = "bottom"


@dataclass(frozen=True)
class DrawerLayout:
    """What the user decided about the drawer; sizes are in device-independent pixels, 0 for the usual one."""

    place: Place = Place.AUTO
    tab: str = ""
    folded_alone: bool = False
    """Whether it is folded beside a single picture."""
    folded_compared: bool | None = None
    """Whether it is folded below several; None follows the height of the window."""
    width_px: int = 0
    height_px: int = 0
    detached: bool = False
    """Whether it is in a window of its own."""
    window: str = ""
    """The geometry of that window, Qt's bytes as base64 text."""

    def folded(self, several: bool, window_height_px: int) -> bool:
        """Whether it is folded now."""
        if not several:
            return self.folded_alone
        if self.folded_compared is None:
            return window_height_px < LEAST_HEIGHT_UNFOLDED_PX
        return self.folded_compared

    def with_folded(self, several: bool, folded: bool) -> DrawerLayout:
        """The same, folded or not, of one picture or of several."""
        return replace(self, folded_compared=folded) if several else replace(self, folded_alone=folded)


@dataclass(frozen=True)
class Arrangement:
    """Where the drawer lies now."""

    at_right: bool
    folded: bool


def arrangement(layout: DrawerLayout, several: bool, width_px: int, window_height_px: int) -> Arrangement:
    """The place of the drawer in a room of this width; a folded one is a line at the bottom."""
    folded = layout.folded(several, window_height_px)
    fits_at_right = not several and width_px >= LEAST_WIDTH_AT_RIGHT_PX
    at_right = layout.place is Place.RIGHT or (layout.place is Place.AUTO and fits_at_right)
    return Arrangement(at_right and not folded, folded)


def usual_size_px(at_right: bool, room_px: int) -> int:
    """Width or height of the drawer in a room of this width or height, until the user chooses another."""
    share, (least, most) = (SHARE_OF_WIDTH, WIDTHS_PX) if at_right else (SHARE_OF_HEIGHT, HEIGHTS_PX)
    return min(most, max(least, round(room_px * share)))
