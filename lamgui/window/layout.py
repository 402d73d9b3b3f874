"""How the window is laid out, as one value that preferences and sessions store."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from lamgui.base.plain_values import plain, read_as
from lamgui.widgets.drawer.layout import DrawerLayout
from lamgui.widgets.viewer.camera import Look


@dataclass(frozen=True)
class WindowLayout:
    """Rail, drawer and zoom; sizes are in device-independent pixels, 0 for the usual ones."""

    rail_px: int = 0
    rail_folded: bool = False
    opened: tuple[str, ...] = ()
    """Titles of the sections of the rail that are open."""
    drawer: DrawerLayout = field(default_factory=DrawerLayout)
    look: Look | None = None
    """Where the pictures are looked at; None where all of them is in view."""

    def as_bytes(self) -> bytes:
        """The layout as JSON."""
        return json.dumps(plain(self)).encode()

    @classmethod
    def from_bytes(cls, stored: bytes) -> WindowLayout | None:
        """What `as_bytes` gave; None for nothing and for what cannot be read."""
        try:
            return read_as(json.loads(stored), cls)
        except (ValueError, RecursionError):
            return None
